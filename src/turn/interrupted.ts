import type { App } from '../app.ts'
import { lockKnown } from '../store/conversations.ts'
import { inOrganization } from '../store/database.ts'
import { sessionById } from '../store/sessions.ts'
import { isBegun, stepsOf } from '../store/steps.ts'
import { decisionOf } from '../store/turns.ts'
import { close, silent, stepBack, supersede, thinkAnew } from './close.ts'
import type { Turn } from './context.ts'
import { type Hold, Interrupted, Postponed } from './hold.ts'
import { readPlan } from './stored-decision.ts'

/** How a turn ends that somebody's act has stopped. */
export async function interrupted(app: App, hold: Hold, turn: Turn, { by }: Interrupted): Promise<void> {
  if (by === 'given-back') return thinkAnew(app, hold, turn)
  if (by === 'lease-lost' || by === 'shutdown') throw new Interrupted(by)
  if (turn.errand !== null) return errandInterrupted(app, hold, turn, by)

  const { conversation, session, steps, decision } = await inOrganization(
    app.database,
    hold.lease.organizationId,
    async (tx) => ({
      conversation: await lockKnown(tx, hold.lease.conversationId),
      session: await sessionById(tx, turn.session.id),
      steps: await stepsOf(tx, turn.id),
      decision: readPlan(await decisionOf(tx, turn.id)),
    }),
  )
  const isHalfSaid = steps.some((step) => step.kind === 'say' && isBegun(step))

  // A handoff that has begun is finished, whoever acts; so is, before the customer's next message, an answer that is half said.
  const mustGoOn =
    (decision?.kind === 'hand_off' && turn.mode === 'autopilot') || (by === 'customer' && isHalfSaid)
  if (mustGoOn) throw new Postponed(app.clock.now())
  if (by === 'customer') return supersede(app, hold, turn)
  // heard between the taking of the lane and the turn, which knows of it: what it means for the customer is asked afresh
  const isOfBefore = conversation.human_epoch <= turn.epoch
  if (isOfBefore && isHalfSaid) throw new Postponed(app.clock.now())
  if (isOfBefore) return stepBack(app, hold, turn)
  if (isHalfSaid) return close(app, hold, turn, { kind: 'replied', because: 'cut short: a-rep-stepped-in' })
  const isPersons = session.owner === 'human' || session.status === 'resolved'
  // An agent's message that may be a note silences the AI; what it is is read before anything else happens.
  return isPersons ? close(app, hold, turn, silent('a-rep-stepped-in')) : stepBack(app, hold, turn)
}

/** What time asked for yields to whoever acts; what somebody asked for is done all the same. */
async function errandInterrupted(app: App, hold: Hold, turn: Turn, by: 'person' | 'customer'): Promise<void> {
  const isByItself = turn.errand === 'quiet' || (turn.errand === 'no_pickup' && by === 'person')
  if (!isByItself) throw new Postponed(app.clock.now())
  await close(app, hold, turn, silent(by === 'person' ? 'a-rep-stepped-in' : 'superseded'))
}
