import type { Conclusion } from '../answer/conclude.ts'
import type { App } from '../app.ts'
import type { Handoff } from '../conversation.ts'
import { thresholdOf } from '../rules/decision.ts'
import type { Tx } from '../store/database.ts'
import { fencedReading } from '../store/lanes.ts'
import { changeSession } from '../store/sessions.ts'
import { planSteps, type StepRow } from '../store/steps.ts'
import { saveDecision } from '../store/turns.ts'
import { unhandledMessages } from '../store/unanswered.ts'
import type { Turn } from './context.ts'
import { type Hold, Interrupted } from './hold.ts'
import { planOf } from './plan.ts'
import type { Plan } from './stored-decision.ts'

/** What the turn will do, as it is written down. */
export interface Decided {
  plan: Plan
  steps: StepRow[]
}

/** Writes a decision down with its steps, unless somebody made it stale while it was thought. */
export async function storeDecision(
  app: App,
  hold: Hold,
  turn: Turn,
  conclusion: Conclusion,
): Promise<StepRow[]> {
  const asked = (tx: Tx) => unhandledMessages(tx, hold.lease.conversationId)
  return fencedReading(app.database, hold.lease, asked, async (tx, conversation, unhandled) => {
    if (conversation.human_epoch > turn.epoch) throw new Interrupted('person')
    const wroteAgain = unhandled.some((message) => message.handled_by !== turn.id)
    if (wroteAgain && hold.stoppedBy.has('customer')) throw new Interrupted('customer')

    const now = app.clock.now()
    const { decision, language, sentiment, topic, summary } = conclusion
    const trace = {
      ...conclusion,
      confidence: conclusion.isCourtesy ? null : conclusion.confidence,
      decision: { ...decision, threshold: thresholdOf(hold.settings.handoff) },
    }
    await saveDecision(tx, { id: turn.id, epoch: conversation.epoch }, trace, now)
    const steps = await planSteps(
      tx,
      { id: turn.id, ...hold.lease },
      planOf(app, turn, conclusion, conversation.group_id, hold.settings),
    )
    await changeSession(tx, turn.session.id, { language, sentiment, topic, summary }, now)
    if (decision.kind !== 'hand_off' || turn.mode !== 'autopilot') return steps
    // Owner becomes human before the first step of a handoff: whatever dies now, the AI stays silent and the steps are finished.
    const { reason, evidence } = decision
    const askedAt = unhandled.findLast((message) => message.handled_by === turn.id)?.created_at
    const handoff: Handoff = {
      reason,
      evidence,
      summary,
      sentiment,
      at: now.toISOString(),
      ...(askedAt === undefined ? {} : { askedAt: askedAt.toISOString() }),
    }
    await changeSession(tx, turn.session.id, { owner: 'human', ownerEpoch: conversation.epoch, handoff }, now)
    return steps
  })
}
