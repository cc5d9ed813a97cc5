import type { App } from '../app.ts'
import { FreshchatError } from '../freshchat/error.ts'
import type { Slots } from '../freshchat/rate-queue.ts'
import type { Silence } from '../rules/admission.ts'
import type { Decision } from '../rules/decision.ts'
import { backoffMs } from '../rules/retry.ts'
import { isConnected } from '../store/connections.ts'
import { fenced } from '../store/lanes.ts'
import { changeStep, type StepRow } from '../store/steps.ts'
import type { Turn } from './begin.ts'
import type { Decided } from './decide.ts'
import { isRefusal } from './give-up.ts'
import { Disconnected, type Hold, Interrupted, PAUSED_RETRY_MS, Postponed } from './hold.ts'
import { ConversationGone, callOptions, liveOf, noteRead, readLive } from './look.ts'
import type { Outcome } from './outcome.ts'
import { note, say } from './send.ts'

/** What the last look showed of the agent is believed for so long when we step aside. */
const LOOKED_GOOD_FOR_MS = 500

/** Carries a stored decision out in Freshchat, each step once, in order. Done steps of an earlier try stay done. */
export async function act(app: App, hold: Hold, turn: Turn, { decision, steps }: Decided): Promise<Outcome> {
  if (turn.mode !== 'autopilot') return draft(app, hold, turn, steps)
  return decision.kind === 'hand_off'
    ? handOff(app, hold, turn, decision, steps)
    : reply(app, hold, turn, steps)
}

/** Assist leaves a note for a rep, shadow nothing; neither says a word to the customer. */
async function draft(app: App, hold: Hold, turn: Turn, steps: StepRow[]): Promise<Outcome> {
  for (const step of steps) {
    if (step.kind === 'note' && step.state !== 'done') await note(app, hold, step)
  }
  return { kind: 'drafted', because: `the AI is in ${turn.mode}` }
}

async function reply(app: App, hold: Hold, turn: Turn, steps: StepRow[]): Promise<Outcome> {
  const parts = steps.filter((step) => step.kind === 'say')
  // Half an answer is out, or may be: the customer's next message gets a turn of its own.
  if (parts.some((part) => part.state === 'done' || part.sent_at !== null)) hold.stoppedBy.delete('customer')
  for (const part of parts) {
    if (part.state === 'done') continue
    const sent = await say(app, hold, turn, part)
    if (sent === 'think-again') throw new Interrupted('customer')
    if (sent !== 'sent' && sent.stop === 'a-rep-stepped-in') throw new Interrupted('person')
    if (sent !== 'sent') return cutShort(parts, part, sent.stop)
  }
  return { kind: 'replied', because: 'answered from the knowledge' }
}

function cutShort(parts: StepRow[], at: StepRow, because: Silence): Outcome {
  return parts.indexOf(at) === 0
    ? { kind: 'stayed_silent', because }
    : { kind: 'replied', because: `cut short: ${because}` }
}

/** The owner is human since the decision was stored. Only the words to the customer ask admission; the unseen steps are always finished. */
async function handOff(
  app: App,
  hold: Hold,
  turn: Turn,
  decision: Extract<Decision, { kind: 'hand_off' }>,
  steps: StepRow[],
): Promise<Outcome> {
  hold.stoppedBy.delete('customer')
  hold.stoppedBy.delete('person')
  let waitUntil: Date | null = null
  let silence: Silence | null = null
  for (const step of steps) {
    if (step.state === 'done' || step.state === 'dropped' || step.kind === 'claim') continue
    try {
      if (step.kind === 'say' && silence === null) {
        const sent = await say(app, hold, turn, step)
        if (sent !== 'sent' && sent !== 'think-again') {
          // A pause ends, and the customer is told then; whatever else forbids the words forbids them for good.
          if (sent.stop === 'paused')
            throw new Postponed(new Date(app.clock.now().getTime() + PAUSED_RETRY_MS))
          silence = sent.stop
        }
      }
      if (step.kind === 'note') await note(app, hold, step)
      if (step.kind === 'unassign') await stepAside(app, hold, step)
    } catch (fault) {
      const at = await retryAt(app, hold, step, fault)
      if (at !== null && (waitUntil === null || at < waitUntil)) waitUntil = at
      // Words keep their order, and come before the note; what nobody sees goes on without it.
      if (at !== null && step.kind === 'say') break
    }
  }
  if (waitUntil !== null) throw new Postponed(waitUntil)
  return { kind: 'handed_off', because: decision.reason }
}

/** When to try a failed step again; null when Freshchat refuses it for good. What concerns the whole turn is thrown on. */
async function retryAt(app: App, hold: Hold, step: StepRow, fault: unknown): Promise<Date | null> {
  if (fault instanceof Postponed) return fault.until
  if (!(fault instanceof FreshchatError) || fault instanceof ConversationGone) throw fault
  const { conversationId } = hold.lease
  if (isRefusal(fault) || fault.kind === 'not_found') {
    app.log.error(
      { conversationId, stepId: step.id, step: step.kind, kind: fault.kind },
      'a step of a handoff was refused',
    )
    await fenced(app.database, hold.lease, (tx) =>
      changeStep(tx, step.id, { state: 'dropped', error: fault.message }),
    )
    return null
  }
  // A dead token and an outage end one day: nothing of a handoff is dropped for them (C6, A4).
  const attempts = step.attempts + 1
  await fenced(app.database, hold.lease, (tx) => changeStep(tx, step.id, { attempts, error: fault.message }))
  return new Date(
    app.clock.now().getTime() + Math.max(backoffMs(attempts, Math.random()), fault.retryAfterMs ?? 0),
  )
}

/** Takes the default agent off the conversation, group kept. Where somebody else has it already, the end state is reached. */
async function stepAside(app: App, hold: Hold, step: StepRow): Promise<void> {
  const { rate } = app.freshchat(hold.connection)
  await rate.withSlots(2, 'handoff', (slots) => lookAndStepAside(app, hold, step, slots), hold.signal)
}

async function lookAndStepAside(app: App, hold: Hold, step: StepRow, slots: Slots): Promise<void> {
  const ours = hold.connection.defaultAgent.id
  const looked = hold.looked
  const isFresh = looked !== null && app.clock.now().getTime() - looked.at.getTime() < LOOKED_GOOD_FOR_MS
  const live = isFresh ? looked.live : liveOf(await readLive(app, hold, 'handoff', slots))
  hold.looked = null
  const isOwed = await fenced(app.database, hold.lease, async (tx, conversation) => {
    if (!(await isConnected(tx, hold.connection.id))) throw new Disconnected()
    // What a webhook has told since the look counts as much: a rep who has just picked up is not taken off again.
    const aRepPickedUp = conversation.agent_id !== null && conversation.agent_id !== ours && isFresh
    if (live.agentId !== ours || aRepPickedUp) {
      await changeStep(tx, step.id, { state: 'done', doneAt: app.clock.now() })
      return false
    }
    await changeStep(tx, step.id, {
      state: 'sending',
      sentAt: app.clock.now(),
      leadsTo: { agentId: null, groupId: live.groupId },
    })
    return true
  })
  if (!isOwed) return
  const { signal: _, ...options } = callOptions(hold, 'handoff', slots)
  const after = await app
    .freshchat(hold.connection)
    .api.unassign(hold.freshchatId, { ...options, keepGroupId: live.groupId })
  if (after.assignedAgentId === ours) {
    throw new FreshchatError({
      kind: 'server',
      message: 'Freshchat still shows the default agent after it was removed.',
      retryAfterMs: 1_000,
    })
  }
  await fenced(app.database, hold.lease, async (tx, conversation) => {
    await changeStep(tx, step.id, { state: 'done', doneAt: app.clock.now(), freshchatAt: after.updatedAt })
    await noteRead(tx, conversation.id, after, true)
  })
}
