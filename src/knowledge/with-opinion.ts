import { fuse, type Retrieved } from './fuse.ts'
import type { Opinion } from './opinion.ts'

/** Retrieval and the second opinion joined: in which order articles stand, and how probably each is asked for. Pure. */

export interface TaughtPassage {
  /** 0 to 1: how probably its article is asked for, by what its phrasings taught; null when it has none, or they were not learnt yet. */
  taught: number | null
}

interface Ranked {
  articleId: string
  score: number
  phrasings: string[]
}

/**
 * Passages best first; those of one article keep their order. `opinion` null: nothing was learnt, and all stays as retrieval left it.
 * `known`: the articles that something was learnt of. Phrasings that are new, or too many to be learnt, say nothing against their article.
 */
export function withOpinion<P extends Ranked>(
  passages: P[],
  opinion: Opinion[] | null,
  known: ReadonlySet<string>,
): (P & TaughtPassage)[] {
  const probabilities = new Map((opinion ?? []).map(({ label, probability }) => [label, probability]))
  const taughtOf = ({ articleId, phrasings }: Ranked) =>
    opinion === null || phrasings.length === 0 || !known.has(articleId)
      ? null
      : (probabilities.get(articleId) ?? 0)
  const all = passages.map((passage) => ({ ...passage, taught: taughtOf(passage) }))
  if (opinion === null || opinion.length === 0) return all
  const best = new Map<string, Retrieved>()
  for (const { articleId, score, taught } of all) {
    const before = best.get(articleId)?.score ?? 0
    best.set(articleId, { label: articleId, score: Math.max(before, score), isTaught: taught !== null })
  }
  const fused = fuse(
    // what was learnt of an article that is gone is no opinion
    opinion.filter(({ label }) => best.has(label)),
    [...best.values()],
  )
  const places = new Map(fused.map(({ label }, place) => [label, place]))
  const placeOf = ({ articleId }: Ranked) => places.get(articleId) ?? fused.length
  return all.toSorted((a, b) => placeOf(a) - placeOf(b))
}
