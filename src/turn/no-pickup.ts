import type { App } from '../app.ts'
import { raiseAlert } from '../store/alerts.ts'
import { fenced } from '../store/lanes.ts'
import { changeSession } from '../store/sessions.ts'
import type { StepRow } from '../store/steps.ts'
import { silent } from './close.ts'
import type { Turn } from './context.ts'
import { type Hold, untilThePauseEnds } from './hold.ts'
import type { Outcome } from './outcome.ts'
import { say } from './send.ts'

/**
 * Nobody has come since the handoff (H7): the customer is told, once, and asked whether the AI shall go on; the session is flagged, and
 * somebody on the team is told.
 * The people's it stays: these words are said while nobody has it, and never after somebody came.
 */
export async function askOn(app: App, hold: Hold, turn: Turn, steps: StepRow[]): Promise<Outcome> {
  hold.stoppedBy.delete('customer')
  const [step] = steps
  const sent = step === undefined || step.state === 'done' ? 'sent' : await say(app, hold, turn, step)
  if (sent !== 'sent' && sent !== 'think-again') {
    if (sent.stop === 'paused') throw untilThePauseEnds(app.clock.now())
    return silent(sent.stop)
  }
  const now = app.clock.now()
  const item = {
    text: `Nobody has come for ${hold.settings.handoff.noPickupMinutes} minutes; the customer was told, and asked whether the AI shall go on.`,
    sessionId: turn.session.id,
  }
  await fenced(app.database, hold.lease, async (tx) => {
    await changeSession(tx, turn.session.id, { noPickupAt: now }, now)
    await raiseAlert(tx, hold.lease.organizationId, 'no_pickup', item, now)
  })
  app.log.warn({ conversationId: hold.lease.conversationId, sessionId: turn.session.id }, 'nobody has come')
  return { kind: 'asked_on', because: 'nobody has come since the handoff' }
}
