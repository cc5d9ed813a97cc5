import { isPureCourtesy, saysYes } from '../answer/goodbye.ts'
import type { Connection } from '../connection.ts'
import type { FreshchatMessage } from '../freshchat/message.ts'
import { modeOf } from '../rules/attention.ts'
import { answerDueAt } from '../rules/pace.ts'
import { contactOf } from '../store/contacts.ts'
import { type ConversationRow, changeConversation } from '../store/conversations.ts'
import { changeSession, createSession, type SessionRow, sessionById } from '../store/sessions.ts'
import { askedOnAt } from '../store/steps.ts'
import { givenBack, goOnWith, hasTurnedAway, takenByPerson } from './acts.ts'
import { type Applied, type Applying, isGivenBack, nothing } from './applying.ts'
import { resolveAgain } from './ends.ts'
import { append } from './thread.ts'

/** What follows from a customer's message: whose it is to answer, and when. */

/** A goodbye so soon after the end is part of what ended (V2). */
const GOODBYE_MS = 30 * 60_000

export async function customerWrote(
  on: Applying,
  conversation: ConversationRow,
  newest: SessionRow | null,
  message: FreshchatMessage,
): Promise<Applied> {
  const { tx, now } = on
  const open = newest?.status === 'open' ? newest : null
  if (open === null && newest !== null) {
    const ending = await afterTheEnd(on, conversation, newest, message)
    if (ending !== null) return ending
  }

  const began = open ?? (await beginSession(on, conversation, newest, message))
  const isItsFirst = open === null || message.createdAt < began.created_at
  if (message.createdAt < began.created_at) {
    await changeSession(tx, began.id, { createdAt: message.createdAt }, now)
  }
  const taken = isItsFirst ? await leftToPerson(on, conversation, began, message) : null
  const session = taken === null ? began : await sessionById(tx, began.id)
  if (await acceptsTheOffer(on, conversation, session, message)) {
    await append(on, conversation, session, message, 'customer', false)
    return givenBack(on, conversation, session, message.createdAt, 'customer')
  }
  // A person has it: the message is recorded, and is the person's to answer until the conversation comes back.
  const isThePersons = session.owner === 'human' && !isGivenBack(conversation, session)
  const wantsDraft = isThePersons && isAssisted(on, session)
  await append(on, conversation, session, message, 'customer', isThePersons && !wantsDraft)
  if (isThePersons && !wantsDraft) return taken ?? nothing('applied')

  const startedAt = conversation.burst_started_at ?? now
  // Until the AI has taken the session, whichever message of the first burst came last, Freshchat's own routing may settle.
  const opensSession = session.owner === 'none'
  const burst = { startedAt, lastAt: now, lastText: message.text, opensSession }
  const dueAt = answerDueAt(burst, on.settings.reply)
  await changeConversation(tx, conversation.id, {
    byPerson: false,
    burstStartedAt: startedAt,
    dueAt,
    // what ends by itself ends after silence only
    ...(isThePersons ? {} : { attendAt: null }),
  })
  return { result: 'applied', change: { conversationId: conversation.id, by: 'customer', dueAt } }
}

/** What comes when nothing is open; null: it opens a new session. */
async function afterTheEnd(
  on: Applying,
  conversation: ConversationRow,
  last: SessionRow,
  message: FreshchatMessage,
): Promise<Applied | null> {
  const endedAt = conversation.resolved_at
  if (endedAt === null) return null
  // Written before the end, heard after it: it belongs to the session that ended and asks for nothing.
  if (message.createdAt <= endedAt) {
    await append(on, conversation, last, message, 'customer', true)
    return nothing('late')
  }
  const isGoodbye =
    message.createdAt.getTime() - endedAt.getTime() <= GOODBYE_MS &&
    isPureCourtesy(message.text, namesOf(on)) &&
    last.owner !== 'none' &&
    last.closure !== 'gone'
  if (!isGoodbye) return null
  await append(on, conversation, last, message, 'customer', true)
  // Heard late: a person has gone on with what the goodbye had opened.
  const { acted_at: actedAt } = conversation
  if (actedAt !== null && actedAt > message.createdAt)
    return takenByPerson(on, conversation, await goOnWith(on, conversation, last.id, actedAt), actedAt)
  // Only in autopilot does the AI resolve anything (A7).
  if (modeOf(last.channel, on.settings) !== 'autopilot') return nothing('applied')
  // A question may still follow the thanks.
  return resolveAgain(on, conversation, last, new Date(on.now.getTime() + on.settings.reply.quietMs))
}

/** Whom a customer may thank by name. */
function namesOf({ connection, settings }: Applying): string[] {
  const agents = connection.agents.flatMap(({ name }) => name ?? [])
  return [...agents, connection.defaultAgent.name, settings.persona.name]
}

/** The session begins with a person who is there already: it is theirs. null: it is nobody's yet. */
async function leftToPerson(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow,
  message: FreshchatMessage,
): Promise<Applied | null> {
  const { acted_at: actedAt, given_at: givenAt, resolved_at: endedAt } = conversation
  if (actedAt === null || session.owner === 'human' || (givenAt !== null && givenAt >= actedAt)) return null
  // acted since, and was heard of first; or acted after the last end, and has hardly turned away
  const isSince = message.createdAt < actedAt
  const isStillThere = endedAt !== null && actedAt > endedAt && !hasTurnedAway(actedAt, message.createdAt)
  return isSince || isStillThere ? takenByPerson(on, conversation, session, actedAt) : null
}

/** H7: nobody had come, the AI asked whether it shall go on, no person has come since, and the customer says yes. */
async function acceptsTheOffer(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow,
  message: FreshchatMessage,
): Promise<boolean> {
  const { owner, owner_epoch, handoff } = session
  if (owner !== 'human' || handoff === null || conversation.human_epoch >= owner_epoch) return false
  if (!saysYes(message.text)) return false
  const askedAt = await askedOnAt(on.tx, session.id)
  return askedAt !== null && new Date(handoff.at) < askedAt
}

/** Assist (A7) drafts for the reps whoever has the conversation, unless one of them said stop. */
function isAssisted({ settings }: Applying, session: SessionRow): boolean {
  return modeOf(session.channel, settings) === 'assist' && session.stopped_at === null
}

async function beginSession(
  on: Applying,
  conversation: ConversationRow,
  previous: SessionRow | null,
  message: FreshchatMessage,
): Promise<SessionRow> {
  const { tx, connection } = on
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

/** "web" or what Freshchat says of the transport: the channel's source, else the message's. */
function channelOf(connection: Connection, channelId: string | null, source: string | null): string {
  const told = connection.channels.find((channel) => channel.id === channelId)?.source ?? source
  return told === null || told === 'freshchat' || told === 'mobile' || told === 'api' ? 'web' : told
}
