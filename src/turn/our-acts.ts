import { type Connection, isOurSeat } from '../connection.ts'
import type { EventActor } from '../freshchat/event.ts'
import { noteTokenAgent } from '../store/connections.ts'
import type { ConversationRow } from '../store/conversations.ts'
import { begunSteps, changeStep, type StepKind, type StepRow } from '../store/steps.ts'
import type { Applying } from './applying.ts'

/**
 * An act that we hear of may be our own, or may have been overwritten by one of ours. An act is known by the state that it leads to
 * and by Freshchat's time of it. Who acted proves nothing: reps may share the seat, and the token is a person's. But once we have seen
 * whom Freshchat names for what the token does, another agent's name proves that it was somebody else.
 */

const DAY_MS = 24 * 60 * 60_000
/** For acts whose own time in Freshchat we never learned: two clocks, and a call that may take its time. */
const NEAR_MS = 60_000
/** Freshchat's own time of our act is known from its answer: its event is stamped within moments of it. */
export const SAME_ACT_MS = 3_000
/** In its event our act bears the very time that its answer bore. */
const SAME_MOMENT_MS = 20

/** Is this assignment what one of our own acts led to? */
export async function echoOfAssignment(
  on: Applying,
  conversation: ConversationRow,
  to: { agentId: string | null; groupId: string | null },
  by: EventActor,
  at: Date,
): Promise<boolean> {
  const isToUs = to.agentId === on.connection.defaultAgent.id
  const isTokens = isToUs && (await learnTokenAgent(on, conversation, by, at))
  if (!isTokens && isAnotherAgent(on.connection, by)) return false
  // Taking us off takes up to three calls, each with an event of its own; handing to a group does so too.
  if (to.agentId === null) return isEchoOfAct(on, conversation, ['unassign', 'assign'], at, () => true)
  return isEchoOfAct(on, conversation, [isToUs ? 'claim' : 'assign'], at, (candidate) => {
    if (candidate.echoed_at !== null) return false
    return isToUs || candidate.leads_to?.agentId === to.agentId
  })
}

/** Whom Freshchat names for our claim is the token's owner. Learnt anew with each, so that a mistake does not last. True: learnt now. */
async function learnTokenAgent(
  on: Applying,
  conversation: ConversationRow,
  by: EventActor,
  at: Date,
): Promise<boolean> {
  if (by.kind !== 'agent' || by.id === null || by.id === on.connection.tokenAgentId) return false
  const claims = await recentSteps(on, conversation, ['claim'])
  const isOfThisMoment = ({ freshchat_at: storedAt }: StepRow) =>
    storedAt !== null && Math.abs(at.getTime() - storedAt.getTime()) <= SAME_MOMENT_MS
  if (!claims.some(isOfThisMoment)) return false
  await noteTokenAgent(on.tx, on.connection.id, by.id)
  return true
}

/** An agent who is neither the token's owner nor sits in our seat. */
function isAnotherAgent(connection: Connection, by: EventActor): boolean {
  const { tokenAgentId } = connection
  if (tokenAgentId === null || by.kind !== 'agent' || by.id === null) return false
  return by.id !== tokenAgentId && !isOurSeat(connection, by.id)
}

/**
 * A rep took it between our read and the act that followed it (a claim, stepping aside), which overwrote them: heard later, it is
 * no late news.
 */
export async function wasOverwritten(
  on: Applying,
  conversation: ConversationRow,
  at: Date,
): Promise<boolean> {
  const acts = await recentSteps(on, conversation, ['claim', 'unassign', 'assign'])
  return acts.some(
    ({ newer_than: readAt, freshchat_at: storedAt }) =>
      readAt !== null && storedAt !== null && at > readAt && at <= storedAt,
  )
}

/** We claimed it when Freshchat already showed what had come of that act: nobody had it. */
export async function wasClaimedAfter(
  on: Applying,
  conversation: ConversationRow,
  at: Date,
): Promise<boolean> {
  const claims = await recentSteps(on, conversation, ['claim'])
  return claims.some(({ state, newer_than: readAt }) => state === 'done' && readAt !== null && at <= readAt)
}

/** That the AI has it is our own claim's doing, which a person interrupted: nothing has moved it since, as far as we know. */
export async function isWhereWeClaimedIt(on: Applying, conversation: ConversationRow): Promise<boolean> {
  const [last] = await recentSteps(on, conversation, ['claim', 'unassign', 'assign'])
  if (last?.kind !== 'claim') return false
  const { assigned_at: movedAt } = conversation
  return movedAt === null || last.freshchat_at === null || movedAt <= last.freshchat_at
}

/**
 * We have told Freshchat to end it since `since`, and the session is open here still: by `at` our end is on its way, or has lost to somebody
 * and is not undone yet.
 */
export async function isBeingEnded(
  on: Applying,
  conversation: ConversationRow,
  { since, at }: { since: Date; at: Date },
): Promise<boolean> {
  const ends = await recentSteps(on, conversation, ['resolve'])
  return ends.some(
    ({ sent_at: sentAt, not_after: undoneAt }) =>
      sentAt !== null &&
      sentAt.getTime() >= since.getTime() - NEAR_MS &&
      (undoneAt === null || at <= undoneAt),
  )
}

/** Is this end the one that we made? Two resolves of ours within moments (one more, after a note) share an echo's time. */
export async function echoOfResolution(
  on: Applying,
  conversation: ConversationRow,
  by: EventActor,
  at: Date,
): Promise<boolean> {
  if (isAnotherAgent(on.connection, by)) return false
  return isEchoOfAct(on, conversation, ['resolve'], at, (candidate) => candidate.echoed_at === null)
}

/**
 * A note into a resolved conversation may open it again, and so does stepping aside: then it is no rep who did it. `by`: the agent
 * whom Freshchat names. Our acts bear the name of the token's owner, so that any name may be ours; but what went out before the end
 * opens it again, stored late, in our seat's name only.
 */
export async function echoOfReopening(
  on: Applying,
  conversation: ConversationRow,
  by: string | null,
  at: Date,
): Promise<boolean> {
  const acts = await recentSteps(on, conversation, ['note', 'say', 'claim', 'unassign', 'assign', 'resolve'])
  // (what a member wrote in the Inbox went out in the name of an agent of their own)
  const isWriter = by !== null && acts.some(({ agent_id: writer }) => writer === by)
  if (!isWriter && isAnotherAgent(on.connection, { kind: 'agent', id: by })) return false
  // what was opened before an end was sent, that end says nothing of: it was sent because of it
  const end = acts.find(({ kind, sent_at: sentAt }) => kind === 'resolve' && sentAt !== null && sentAt <= at)
  const mayBeOurs = by === null || isOurSeat(on.connection, by)
  const cameAfterTheEnd = ({ sent_at: sentAt }: StepRow) =>
    !end?.sent_at || (sentAt !== null && sentAt >= end.sent_at)
  // an act that Freshchat had carried out before it was over did not open it again; words bear the time at which they arrived, and may be
  // stored later
  const { resolved_at: endedAt } = conversation
  const wasBefore = ({ kind, freshchat_at: doneAt }: StepRow) =>
    kind !== 'note' && kind !== 'say' && endedAt !== null && doneAt !== null && doneAt < endedAt
  return acts.some(
    (step) =>
      step.kind !== 'resolve' &&
      (mayBeOurs || cameAfterTheEnd(step)) &&
      !wasBefore(step) &&
      isOfThisAct(step, at),
  )
}

/** Whether an act of ours of these kinds, done at that time, fits; then its echo has been heard. */
async function isEchoOfAct(
  on: Applying,
  conversation: ConversationRow,
  kinds: StepKind[],
  at: Date,
  fits: (step: StepRow) => boolean,
): Promise<boolean> {
  const steps = await recentSteps(on, conversation, kinds)
  const step = steps.find((candidate) => fits(candidate) && isOfThisAct(candidate, at))
  if (step === undefined) return false
  await changeStep(on.tx, step.id, { echoedAt: on.now })
  return true
}

/** What of ours was begun within a day, the newest first. */
export function recentSteps(
  on: Applying,
  conversation: ConversationRow,
  kinds: StepKind[],
): Promise<StepRow[]> {
  return begunSteps(on.tx, conversation.id, kinds, new Date(on.now.getTime() - DAY_MS))
}

function isOfThisAct(step: StepRow, at: Date): boolean {
  if (step.not_after !== null && at > step.not_after) return false
  if (step.freshchat_at !== null) return Math.abs(at.getTime() - step.freshchat_at.getTime()) <= SAME_ACT_MS
  const from = (step.sent_at ?? at).getTime() - NEAR_MS
  const until = (step.done_at ?? step.sent_at ?? at).getTime() + NEAR_MS
  return at.getTime() >= from && at.getTime() <= until
}
