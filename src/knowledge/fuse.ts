import type { Opinion } from './opinion.ts'

/** An article that retrieval found; a higher score is better, 0 to 1. */
export interface Retrieved {
  label: string
  score: number
  /** It has phrasings: the opinion knows how customers ask for it. */
  isTaught: boolean
}

/**
 * What retrieval's score counts beside a probability. Squared where an article is taught: a score near nothing is chance, and must not
 * overrule who learnt how customers ask, however far it is ahead of the others. Not squared where nobody taught any: the score is all
 * there is, and what others were taught must not bury it.
 */
const WORTH_TAUGHT = 2
const WORTH_UNTAUGHT = 1.2

/**
 * Joins the second opinion with what retrieval found, best first: each article's probability, and what retrieval's score counts beside
 * it. The worths are near a fit over five sets where every article is taught, and one set of questions where a half, a quarter or all
 * are. The score puts in order and no more: how sure to be, the opinion's own probability tells far better (AUROC 94.6 against 92.9 on
 * one set).
 */
export function fuse(opinion: Opinion[], retrieved: Retrieved[]): Omit<Retrieved, 'isTaught'>[] {
  const scores = new Map(opinion.map(({ label, probability }) => [label, probability]))
  for (const { label, score, isTaught } of retrieved) {
    const found = Math.max(0, score)
    const part = isTaught ? WORTH_TAUGHT * found ** 2 : WORTH_UNTAUGHT * found
    scores.set(label, (scores.get(label) ?? 0) + part)
  }
  return [...scores].map(([label, score]) => ({ label, score })).sort((a, b) => b.score - a.score)
}
