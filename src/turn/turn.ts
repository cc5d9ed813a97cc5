import type { App } from '../app.ts'
import { FreshchatError, isRefusal } from '../freshchat/error.ts'
import { DECISION_GOOD_FOR_MS } from '../rules/retry.ts'
import { fenced } from '../store/lanes.ts'
import { stepsOf } from '../store/steps.ts'
import { dropDecision } from '../store/turns.ts'
import { act } from './act.ts'
import { admission } from './admission.ts'
import { begin } from './begin.ts'
import { close, closeGone, silent } from './close.ts'
import { readContact } from './contact.ts'
import type { Turn } from './context.ts'
import type { Decided } from './decide.ts'
import { handOffInstead } from './give-up.ts'
import { type Hold, Interrupted } from './hold.ts'
import { interrupted } from './interrupted.ts'
import { ConversationGone } from './look.ts'
import { tellRefused } from './member-acts.ts'
import { compare, readAgain } from './read-again.ts'
import { readPlan } from './stored-decision.ts'
import { think, thinkDraft } from './think.ts'

/** Whether Freshchat is read before anything else: what we heard is doubtful, or it is time to compare (S6). */
export type Doubt = 'none' | 'doubtful' | 'compare'

/** One turn: everything the customer wrote since we last spoke, to exactly one outcome. */
export async function runTurn(app: App, hold: Hold, doubt: Doubt): Promise<void> {
  let turn: Turn | null = null
  try {
    if (doubt === 'doubtful') await readAgain(app, hold, 'read')
    if (doubt === 'compare') await compare(app, hold)
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
    if (stored === null && turn.errand === 'draft') {
      return await close(app, hold, turn, await act(app, hold, turn, await thinkDraft(app, hold, turn)))
    }
    if (stored === null) {
      const before = await admission(app, hold, turn)
      if (before.kind === 'stay-silent') return await close(app, hold, turn, silent(before.because))
    }
    const decided = stored ?? (await think(app, hold, turn))

    // every visible step inside asks admission again, on Freshchat read afresh: a rep may have stepped in meanwhile
    await close(app, hold, turn, await act(app, hold, turn, decided))
  } catch (fault) {
    if (!(fault instanceof FreshchatError) || !isRefusal(fault)) throw fault
    if (turn.errand !== null) return refused(app, hold, turn, fault)
    const instead = await handOffInstead(app, hold, turn, fault)
    await close(app, hold, turn, await act(app, hold, turn, instead))
  }
}

/** What Freshchat refuses for good is left undone; the log says so, and the reps are told of what a member did in the Inbox. */
async function refused(app: App, hold: Hold, turn: Turn, fault: FreshchatError): Promise<void> {
  const { conversationId } = hold.lease
  const { errand: act } = turn
  if (act === 'assign' || act === 'resolve')
    await tellRefused(app, hold, turn, { act, reason: fault.message })
  app.log.error(
    { conversationId, turnId: turn.id, errand: turn.errand, kind: fault.kind },
    'an errand was refused',
  )
  await close(app, hold, turn, silent('refused'))
}

/** The decision that an earlier worker stored and did not finish; thought again when it is too old to be still right (A4). */
async function decidedBefore(app: App, hold: Hold, turn: Turn): Promise<Decided | null> {
  if (turn.decision === null || turn.decidedAt === null) return null
  const plan = readPlan(turn.decision)
  const age = app.clock.now().getTime() - turn.decidedAt.getTime()
  // What is no answer does not grow stale: its steps look before they act.
  const isAnswer = turn.errand === null && plan?.kind !== 'hand_off'
  const isGood = plan !== null && (!isAnswer || age < DECISION_GOOD_FOR_MS)
  return fenced(app.database, hold.lease, async (tx) => {
    const steps = await stepsOf(tx, turn.id)
    const isBegun = steps.some((step) => step.kind === 'say' && step.state !== 'planned')
    if (plan !== null && (isGood || isBegun)) return { plan, steps }
    await dropDecision(tx, turn.id)
    return null
  })
}
