import { ourSeats } from '../connection.ts'
import { carriesText, type FreshchatMessage } from '../freshchat/message.ts'
import { bringForward, type ConversationRow } from '../store/conversations.ts'
import { aRepCameBefore } from '../store/leaks.ts'
import { appendMessage } from '../store/messages.ts'
import { begunSteps, changeStep, type StepRow } from '../store/steps.ts'
import { sessionOfTurn } from '../store/turns.ts'
import type { Applying } from './applying.ts'

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
  if (message.actor.id !== null && !ourSeats(on.connection).includes(message.actor.id)) return null
  const begun = await begunSteps(on.tx, conversation.id, ['say', 'note'], new Date(on.now.getTime() - DAY_MS))
  const steps = begun.filter((candidate) => isEchoOf(candidate, message))
  // The oldest that fits (two equal texts come back in the order in which they were sent), one that is awaited before one given up.
  const step = steps.findLast((candidate) => candidate.state !== 'dropped') ?? steps.at(-1)
  if (step !== undefined) {
    const { isLeak } = await confirmSend(on, conversation, step, message)
    return isLeak ? 'leak' : 'echo'
  }
  const twice = begun.find((candidate) => candidate.attempts > 1 && hasItsWords(candidate, message))
  if (twice === undefined) return null
  await appendOurs(on, conversation, twice, message)
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

/** Freshchat has our message: by its answer, by its echo, or found when we looked. Whichever comes first writes it down. */
export async function confirmSend(
  on: Pick<Applying, 'tx' | 'connection' | 'now'>,
  conversation: ConversationRow,
  step: StepRow,
  message: Pick<FreshchatMessage, 'id' | 'parts' | 'createdAt'>,
  by: 'answer' | 'echo' = 'echo',
): Promise<{ isLeak: boolean }> {
  // written down once, by whoever comes first: the answer or the echo
  const isLeak = step.state !== 'done' && (await aRepCameBefore(on.tx, step, message.createdAt))
  await changeStep(on.tx, step.id, {
    state: 'done',
    freshchatId: message.id,
    freshchatAt: message.createdAt,
    doneAt: step.done_at ?? on.now,
    ...(by === 'echo' ? { echoedAt: on.now } : {}),
    error: null,
  })
  await appendOurs(on, conversation, step, message)
  // A turn that waits to look for this message need not wait any longer.
  if (step.state === 'unsure') await bringForward(on.tx, conversation.id, on.now)
  return { isLeak }
}

async function appendOurs(
  on: Pick<Applying, 'tx' | 'connection' | 'now'>,
  conversation: ConversationRow,
  step: StepRow,
  message: Pick<FreshchatMessage, 'id' | 'parts' | 'createdAt'>,
): Promise<void> {
  await appendMessage(
    on.tx,
    {
      organizationId: on.connection.organizationId,
      conversationId: conversation.id,
      sessionId: await sessionOfTurn(on.tx, step.turn_id),
      freshchatId: message.id,
      author: { kind: 'ai', id: on.connection.defaultAgent.id, name: on.connection.defaultAgent.name },
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
  const kind = to.agentId === null ? 'unassign' : 'claim'
  if (kind === 'claim' && to.agentId !== on.connection.defaultAgent.id) return false
  const steps = await begunSteps(on.tx, conversation.id, [kind], new Date(on.now.getTime() - DAY_MS))
  const step = steps.find((candidate) => {
    // A claim comes back once; unassigning takes up to three calls, each with an event of its own.
    if (kind === 'claim' && candidate.echoed_at !== null) return false
    if (candidate.freshchat_at !== null)
      return Math.abs(at.getTime() - candidate.freshchat_at.getTime()) <= SAME_ACT_MS
    const from = (candidate.sent_at ?? at).getTime() - NEAR_MS
    const until = (candidate.done_at ?? candidate.sent_at ?? at).getTime() + NEAR_MS
    return at.getTime() >= from && at.getTime() <= until
  })
  if (step === undefined) return false
  await changeStep(on.tx, step.id, { echoedAt: on.now })
  return true
}
