import type { Closure } from '../conversation.ts'
import type { FreshchatEvent } from '../freshchat/event.ts'
import { type ConversationRow, changeConversation, changedEpoch } from '../store/conversations.ts'
import { addErrand } from '../store/errands.ts'
import { firstCustomerMessageAfter, moveMessages } from '../store/messages.ts'
import { changeSession, createSession, lastSession, openSession, type SessionRow } from '../store/sessions.ts'
import { markAllHandled, reopenTail } from '../store/unanswered.ts'
import { goOnWith, hasTurnedAway, personTookOver, takenByPerson } from './acts.ts'
import { type Applied, type Applying, nothing } from './applying.ts'
import { leaksSince } from './leaks.ts'
import { echoOfReopening, echoOfResolution, isBeingEnded, wasOverwritten } from './our-acts.ts'
import type { Opened } from './stored-decision.ts'

/** How sessions end and begin again, by what Freshchat tells of it. */

type Event<Kind extends FreshchatEvent['kind']> = Extract<FreshchatEvent, { kind: Kind }>

export async function applyResolution(
  on: Applying,
  conversation: ConversationRow,
  event: Pick<Event<'resolution'>, 'resolver'>,
  at: Date,
): Promise<Applied> {
  if (await echoOfResolution(on, conversation, event.resolver, at)) return nothing('echo')
  const session = await openSession(on.tx, conversation.id)
  // Heard late: the session that is open began after this end.
  if (session !== null && at < (session.reopened_at ?? session.created_at)) return nothing('late')
  if (hasEndedSince(conversation, at)) return nothing('late')

  // Our claim, on its way already, has opened it again.
  const isOpenAgain = session !== null && (await wasOverwritten(on, conversation, at))
  const closure = event.resolver.kind === 'agent' ? 'rep' : 'rule'
  const { applied, owed } = await ended(on, conversation, session, at, closure)
  if (isOpenAgain && !owed) await resolveAgain(on, conversation, session, on.now)
  return applied
}

/** What happened at `at` (Freshchat's time) a later end went over. */
function hasEndedSince({ resolved_at: endedAt }: ConversationRow, at: Date): boolean {
  return endedAt !== null && at < endedAt
}

/** In Freshchat it is over since `at`, by no act of ours. V4: what the customer wrote after that is owed, however late we heard of it. */
async function ended(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow | null,
  at: Date,
  closure: 'rep' | 'rule',
): Promise<{ applied: Applied; owed: boolean }> {
  const wasDue = conversation.due_at !== null
  const owed = await endSession(on, conversation, session, at, closure)
  const leaks = closure === 'rep' ? await leaksSince(on, conversation.id, at) : 0
  const dueAt = wasDue || owed || leaks > 0 ? on.now : null
  await changeConversation(on.tx, conversation.id, { byPerson: false, dueAt })
  const change = { conversationId: conversation.id, by: 'person', dueAt } as const
  return { applied: { result: 'applied', change, leaks }, owed }
}

/** The conversation ended at `at` (Freshchat's time). True when the customer has written after that: a session of its own, and owed. */
export async function endSession(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow | null,
  at: Date,
  closure: Closure,
): Promise<boolean> {
  await markAllHandled(on.tx, conversation.id, at, on.now)
  const epoch = await changedEpoch(on.tx, conversation.id, {
    byPerson: true,
    resolvedAt: at,
    agentId: null,
    givenIsOver: true,
    ...(closure === 'rep' ? { actedAt: at } : {}),
  })
  if (session === null) return false
  const owner = closure === 'rep' ? { owner: 'human' as const, ownerEpoch: epoch } : {}
  await changeSession(on.tx, session.id, { status: 'resolved', closure, ...owner }, on.now)
  return continueAfterEnd(on, conversation, session, at)
}

/** Messages of after the end, which we heard of before it, belong to the next session. True when there were any. */
async function continueAfterEnd(
  on: Applying,
  conversation: ConversationRow,
  ended: SessionRow,
  at: Date,
): Promise<boolean> {
  const firstAt = await firstCustomerMessageAfter(on.tx, ended.id, at)
  if (firstAt === null) return false
  const next = await createSession(on.tx, {
    organizationId: on.connection.organizationId,
    conversationId: conversation.id,
    owner: 'none',
    channel: ended.channel,
    autoHandle: on.connection.autoHandle,
    contactId: ended.contact_id,
    previousSessionId: ended.id,
    at: firstAt,
  })
  await moveMessages(on.tx, ended.id, next.id, at)
  // people's to answer while the session was theirs, and nobody's answer has come since: they ask anew
  await reopenTail(on.tx, next.id, 'any-word-of-ours')
  return true
}

export async function applyReopening(
  on: Applying,
  conversation: ConversationRow,
  event: Event<'reopening'>,
  at: Date,
): Promise<Applied> {
  // By a customer it comes just before the message, which opens the next session; by a rep it continues the rep's.
  if (event.reopener.kind !== 'agent') return openedByCustomer(on, conversation, at)
  const last = await lastSession(on.tx, conversation.id)
  if (last === null || hasEndedSince(conversation, at)) return nothing('late')
  if (await echoOfReopening(on, conversation, event.reopener.id, at)) {
    if (last.status === 'open') return nothing('echo')
    const opened = { by: event.reopener.id, at }
    return { ...(await resolveAgain(on, conversation, last, on.now, opened)), result: 'echo' }
  }
  if (last.status === 'open') {
    // What the rep opens again we have not heard the end of: of ours it is on its way, anybody else's is late news from now on.
    await changeSession(on.tx, last.id, { reopenedAt: at }, on.now)
    return personTookOver(on, conversation, last, at)
  }
  return takenByPerson(on, conversation, await goOnWith(on, conversation, last.id, at), at)
}

/** What we had taken for our own opening of what was over was a person's: they go on with it. False: it was ours, or is open anyway. */
export async function openedByPersonAfterAll(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow,
  { by, at }: Opened,
): Promise<boolean> {
  // whoever it was
  if (hasEndedSince(conversation, at)) return false
  if (session.status === 'open' || (await echoOfReopening(on, conversation, by, at))) return false
  if ((await openSession(on.tx, conversation.id)) !== null) return false
  await takenByPerson(on, conversation, await goOnWith(on, conversation, session.id, at), at)
  return true
}

/** What is open here had ended before, of which no webhook has told: what the customer writes now begins anew. */
async function openedByCustomer(on: Applying, conversation: ConversationRow, at: Date): Promise<Applied> {
  const session = await openSession(on.tx, conversation.id)
  if (session === null || at <= (session.reopened_at ?? session.created_at)) return nothing('applied')
  // our own end, on its way, sees to it itself
  if (await isBeingEnded(on, conversation, { since: session.created_at, at })) return nothing('applied')
  const { applied } = await ended(on, conversation, session, new Date(at.getTime() - 1), 'rule')
  // who acted shortly before may have done so after the end, and be there still: the thread tells, before the AI takes its place
  const { acted_at: actedAt } = conversation
  if (session.owner === 'human' && actedAt !== null && !hasTurnedAway(actedAt, at))
    await changeConversation(on.tx, conversation.id, { byPerson: false, readAgain: true })
  return applied
}

/**
 * Freshchat shows the conversation open, by a note of ours or by the customer's goodbye: it is resolved once more at `dueAt`. `opened`: what
 * we took for our own doing, which is looked at again once all times are known.
 */
export async function resolveAgain(
  on: Applying,
  conversation: ConversationRow,
  ended: SessionRow,
  dueAt: Date,
  opened: Opened | null = null,
): Promise<Applied> {
  const since = await changedEpoch(on.tx, conversation.id, { byPerson: false, dueAt })
  await addErrand(on.tx, ended, { kind: 'resolve_again', payload: { since, opened } }, on.now)
  return { result: 'applied', change: { conversationId: conversation.id, by: null, dueAt } }
}
