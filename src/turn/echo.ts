import { isRep } from '../connection.ts'
import { carriesText, type FreshchatMessage } from '../freshchat/message.ts'
import { askReadBack, bringForward, type ConversationRow, makeDue } from '../store/conversations.ts'
import { aPersonCameBefore, markLeaked } from '../store/leaks.ts'
import { appendMessage, settleOutgoing } from '../store/messages.ts'
import { awaitsEcho, changeStep, markEchoed, type StepRow } from '../store/steps.ts'
import { sessionOfTurn } from '../store/turns.ts'
import type { Applying } from './applying.ts'
import { ownUpToLeaks } from './leaks.ts'
import { recentSteps } from './our-acts.ts'

/**
 * Everything of ours comes back as a webhook, sometimes before the call that did it is answered (S3). A message is known by
 * its id or else by its words; an act (`our-acts.ts`) by the state that it leads to.
 */

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
  const isSomebodyElses = isRep(on.connection, message.actor.id)
  const begun = await recentSteps(on, conversation, ['say', 'note'])
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
  const sessionId = await sessionOfTurn(on.tx, twice.turn_id)
  await appendOurs(on, conversation, sessionId, { ...twice, message_id: null }, message)
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
  const [isLeak, sessionId] = await Promise.all([
    // written down once, by whoever comes first: the answer or the echo
    step.state !== 'done' && aPersonCameBefore(on.tx, step, message.createdAt),
    sessionOfTurn(on.tx, step.turn_id),
  ])
  await changeStep(on.tx, step.id, {
    state: 'done',
    freshchatId: message.id,
    freshchatAt: message.createdAt,
    doneAt: step.done_at ?? on.now,
    ...(by === 'echo' ? { echoedAt: on.now } : {}),
    error: null,
  })
  await appendOurs(on, conversation, sessionId, step, message)
  await expectEcho(on, conversation, step, by)
  if (isLeak) {
    await markLeaked(on.tx, step.id)
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
  sessionId: string,
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
      sessionId,
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
