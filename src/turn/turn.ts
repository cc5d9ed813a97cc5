import type { App } from '../app.ts'
import { FreshchatError } from '../freshchat/error.ts'
import { DECISION_GOOD_FOR_MS } from '../rules/retry.ts'
import { fenced } from '../store/lanes.ts'
import { stepsOf } from '../store/steps.ts'
import { dropDecision } from '../store/turns.ts'
import { act } from './act.ts'
import { admission } from './admission.ts'
import { begin, type Turn } from './begin.ts'
import { close, closeGone, silent } from './close.ts'
import { readContact } from './contact.ts'
import type { Decided } from './decide.ts'
import { handOffInstead, isRefusal } from './give-up.ts'
import { type Hold, Interrupted } from './hold.ts'
import { interrupted } from './interrupted.ts'
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
    if (turn === null) return void hold.aside.push(readContact(app, hold))
    await straightOn(app, hold, turn)
  } catch (fault) {
    if (fault instanceof ConversationGone) return closeGone(app, hold, turn)
    if (fault instanceof Interrupted && turn !== null) return interrupted(app, hold, turn, fault)
    throw fault
  }
}

async function straightOn(app: App, hold: Hold, turn: Turn): Promise<void> {
  try {
    const stored = await decidedBefore(app, hold, turn)
    if (stored === null) {
      const before = await admission(app, hold, turn)
      if (before.kind === 'stay-silent') return await close(app, hold, turn, silent(before.because))
    }
    const decided = stored ?? (await think(app, hold, turn))

    // every visible step inside asks admission again, on Freshchat read afresh: a rep may have stepped in meanwhile
    await close(app, hold, turn, await act(app, hold, turn, decided))
  } catch (fault) {
    if (!(fault instanceof FreshchatError) || !isRefusal(fault)) throw fault
    const instead = await handOffInstead(app, hold, turn, fault)
    await close(app, hold, turn, await act(app, hold, turn, instead))
  }
}

/** The decision that an earlier worker stored and did not finish; thought again when it is too old to be still right (A4). */
async function decidedBefore(app: App, hold: Hold, turn: Turn): Promise<Decided | null> {
  if (turn.decision === null || turn.decidedAt === null) return null
  const decision = readDecision(turn.decision)
  const age = app.clock.now().getTime() - turn.decidedAt.getTime()
  const isGood = decision !== null && (decision.kind === 'hand_off' || age < DECISION_GOOD_FOR_MS)
  return fenced(app.database, hold.lease, async (tx) => {
    const steps = await stepsOf(tx, turn.id)
    const isBegun = steps.some((step) => step.kind === 'say' && step.state !== 'planned')
    if (decision !== null && (isGood || isBegun)) return { decision, steps }
    await dropDecision(tx, turn.id)
    return null
  })
}
