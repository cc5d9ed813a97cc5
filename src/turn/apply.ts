import type { Connection } from '../connection.ts'
import type { FreshchatEvent } from '../freshchat/event.ts'
import type { FreshchatMessage } from '../freshchat/message.ts'
import { authorshipOf } from '../rules/authorship.ts'
import { isForgotten } from '../rules/forgotten.ts'
import { type ConversationRow, changeConversation, lockConversation } from '../store/conversations.ts'
import { dropForgotten } from '../store/forgetting.ts'
import { knownMessages } from '../store/messages.ts'
import { newestSession, type SessionRow } from '../store/sessions.ts'
import { applyAssignment, personTookOver } from './acts.ts'
import { type Applied, type Applying, nothing } from './applying.ts'
import { applyCommand } from './command.ts'
import { customerWrote } from './customer.ts'
import { echoOfMessage, hearEcho } from './echo.ts'
import { applyReopening, applyResolution } from './ends.ts'
import { append } from './thread.ts'

type News = Exclude<FreshchatEvent, { kind: 'unknown' }>

/** What stands here of what an event is about: its conversation, locked, and what a message is applied to. */
export interface Known {
  conversation: ConversationRow
  hasMessage: boolean
  /** The open session, else the last one. */
  newest: SessionRow | null
}

/** All in one round trip. null: the event says of nothing that we know. */
export async function knownOf(on: Applying, event: FreshchatEvent): Promise<Known | null> {
  if (event.kind === 'unknown') return null
  const sighting = sightingOf(on.connection, event)
  const [conversation, beside] = await Promise.all([
    lockConversation(on.tx, sighting, on.now),
    event.kind === 'message'
      ? knownBeside(on, sighting.freshchatId, event.message.id)
      : { hasMessage: false, newest: null },
  ])
  return { conversation, ...beside }
}

/** The caller holds the conversation's row, or asks for it right before. */
async function knownBeside(
  { tx, connection }: Applying,
  freshchatConversationId: string,
  messageId: string,
): Promise<Omit<Known, 'conversation'>> {
  const [messages, newest] = await Promise.all([
    knownMessages(tx, [messageId]),
    newestSession(tx, connection.organizationId, freshchatConversationId),
  ])
  return { hasMessage: messages.has(messageId), newest }
}

/**
 * One event of Freshchat's, applied to its conversation within the caller's transaction. `at` is Freshchat's time of it; of one that
 * `isOld` and may be a replay nothing follows before Freshchat is read.
 */
export async function applyEvent(
  on: Applying,
  known: Known | null,
  event: FreshchatEvent,
  { at, isOld }: { at: Date; isOld: boolean },
): Promise<Applied> {
  if (event.kind === 'unknown' || known === null) return nothing('ignored')
  const { conversation } = known
  if (isOfTheForgotten(on, conversation, timeOf(event, at))) return forget(on, conversation)
  if (isOld) return askForReading(on, conversation)
  switch (event.kind) {
    case 'message':
      return applyMessageTo(on, known, event.message)
    case 'assignment':
      return applyAssignment(on, conversation, event, at)
    case 'resolution':
      return applyResolution(on, conversation, event, at)
    case 'reopening':
      return applyReopening(on, conversation, event, at)
  }
}

async function askForReading({ tx, now }: Applying, { id }: ConversationRow): Promise<Applied> {
  await changeConversation(tx, id, { byPerson: false, readAgain: true, dueAt: now })
  return { result: 'late', change: { conversationId: id, by: null, dueAt: now } }
}

/** Also for messages found by reading Freshchat: what was missed is taken in as if it had come. The caller holds the conversation's row. */
export async function applyMessage(
  on: Applying,
  conversation: ConversationRow,
  message: FreshchatMessage,
): Promise<Applied> {
  return applyMessageTo(
    on,
    { conversation, ...(await knownBeside(on, conversation.freshchat_id, message.id)) },
    message,
  )
}

async function applyMessageTo(
  on: Applying,
  { conversation, hasMessage, newest }: Known,
  message: FreshchatMessage,
): Promise<Applied> {
  const { tx, connection, now } = on
  const session = newest?.status === 'open' ? newest : null
  if (hasMessage) {
    await hearEcho(on, conversation, message.id)
    return nothing('echo')
  }
  const echo = await echoOfMessage(on, conversation, message)
  if (echo === 'leak') {
    // the reps are owed a word about it
    const change = { conversationId: conversation.id, by: null, dueAt: now }
    return { result: 'echo', change, leaks: 1 }
  }
  if (echo !== null) return { ...nothing('echo'), isDouble: echo === 'double' }

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

  if (authorship === 'customer') return customerWrote(on, conversation, newest, message)

  await append(on, conversation, session, message, authorship === 'system' ? 'system' : 'rep', false)
  switch (authorship) {
    case 'system':
      return nothing('applied')
    case 'rep-note':
      return applyCommand(on, conversation, session, message)
    case 'rep':
      return personTookOver(on, conversation, session, message.createdAt)
    case 'unclear': {
      // silence at once; the turn reads the message again and takes it for what it is
      await changeConversation(tx, conversation.id, { byPerson: true, readAgain: true, dueAt: now })
      return { result: 'applied', change: { conversationId: conversation.id, by: 'person', dueAt: now } }
    }
  }
}

/** An action's own time may be later than the message's that it tells of. */
function timeOf(event: News, at: Date): Date {
  return event.kind === 'message' ? event.message.createdAt : at
}

function isOfTheForgotten(
  { settings, now }: Applying,
  { forgotten_until: until }: ConversationRow,
  at: Date,
): boolean {
  return isForgotten(at, { until, retentionDays: settings.privacy.retentionDays }, now)
}

async function forget({ tx }: Applying, { id }: ConversationRow): Promise<Applied> {
  await dropForgotten(tx, id)
  return nothing('forgotten')
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
