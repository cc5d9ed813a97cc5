import { isOurSeat, isRep } from '../connection.ts'
import type { GivenBy } from '../conversation.ts'
import type { FreshchatEvent } from '../freshchat/event.ts'
import { type ConversationRow, changeConversation, changedEpoch } from '../store/conversations.ts'
import { addErrand, sessionToEnd } from '../store/errands.ts'
import { changeSession, openSession, type SessionRow, sessionById } from '../store/sessions.ts'
import { markAllHandled, reopenTail } from '../store/unanswered.ts'
import { type Applied, type Applying, nothing } from './applying.ts'
import { leaksSince } from './leaks.ts'
import { echoOfAssignment, SAME_ACT_MS, wasClaimedAfter, wasOverwritten } from './our-acts.ts'
import { giveBackTo, isGivenBackTo } from './overwritten.ts'

/** Who takes a conversation over, and who gives it to the AI. */

type Assignment = Extract<FreshchatEvent, { kind: 'assignment' }>

/** Who has the conversation by that act, where it tells; `assignedAt`: Freshchat's time of it. */
interface NewAgent {
  agentId: string | null
  groupId: string | null
  assignedAt?: Date
}

/** Any human act is a take-over (H5): the AI falls silent at once, and what the customer wrote until then is the rep's. */
export async function personTookOver(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow | null,
  at: Date,
  agent?: NewAgent,
): Promise<Applied> {
  // Heard of late: the conversation was given back after this act.
  if (conversation.given_at !== null && at <= conversation.given_at)
    return lateButTalkedOver(on, conversation, at)
  // Heard of late: the customer began anew when that person had long turned away.
  const { resolved_at: endedAt } = conversation
  if (session !== null && agent === undefined && session.reopened_at === null && endedAt !== null)
    if (at > endedAt && hasTurnedAway(at, session.created_at)) return nothing('late')
  return takenByPerson(on, conversation, session, at, agent)
}

/** It changes nothing any more; that the AI talked over that person before it was given back is owned up to all the same. */
async function lateButTalkedOver(on: Applying, conversation: ConversationRow, at: Date): Promise<Applied> {
  const leaks = await leaksSince(on, conversation.id, at)
  if (leaks === 0) return nothing('late')
  await changeConversation(on.tx, conversation.id, { byPerson: false, dueAt: on.now })
  return { result: 'late', change: { conversationId: conversation.id, by: null, dueAt: on.now }, leaks }
}

/** Who acts in what has ended is with the customer still, for so long. */
const STILL_THERE_MS = 30 * 60_000

export function hasTurnedAway(actedAt: Date, wroteAt: Date): boolean {
  return wroteAt.getTime() - actedAt.getTime() > STILL_THERE_MS
}

/** The same for an act that is certainly newer than all we know: a member's in the Inbox. */
export async function takenByPerson(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow | null,
  at: Date,
  agent?: NewAgent,
): Promise<Applied> {
  const isAfterTheEnd = conversation.resolved_at !== null && at > conversation.resolved_at
  const goesOn = session ?? (isAfterTheEnd ? await goOnWithOwed(on, conversation, at) : null)
  // whether it is open again, of which nobody told us, only Freshchat knows
  const asks = goesOn === null && isAfterTheEnd
  // due at once where a turn is under way: its worker (or the next one) ends it with the reason
  const wasDue = conversation.due_at !== null
  const epoch = await changedEpoch(on.tx, conversation.id, { byPerson: true, actedAt: at, ...agent })
  if (goesOn !== null) {
    await changeSession(on.tx, goesOn.id, { owner: 'human', ownerEpoch: epoch }, on.now)
    await markAllHandled(on.tx, conversation.id, at, on.now)
  }
  const leaks = await leaksSince(on, conversation.id, at)
  const dueAt = wasDue || leaks > 0 || asks ? on.now : null
  await changeConversation(on.tx, conversation.id, {
    byPerson: false,
    dueAt,
    ...(asks ? { readAgain: true } : {}),
  })
  return { result: 'applied', change: { conversationId: conversation.id, by: 'person', dueAt }, leaks }
}

/** Over here, and not yet in Freshchat (or opened there by a goodbye): a person who acts then goes on with it. Else null. */
async function goOnWithOwed(
  on: Applying,
  conversation: ConversationRow,
  at: Date,
): Promise<SessionRow | null> {
  const id = await sessionToEnd(on.tx, conversation.id)
  return id === null ? null : goOnWith(on, conversation, id, at)
}

/** What was over is open again. Whose it is, is the caller's to say. */
export async function goOnWith(
  on: Applying,
  conversation: ConversationRow,
  sessionId: string,
  at: Date,
): Promise<SessionRow> {
  await changeSession(on.tx, sessionId, { status: 'open', closure: null, reopenedAt: at }, on.now)
  await changeConversation(on.tx, conversation.id, { byPerson: false, resolvedAt: null })
  return sessionById(on.tx, sessionId)
}

export async function applyAssignment(
  on: Applying,
  conversation: ConversationRow,
  event: Assignment,
  at: Date,
): Promise<Applied> {
  const { tx, connection } = on
  const to = { agentId: event.toAgentId, groupId: event.toGroupId }
  if (await echoOfAssignment(on, conversation, to, event.assignor, at))
    return (await steppedOver(on, conversation, event, at)) ?? nothing('echo')
  const isOurs = (agentId: string | null) => isOurSeat(connection, agentId)
  const isReps = isRep(connection, to.agentId)
  const session = await openSession(tx, conversation.id)
  const aPersonRemovedUs = to.agentId === null && event.assignor.kind === 'agent' && isOurs(event.fromAgentId)
  // (in the same instant it may have come before what we know or after)
  if (conversation.assigned_at !== null && at <= conversation.assigned_at) {
    const rep = isReps ? to.agentId : null
    if (session !== null && rep !== null && (await wasOverwritten(on, conversation, at)))
      return restored(on, conversation, session, rep, at)
    if (at < conversation.assigned_at)
      return isReps || aPersonRemovedUs ? hadIt(on, conversation, session, at) : nothing('late')
  }
  if (isReps) return personTookOver(on, conversation, session, at, { ...to, assignedAt: at })

  // A change of group alone is routing, not a giving back; a person who names the AI once more, where people have it, means it.
  const wasOurs = isOurs(event.fromAgentId) || (event.fromAgentId === null && isOurs(conversation.agent_id))
  const isMeant =
    event.assignor.kind === 'agent' && session?.owner === 'human' && event.fromGroupId === to.groupId
  if (isOurs(to.agentId) && (!wasOurs || isMeant)) {
    await changeConversation(tx, conversation.id, { byPerson: false, ...to, assignedAt: at })
    // R4, H6: given to us. Whether it is still so the turn asks Freshchat.
    return givenBack(on, conversation, session, at, event.assignor.kind === 'agent' ? 'assignment' : 'rule')
  }

  if (aPersonRemovedUs) return personTookOver(on, conversation, session, at, { ...to, assignedAt: at })
  await changeConversation(tx, conversation.id, { byPerson: false, ...to, assignedAt: at })
  // Taken off it by routing, the AI does not have it any more; the customer's next word is routed anew.
  if (to.agentId === null && wasOurs && session?.owner === 'ai')
    await changeSession(tx, session.id, { owner: 'none' }, on.now)
  return nothing('applied')
}

/**
 * Heard of after routing has moved it on: whoever it is with now, a person had it in this session; unless the AI has been given it
 * since, or has claimed what they had left to nobody.
 */
async function hadIt(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow | null,
  at: Date,
): Promise<Applied> {
  if (session === null || at < session.created_at) return nothing('late')
  const isAis = isOurSeat(on.connection, conversation.agent_id)
  if (isAis || (await wasClaimedAfter(on, conversation, at))) return nothing('late')
  return personTookOver(on, conversation, session, at)
}

/** That we took ourselves off took it from a rep, of whom no webhook had told: it is theirs. null: it was ours, or is seen to. */
async function steppedOver(
  on: Applying,
  conversation: ConversationRow,
  { toAgentId, fromAgentId: rep }: Assignment,
  at: Date,
): Promise<Applied | null> {
  if (toAgentId !== null || rep === null || !isRep(on.connection, rep)) return null
  const { agent_id: knownAs, assigned_at: movedAt } = conversation
  const hasMovedOn = movedAt !== null && movedAt.getTime() > at.getTime() + SAME_ACT_MS
  // who steps aside sees to a rep of whom it has heard
  if (knownAs === rep || hasMovedOn) return null
  const session = await openSession(on.tx, conversation.id)
  if (session === null || (await isGivenBackTo(on.tx, session, rep, on.now))) return null
  return restored(on, conversation, session, rep, at)
}

/** Our claim overwrote a rep who had just taken it: it is theirs, and Freshchat is told so again. */
async function restored(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow,
  agentId: string,
  at: Date,
): Promise<Applied> {
  const applied = await personTookOver(on, conversation, session, at)
  if (applied.result === 'late') return applied
  await giveBackTo(on.tx, session, agentId, on.now)
  const unseen = await leaksSince(on, conversation.id, at, { isOverwritten: true })
  await changeConversation(on.tx, conversation.id, { byPerson: false, dueAt: on.now })
  const leaks = (applied.leaks ?? 0) + unseen
  return { ...applied, leaks, change: { conversationId: conversation.id, by: 'person', dueAt: on.now } }
}

/** The conversation is the AI's again (H6), unless a person has acted since `at` (Freshchat's time): then it stays the person's. */
export async function givenBack(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow | null,
  at: Date,
  by: GivenBy,
): Promise<Applied> {
  const isLate = conversation.acted_at !== null && at < conversation.acted_at
  // what the customer wrote after the order, and was handed over for, the order says nothing of
  const askedAt = session?.owner === 'human' ? session.handoff?.askedAt : undefined
  const isOlder = askedAt !== undefined && at < new Date(askedAt)
  return isLate || isOlder ? nothing('late') : givenToAi(on, conversation, session, at, by)
}

/**
 * The same for an act that is certainly newer than all we know: a member's in the Inbox. What nobody has answered is answered now;
 * where nothing waits, the AI takes its place all the same. A rule that gives back what the AI has just handed over does not make
 * the AI think the same again, which would go round for ever: only what the customer writes from then on is answered.
 */
export async function givenToAi(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow | null,
  at: Date,
  by: GivenBy,
): Promise<Applied> {
  const { tx, now } = on
  const given = { at, by }
  if (session === null) {
    // Nothing that we know of is open: Freshchat is asked what waits there.
    await changeConversation(tx, conversation.id, { byPerson: false, given, readAgain: true, dueAt: now })
    return { result: 'applied', change: { conversationId: conversation.id, by: null, dueAt: now } }
  }
  await changeSession(tx, session.id, { stoppedAt: null }, now)
  const waiting = await reopenTail(tx, session.id, by === 'rule' ? 'any-word-of-ours' : 'real-answers')
  // an order holds whoever has it: that the AI has it may be news of yesterday
  const mayBeElsewhere = session.owner === 'human' || by === 'order'
  const takesPlace = waiting === 0 && mayBeElsewhere && by !== 'rule'
  if (takesPlace) await addErrand(tx, session, { kind: 'return' }, now)
  const dueAt = waiting > 0 || takesPlace ? now : conversation.due_at
  await changeConversation(tx, conversation.id, { byPerson: false, given, dueAt })
  return { result: 'applied', change: { conversationId: conversation.id, by: null, dueAt } }
}
