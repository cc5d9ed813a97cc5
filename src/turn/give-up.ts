import { type Conclusion, concludeBlindly } from '../answer/conclude.ts'
import type { App } from '../app.ts'
import type { FreshchatError } from '../freshchat/error.ts'
import type { Decision } from '../rules/decision.ts'
import { fenced } from '../store/lanes.ts'
import { dropDecision } from '../store/turns.ts'
import type { Turn } from './context.ts'
import { type Decided, storeDecision } from './decide.ts'
import { exchangesOf } from './exchanges.ts'
import type { Hold } from './hold.ts'

/** What Freshchat refuses to take as an answer becomes a handoff without words: a note for the reps, and the AI steps aside (A4). */
export async function handOffInstead(
  app: App,
  hold: Hold,
  turn: Turn,
  fault: FreshchatError,
): Promise<Decided> {
  await fenced(app.database, hold.lease, (tx) => dropDecision(tx, turn.id))
  const evidence = `Freshchat refused the answer: ${fault.message}`
  const because = { reason: 'failure' as const, evidence }
  const exchanges = exchangesOf(turn)
  const conclusion: Conclusion = concludeBlindly(hold.settings, exchanges, because, app.clock.now())
  const decision: Decision = { ...conclusion.decision, text: '' }
  app.log.warn({ turnId: turn.id, kind: fault.kind }, 'an answer was refused, handing off')
  const steps = await storeDecision(app, hold, turn, { ...conclusion, decision })
  return { plan: decision, steps }
}
