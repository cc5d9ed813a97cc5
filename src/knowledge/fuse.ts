import type { Opinion } from './opinion.ts'

/** An article that retrieval found; a higher score is better, on whatever scale. */
export interface Retrieved {
  label: string
  score: number
}

/** What retrieval's best counts beside a probability; with 1 it overruled opinions that were right more often. */
const RETRIEVAL_WEIGHT = 0.5

/**
 * Joins the second opinion with what retrieval found, best first: each article's probability, and beside it its part of retrieval's
 * best score, which counts the more the less sure the opinion is. An article without phrasings has no probability and can still lead.
 * The score puts in order and no more: how sure to be, the opinion's own probability tells far better (AUROC 94.6 against 92.9 on one set).
 */
export function fuse(opinion: Opinion[], retrieved: Retrieved[]): Retrieved[] {
  const doubt = 1 - (opinion[0]?.probability ?? 0)
  const highest = Math.max(...retrieved.map(({ score }) => score))
  const scores = new Map(opinion.map(({ label, probability }) => [label, probability]))
  for (const { label, score } of retrieved) {
    const part = highest > 0 ? Math.max(0, score) / highest : 0
    scores.set(label, (scores.get(label) ?? 0) + RETRIEVAL_WEIGHT * doubt * part)
  }
  return [...scores].map(([label, score]) => ({ label, score })).sort((a, b) => b.score - a.score)
}
