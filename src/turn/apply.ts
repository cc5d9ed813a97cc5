import type { Connection } from '../connection.ts'
import type { FreshchatEvent } from '../freshchat/event.ts'
import type { FreshchatMessage } from '../freshchat/message.ts'
import { authorshipOf } from '../rules/authorship.ts'
import { answerDueAt } from '../rules/pace.ts'
import {
  type ConversationRow,
  changeConversation,
  contactOf,
  lockConversation,
} from '../store/conversations.ts'
import { appendMessage, knownMessages } from '../store/messages.ts'
import { changeSession, createSession, lastSession, openSession, type SessionRow } from '../store/sessions.ts'
import { applyAssignment, applyReopening, applyResolution, personTookOver } from './acts.ts'
import { type Applied, type Applying, isGivenBack, nothing } from './applying.ts'
import { echoOfMessage } from './echo.ts'

type News = Exclude<FreshchatEvent, { kind: 'unknown' }>

/** One event of Freshchat's, applied to its conversation within the caller's transaction. `at` is Freshchat's time of it. */
export async function applyEvent(on: Applying, event: FreshchatEvent, at: Date): Promise<Applied> {
  if (event.kind === 'unknown') return nothing('ignored')
  const conversation = await lockConversation(on.tx, sightingOf(on.connection, event), on.now)
  switch (event.kind) {
    case 'message':
      return applyMessage(on, conversation, event.message)
    case 'assignment':
      return applyAssignment(on, conversation, event, at)
    case 'resolution':
      return applyResolution(on, conversation, event, at)
    case 'reopening':
      return applyReopening(on, conversation, event, at)
  }
}

/** An event that may be a replay (or says too little): Freshchat is read before anything follows from it. */
export async function askForReading(on: Applying, event: FreshchatEvent): Promise<Applied> {
  if (event.kind === 'unknown') return nothing('ignored')
  const conversation = await lockConversation(on.tx, sightingOf(on.connection, event), on.now)
  await changeConversation(on.tx, conversation.id, { byPerson: false, readAgain: true, dueAt: on.now })
  return { result: 'late', change: { conversationId: conversation.id, by: null, dueAt: on.now } }
}

/** Also for messages found by reading Freshchat: what was missed is taken in as if it had come. The caller holds the conversation's row. */
export async function applyMessage(
  on: Applying,
  conversation: ConversationRow,
  message: FreshchatMessage,
): Promise<Applied> {
  const { tx, connection, now } = on
  if ((await knownMessages(tx, [message.id])).has(message.id)) return nothing('echo')
  const echo = await echoOfMessage(on, conversation, message)
  if (echo !== null)
    return { ...nothing('echo'), isDouble: echo === 'double', leaks: echo === 'leak' ? 1 : 0 }

  const authorship = authorshipOf(
    {
      actor: message.actor,
      isStatusLine: message.statusLine !== null,
      private: message.private,
      visibilityKnown: message.visibilityKnown,
      text: message.text,
    },
    {
      welcomeText:
        connection.channels.find((channel) => channel.id === conversation.channel_id)?.welcomeText ?? null,
    },
  )

  if (authorship === 'customer') return customerWrote(on, conversation, message)

  const session = await openSession(tx, conversation.id)
  await append(on, conversation, session, message, authorship === 'system' ? 'system' : 'rep', false)
  switch (authorship) {
    case 'system':
    case 'rep-note':
      return nothing('applied')
    case 'rep':
      return personTookOver(on, conversation, session, message.createdAt)
    case 'unclear': {
      // silence at once; the turn reads the message again and takes it for what it is
      await changeConversation(tx, conversation.id, { byPerson: true, readAgain: true, dueAt: now })
      return { result: 'applied', change: { conversationId: conversation.id, by: 'person', dueAt: now } }
    }
  }
}

async function customerWrote(
  on: Applying,
  conversation: ConversationRow,
  message: FreshchatMessage,
): Promise<Applied> {
  const { tx, now } = on
  const open = await openSession(tx, conversation.id)
  const isOver = conversation.resolved_at !== null && message.createdAt <= conversation.resolved_at

  // Written before the end, heard after it: it belongs to the session that ended and asks for nothing.
  if (open === null && isOver) {
    const last = await lastSession(tx, conversation.id)
    await append(on, conversation, last, message, 'customer', true)
    return nothing('late')
  }

  const session = open ?? (await beginSession(on, conversation, message))
  if (message.createdAt < session.created_at) {
    await changeSession(tx, session.id, { createdAt: message.createdAt }, now)
  }
  // A person has it: the message is recorded, and is the person's to answer until the conversation comes back.
  const isThePersons = session.owner === 'human' && !isGivenBack(conversation, session)
  await append(on, conversation, session, message, 'customer', isThePersons)
  if (isThePersons) return nothing('applied')

  const startedAt = conversation.burst_started_at ?? now
  // Until the AI has taken the session, whichever message of the first burst came last, Freshchat's own routing may settle.
  const opensSession = session.owner === 'none'
  const dueAt = answerDueAt({ startedAt, lastAt: now, lastText: message.text, opensSession }, on.pace)
  await changeConversation(tx, conversation.id, { byPerson: false, burstStartedAt: startedAt, dueAt })
  return { result: 'applied', change: { conversationId: conversation.id, by: 'customer', dueAt } }
}

async function beginSession(
  on: Applying,
  conversation: ConversationRow,
  message: FreshchatMessage,
): Promise<SessionRow> {
  const { tx, connection } = on
  const previous = await lastSession(tx, conversation.id)
  const contactId =
    message.customerId === null ? null : await contactOf(tx, connection.organizationId, message.customerId)
  return createSession(tx, {
    organizationId: connection.organizationId,
    conversationId: conversation.id,
    // who has it is asked of Freshchat when the turn begins
    owner: 'none',
    channel: channelOf(connection, conversation.channel_id, message.source),
    autoHandle: connection.autoHandle,
    contactId,
    previousSessionId: previous?.id ?? null,
    at: message.createdAt,
  })
}

async function append(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow | null,
  message: FreshchatMessage,
  kind: 'customer' | 'rep' | 'system',
  handled: boolean,
): Promise<void> {
  await appendMessage(
    on.tx,
    {
      organizationId: on.connection.organizationId,
      conversationId: conversation.id,
      sessionId: session?.id ?? null,
      freshchatId: message.id,
      author: {
        kind,
        id: message.actor.id,
        name: kind === 'rep' ? nameOf(on.connection, message.actor.id) : null,
      },
      private: message.private,
      visibilityKnown: message.visibilityKnown,
      text: message.text,
      parts: message.parts,
      stepId: null,
      handled,
      createdAt: message.createdAt,
    },
    on.now,
  )
  if (session !== null) await changeSession(on.tx, session.id, { lastMessageAt: message.createdAt }, on.now)
}

function sightingOf(connection: Connection, event: News) {
  const about =
    event.kind === 'message'
      ? {
          freshchatId: event.message.conversationId,
          internalId: event.message.conversationInternalId,
          customerId: event.message.customerId,
          channelId: event.message.channelId,
        }
      : {
          freshchatId: event.conversationId,
          internalId: event.conversationInternalId,
          customerId: event.customerId,
          channelId: event.channelId,
        }
  return { organizationId: connection.organizationId, connectionId: connection.id, ...about }
}

/** "web" or what Freshchat says of the transport: the channel's source, else the message's. */
function channelOf(connection: Connection, channelId: string | null, source: string | null): string {
  const told = connection.channels.find((channel) => channel.id === channelId)?.source ?? source
  return told === null || told === 'freshchat' || told === 'mobile' || told === 'api' ? 'web' : told
}

function nameOf(connection: Connection, agentId: string | null): string | null {
  return connection.agents.find((agent) => agent.id === agentId)?.name ?? null
}
