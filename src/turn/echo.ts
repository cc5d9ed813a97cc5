import { ourSeats } from '../connection.ts'
import { carriesText, type FreshchatMessage } from '../freshchat/message.ts'
import { askReadBack, bringForward, type ConversationRow, makeDue } from '../store/conversations.ts'
import { aPersonCameBefore, markLeaked } from '../store/leaks.ts'
import { appendMessage, settleOutgoing } from '../store/messages.ts'
import {
  awaitsEcho,
  begunSteps,
  changeStep,
  markEchoed,
  type StepKind,
  type StepRow,
} from '../store/steps.ts'
import { sessionOfTurn } from '../store/turns.ts'
import type { Applying } from './applying.ts'
import { ownUpToLeaks } from './leaks.ts'

/**
 * Everything of ours comes back as a webhook, sometimes before the call that did it is answered (S3). A message is known by
 * its id or else by its words; an act by the state that it leads to. Who acted proves nothing: reps may share the seat.
 */

const DAY_MS = 24 * 60 * 60_000
/** For acts whose own time in Freshchat we never learned: two clocks, and a call that may take its time. */
const NEAR_MS = 60_000
/** Freshchat's own time of our act is known from its answer: its event is stamped within moments of it. */
const SAME_ACT_MS = 3_000

/**
 * Is this one of our sends coming back? Then the step is done, and the message stands in the thread once. `double`: a copy that
 * Freshchat stored after we had given up looking and sent again (A3); ours all the same, and no rep's. `leak`: a rep was faster.
 */
export async function echoOfMessage(
  on: Applying,
  conversation: ConversationRow,
  message: FreshchatMessage,
): Promise<'echo' | 'double' | 'leak' | null> {
  if (message.actor.kind === 'customer' || message.statusLine !== null) return null
  const isSomebodyElses = message.actor.id !== null && !ourSeats(on.connection).includes(message.actor.id)
  const begun = await recently(on, conversation, ['say', 'note'])
  // what a member wrote in the Inbox went out in the name of an agent of their own
  const mayBe = begun.filter((candidate) => !isSomebodyElses || candidate.agent_id === message.actor.id)
  const steps = mayBe.filter((candidate) => isEchoOf(candidate, message))
  // The oldest that fits (two equal texts come back in the order in which they were sent), one that is awaited before one given up.
  const step = steps.findLast((candidate) => candidate.state !== 'dropped') ?? steps.at(-1)
  if (step !== undefined) {
    const { isLeak } = await confirmSend(on, conversation, step, message)
    return isLeak ? 'leak' : 'echo'
  }
  const twice = mayBe.find((candidate) => candidate.attempts > 1 && hasItsWords(candidate, message))
  if (twice === undefined) return null
  await appendOurs(on, conversation, { ...twice, message_id: null }, message)
  return 'double'
}

function isEchoOf(step: StepRow, message: FreshchatMessage): boolean {
  if (step.freshchat_id !== null) return step.freshchat_id === message.id
  const isNewer = step.newer_than === null || message.createdAt >= step.newer_than
  return isNewer && hasItsWords(step, message)
}

function hasItsWords(step: StepRow, message: FreshchatMessage): boolean {
  if (step.sent_at === null || step.text === null) return false
  if (message.visibilityKnown && message.private !== (step.kind === 'note')) return false
  return carriesText(message, step.text)
}

/** Echoes come within a second or so while webhooks flow; after this Freshchat is asked (A2). */
const READ_BACK_AFTER_MS = 5_000

/** Freshchat has our message: by its answer, by its echo, or found when we looked. Whichever comes first writes it down. */
export async function confirmSend(
  on: Pick<Applying, 'tx' | 'connection' | 'now'>,
  conversation: ConversationRow,
  step: StepRow,
  message: Pick<FreshchatMessage, 'id' | 'parts' | 'createdAt'>,
  by: 'answer' | 'echo' = 'echo',
): Promise<{ isLeak: boolean }> {
  // written down once, by whoever comes first: the answer or the echo
  const isLeak = step.state !== 'done' && (await aPersonCameBefore(on.tx, step, message.createdAt))
  await changeStep(on.tx, step.id, {
    state: 'done',
    freshchatId: message.id,
    freshchatAt: message.createdAt,
    doneAt: step.done_at ?? on.now,
    ...(by === 'echo' ? { echoedAt: on.now } : {}),
    error: null,
  })
  await appendOurs(on, conversation, step, message)
  await expectEcho(on, conversation, step, by)
  if (isLeak) {
    await markLeaked(on.tx, step.id)
    const sessionId = await sessionOfTurn(on.tx, step.turn_id)
    await ownUpToLeaks(on, conversation.id, [{ sessionId, text: step.text ?? '' }])
    await makeDue(on.tx, conversation.id, on.now)
  }
  // A turn that waits to look for this message need not wait any longer.
  if (step.state === 'unsure') await bringForward(on.tx, conversation.id, on.now)
  return { isLeak }
}

async function expectEcho(
  on: Pick<Applying, 'tx' | 'now'>,
  conversation: ConversationRow,
  step: StepRow,
  by: 'answer' | 'echo',
): Promise<void> {
  if (step.kind !== 'say') return
  if (by === 'echo') return heard(on, conversation)
  if (await awaitsEcho(on.tx, conversation.id))
    await askReadBack(on.tx, conversation.id, new Date(on.now.getTime() + READ_BACK_AFTER_MS))
}

/** A message that is known came once more: of ours, it is the echo that shows that webhooks flow. */
export async function hearEcho(
  on: Pick<Applying, 'tx' | 'now'>,
  conversation: ConversationRow,
  messageId: string,
): Promise<void> {
  if (await markEchoed(on.tx, conversation.id, messageId, on.now)) await heard(on, conversation)
}

async function heard(on: Pick<Applying, 'tx'>, conversation: ConversationRow): Promise<void> {
  const isAskedFor = conversation.read_back_at !== null
  if (isAskedFor && !(await awaitsEcho(on.tx, conversation.id)))
    await askReadBack(on.tx, conversation.id, null)
}

async function appendOurs(
  on: Pick<Applying, 'tx' | 'connection' | 'now'>,
  conversation: ConversationRow,
  step: StepRow,
  message: Pick<FreshchatMessage, 'id' | 'parts' | 'createdAt'>,
): Promise<void> {
  // what a member wrote in the Inbox stands in the thread since then
  if (step.message_id !== null) return settleOutgoing(on.tx, step.message_id, message)
  await appendMessage(
    on.tx,
    {
      organizationId: on.connection.organizationId,
      conversationId: conversation.id,
      sessionId: await sessionOfTurn(on.tx, step.turn_id),
      freshchatId: message.id,
      author:
        step.member_name === null
          ? { kind: 'ai', id: on.connection.defaultAgent.id, name: on.connection.defaultAgent.name }
          : { kind: 'rep', id: step.agent_id, name: step.member_name },
      private: step.kind === 'note',
      visibilityKnown: true,
      text: step.text ?? '',
      parts: message.parts,
      stepId: step.id,
      handled: true,
      createdAt: message.createdAt,
    },
    on.now,
  )
}

/** Is this assignment what one of our own acts led to? */
export async function echoOfAssignment(
  on: Applying,
  conversation: ConversationRow,
  to: { agentId: string | null; groupId: string | null },
  at: Date,
): Promise<boolean> {
  // Taking us off takes up to three calls, each with an event of its own; handing to a group does so too.
  if (to.agentId === null) return isEchoOfAct(on, conversation, ['unassign', 'assign'], at, () => true)
  const isClaim = to.agentId === on.connection.defaultAgent.id
  return isEchoOfAct(on, conversation, [isClaim ? 'claim' : 'assign'], at, (candidate) => {
    if (candidate.echoed_at !== null) return false
    return isClaim || candidate.leads_to?.agentId === to.agentId
  })
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
  const acts = await recently(on, conversation, ['claim', 'unassign', 'assign'])
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
  const claims = await recently(on, conversation, ['claim'])
  return claims.some(({ state, newer_than: readAt }) => state === 'done' && readAt !== null && at <= readAt)
}

/** Is this end the one that we made? Two resolves of ours within moments (one more, after a note) share an echo's time. */
export async function echoOfResolution(
  on: Applying,
  conversation: ConversationRow,
  at: Date,
): Promise<boolean> {
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
  const acts = await recently(on, conversation, ['note', 'say', 'claim', 'unassign', 'assign', 'resolve'])
  const end = acts.find(({ kind }) => kind === 'resolve')
  const isOurSeat = by === null || ourSeats(on.connection).includes(by)
  const cameAfterTheEnd = ({ sent_at: sentAt }: StepRow) =>
    !end?.sent_at || (sentAt !== null && sentAt >= end.sent_at)
  return acts.some(
    (step) => step.kind !== 'resolve' && (isOurSeat || cameAfterTheEnd(step)) && isOfThisAct(step, at),
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
  const steps = await recently(on, conversation, kinds)
  const step = steps.find((candidate) => fits(candidate) && isOfThisAct(candidate, at))
  if (step === undefined) return false
  await changeStep(on.tx, step.id, { echoedAt: on.now })
  return true
}

function recently(on: Applying, conversation: ConversationRow, kinds: StepKind[]): Promise<StepRow[]> {
  return begunSteps(on.tx, conversation.id, kinds, new Date(on.now.getTime() - DAY_MS))
}

function isOfThisAct(step: StepRow, at: Date): boolean {
  if (step.freshchat_at !== null) return Math.abs(at.getTime() - step.freshchat_at.getTime()) <= SAME_ACT_MS
  const from = (step.sent_at ?? at).getTime() - NEAR_MS
  const until = (step.done_at ?? step.sent_at ?? at).getTime() + NEAR_MS
  return at.getTime() >= from && at.getTime() <= until
}
