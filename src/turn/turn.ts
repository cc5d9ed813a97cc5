import type { App } from '../app.ts'
import type { Decision } from '../rules/decision.ts'
import { DECISION_GOOD_FOR_MS } from '../rules/retry.ts'
import { inOrganization } from '../store/database.ts'
import { fenced } from '../store/lanes.ts'
import { sessionById } from '../store/sessions.ts'
import { dropDecision, stepsOf } from '../store/turns.ts'
import { act } from './act.ts'
import { admission } from './admission.ts'
import { begin, type Turn } from './begin.ts'
import { close, closeGone, silent, stepBack, supersede } from './close.ts'
import { readContact } from './contact.ts'
import { type Hold, Interrupted } from './hold.ts'
import { ConversationGone } from './look.ts'
import { readAgain } from './read-again.ts'
import { readDecision } from './stored-decision.ts'
import { think } from './think.ts'

/** One turn: everything the customer wrote since we last spoke, to exactly one outcome. */
export async function runTurn(app: App, hold: Hold, isDoubtful: boolean): Promise<void> {
  let turn: Turn | null = null
  try {
    if (isDoubtful) await readAgain(app, hold)
    turn = await begin(app, hold)
    // nothing to answer (a rep was faster): the Inbox still shows who the customer is
    if (turn === null) return await readContact(app, hold)

    const stored = await decided(app, hold, turn)
    if (stored === null) {
      const before = await admission(app, hold, turn)
      if (before.kind === 'stay-silent') return await close(app, hold, turn, silent(before.because))
    }
    const decision = stored ?? (await think(app, hold, turn))

    // every visible step inside asks admission again, on Freshchat read afresh: a rep may have stepped in meanwhile
    await close(app, hold, turn, await act(app, hold, turn, decision))
  } catch (fault) {
    if (fault instanceof ConversationGone) return closeGone(app, hold, turn)
    if (fault instanceof Interrupted && turn !== null) return interrupted(app, hold, turn, fault)
    throw fault
  }
}

/** The decision that an earlier worker stored and did not finish; thought again when it is too old to be still right (A4). */
async function decided(app: App, hold: Hold, turn: Turn): Promise<Decision | null> {
  if (turn.decision === null || turn.decidedAt === null) return null
  const decision = readDecision(turn.decision)
  const age = app.clock.now().getTime() - turn.decidedAt.getTime()
  if (decision.kind === 'hand_off' || age < DECISION_GOOD_FOR_MS) return decision
  return fenced(app.database, hold.lease, async (tx) => {
    const begun = (await stepsOf(tx, turn.id)).some((step) => step.kind === 'say' && step.state !== 'planned')
    if (begun) return decision
    await dropDecision(tx, turn.id)
    return null
  })
}

async function interrupted(app: App, hold: Hold, turn: Turn, { by }: Interrupted): Promise<void> {
  switch (by) {
    case 'customer':
      return supersede(app, hold, turn)
    case 'person': {
      const session = await inOrganization(app.database, hold.lease.organizationId, (tx) =>
        sessionById(tx, turn.session.id),
      )
      const isTheirs = session.owner === 'human' || session.status === 'resolved'
      return isTheirs ? close(app, hold, turn, await silenced(app, hold, turn)) : stepBack(app, hold, turn)
    }
    case 'lease-lost':
    case 'shutdown':
      throw new Interrupted(by)
  }
}

async function silenced(app: App, hold: Hold, turn: Turn) {
  const steps = await inOrganization(app.database, hold.lease.organizationId, (tx) => stepsOf(tx, turn.id))
  const saidSome = steps.some((step) => step.kind === 'say' && step.state === 'done')
  return saidSome
    ? { kind: 'replied' as const, because: 'cut short: a-rep-stepped-in' }
    : silent('a-rep-stepped-in')
}
