import type { App } from '../app.ts'
import { FreshchatError, isRefusal } from '../freshchat/error.ts'
import type { Silence } from '../rules/admission.ts'
import type { Decision } from '../rules/decision.ts'
import { retryAfterMs } from '../rules/retry.ts'
import { fenced } from '../store/lanes.ts'
import { changeStep, type StepRow } from '../store/steps.ts'
import { stepAside } from './aside.ts'
import type { Turn } from './context.ts'
import { carryThrough, type Hold, Interrupted, Postponed, untilThePauseEnds } from './hold.ts'
import { ConversationGone } from './look.ts'
import type { Outcome } from './outcome.ts'
import { note } from './post.ts'
import { say } from './send.ts'

/** The owner is human since the decision was stored, and until it is given back. Only the words to the customer ask admission; the unseen steps are always finished. */
export async function handOff(
  app: App,
  hold: Hold,
  turn: Turn,
  decision: Extract<Decision, { kind: 'hand_off' }>,
  steps: StepRow[],
): Promise<Outcome> {
  carryThrough(hold)
  let waitUntil: Date | null = null
  let silence: Silence | null = null
  for (const step of steps) {
    if (step.state === 'done' || step.state === 'dropped' || step.kind === 'claim') continue
    try {
      if (step.kind === 'say' && silence === null) {
        const sent = await say(app, hold, turn, step)
        if (sent === 'think-again') throw new Interrupted('given-back')
        if (sent !== 'sent') {
          // A pause ends, and the customer is told then; whatever else forbids the words forbids them for good.
          if (sent.stop === 'paused') throw untilThePauseEnds(app.clock.now())
          silence = sent.stop
        }
      }
      if (step.kind === 'note') await note(app, hold, step)
      if (step.kind === 'unassign' || step.kind === 'assign') await stepAside(app, hold, turn, step)
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
  if (isRefusal(fault)) {
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
  return new Date(app.clock.now().getTime() + retryAfterMs(fault, attempts, Math.random()))
}
