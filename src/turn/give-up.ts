import { type Conclusion, concludeBlindly } from '../answer/conclude.ts'
import type { App } from '../app.ts'
import type { FreshchatError } from '../freshchat/error.ts'
import type { Decision } from '../rules/decision.ts'
import { fenced } from '../store/lanes.ts'
import { decisionOf, dropDecision } from '../store/turns.ts'
import type { Turn } from './context.ts'
import { type Decided, storeDecision } from './decide.ts'
import { exchangesOf } from './exchanges.ts'
import type { Hold } from './hold.ts'
import { readPlan } from './stored-decision.ts'

/** What Freshchat refuses to take as an answer becomes a handoff without words: a note for the reps, and the AI steps aside (A4). */
export async function handOffInstead(
  app: App,
  hold: Hold,
  turn: Turn,
  fault: FreshchatError,
): Promise<Decided> {
  const refused = await fenced(app.database, hold.lease, async (tx) => {
    const plan = readPlan(await decisionOf(tx, turn.id))
    await dropDecision(tx, turn.id)
    return plan
  })
  const evidence = `Freshchat refused the answer: ${fault.message}`
  const because = { reason: 'failure' as const, evidence }
  const exchanges = exchangesOf(turn)
  const conclusion: Conclusion = concludeBlindly(hold.settings, exchanges, because, app.clock.now())
  // a rep can send by hand what the channel does not take from us (an e-mail's answer)
  const answer = refused?.kind === 'reply' || refused?.kind === 'clarify' ? refused : null
  const citations = answer?.citations ?? []
  const decision: Decision = { ...conclusion.decision, text: '', citations }
  app.log.warn({ turnId: turn.id, kind: fault.kind }, 'an answer was refused, handing off')
  const steps = await storeDecision(app, hold, turn, {
    ...conclusion,
    decision,
    draft: answer?.text ?? null,
  })
  return { plan: decision, steps }
}
