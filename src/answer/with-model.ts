import type { Passage } from '../knowledge/search.ts'
import type { Check } from '../rules/decision.ts'
import type { Settings } from '../settings.ts'
import { checkClaims } from './claims.ts'
import { draftWithModel, type ModelDraft } from './draft.ts'
import { type Model, ModelError, sumOf } from './model.ts'
import { withoutPlanted } from './planted.ts'
import type { Exchange, Question } from './question.ts'
import { timed } from './timed.ts'

/** Drafted by a model, then checked by it claim by claim, within one budget: nobody waits longer in silence. */
export async function draftedAndChecked(
  model: Model,
  asked: { exchanges: Exchange[]; question: Question; passages: Passage[] },
  settings: Settings,
  topics: Settings['topics'],
  timings: Record<string, number>,
  limits: { budgetMs: number; signal: AbortSignal },
): Promise<ModelDraft & { checks: Check[] }> {
  const { exchanges, question } = asked
  const { passages, leftOut } = honest(asked.passages, question.query)
  return withinBudget(limits.budgetMs, limits.signal, async (signal) => {
    const made = await timed(timings, 'model', () =>
      draftWithModel(model, exchanges, question, passages, settings, topics, signal),
    )
    const { draft, checks, usage } = await timed(timings, 'check', () =>
      checkClaims(model, exchanges, made.draft, passages, settings, signal),
    )
    return { ...made, draft, checks: [...leftOut, ...checks], usage: sumOf(made.usage, usage) ?? made.usage }
  })
}

/** What an article says to an AI no model gets to read, and the team learns where it stands. */
function honest(given: Passage[], asked: string): { passages: Passage[]; leftOut: Check[] } {
  const leftOut: Check[] = []
  const passages = given.map((passage) => {
    const { text, planted } = withoutPlanted(passage.text, asked)
    for (const sentence of planted)
      leftOut.push({
        name: 'planted',
        verdict: 'warn',
        detail: `“${passage.title}” tells an AI what to do; left out: “${sentence.slice(0, 200)}”`,
      })
    return planted.length === 0 ? passage : { ...passage, text }
  })
  return { passages, leftOut }
}

/** The caller's signal and our own limit, told apart: the first ends with its reason, the second is the model's failure. */
async function withinBudget<T>(
  budgetMs: number,
  signal: AbortSignal,
  work: (both: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  const limit = AbortSignal.timeout(budgetMs)
  const both = AbortSignal.any([signal, limit])
  try {
    return await Promise.race([work(both), aborted(both)])
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (!limit.aborted) throw error
    throw new ModelError('timeout', `The model did not answer within ${budgetMs / 1000} s`, 0, {
      cause: error,
    })
  }
}

/** Rejects when the signal aborts, whether or not the work listens to it. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
