import type { Model, Usage } from './model.ts'
import { sumOf } from './model.ts'
import { inWords } from './picture.ts'
import type { Exchange, Question } from './question.ts'
import { timed } from './timed.ts'
import { inKnowledgesLanguage } from './translate.ts'

/** The question as it is looked up, where a model is there to help: pictures put into words, a foreign language into the knowledge's. */
export async function understood(
  model: Model | null,
  exchanges: Exchange[],
  asked: Question,
  knowledgeLanguages: () => Promise<string[]>,
  timings: Record<string, number>,
  signal: AbortSignal,
): Promise<{ question: Question; usage: Usage | null }> {
  if (model === null) return { question: asked, usage: null }
  const seen = model.seesImages
    ? await timed(timings, 'picture', () => inWords(model, exchanges, asked, signal))
    : { question: asked, usage: null }
  const written = await knowledgeLanguages()
  const { question, usage } = await timed(timings, 'translation', () =>
    inKnowledgesLanguage(model, exchanges, seen.question, written, signal),
  )
  return { question, usage: sumOf(seen.usage, usage) }
}
