import { bestOfEachArticle, type Passage } from '../knowledge/search.ts'
import type { Said } from '../knowledge/terms.ts'
import { confidenceIn } from './builtin.ts'
import type { Question } from './question.ts'

/**
 * What the knowledge has on the question. A short one may stand by itself ("How do I return it?") or follow from the one before
 * ("And to France?"). What is clear by itself is not made a follow-up by words that it does not hold, for those fit what was answered
 * already; else it is whichever reading the knowledge fits better. The other reading's passages come after it, for a model to weigh.
 */
export async function lookUp(
  search: (query: string, said: Said[]) => Promise<Passage[]>,
  question: Question,
  threshold: number,
): Promise<{ question: Question; passages: Passage[] }> {
  // nothing was written, and no picture was put into words
  if (question.query.trim() === '') return { question, passages: [] }
  const together = await search(question.query, question.said)
  if (question.query === question.wanted || question.text === '') return { question, passages: together }

  const byItself = { ...question, query: question.wanted }
  const alone = await search(byItself.query, question.said)
  const fits = (found: Passage[]) => confidenceIn(bestOfEachArticle(found))
  const own = fits(alone)
  return own >= threshold || own >= fits(together)
    ? { question: byItself, passages: merged(alone, together) }
    : { question, passages: merged(together, alone) }
}

function merged(first: Passage[], second: Passage[]): Passage[] {
  const seen = new Set(first.map(({ passageId }) => passageId))
  return [...first, ...second.filter(({ passageId }) => !seen.has(passageId))].slice(
    0,
    Math.max(first.length, 8),
  )
}
