/** How sure the second opinion may be of its best label. */

export interface Evidence {
  /** Of the best label: about 1 where its examples lie, -1 where those of others do. */
  score: number
  /** Cosine to its nearest examples, 0 to 1. */
  nearness: number
  words: number
}

/** A message of one word is less often what its score says; past twenty, more words add nothing. */
const WORDS_HEARD = 20
const SHARPNESS = 4

/**
 * How probably the best label is right and the question belongs to any, 0 to 1. Fitted to five sets at once, each counting the same,
 * and rounded (3.9, 2.0, 1.0, -1.9). The lead over the second label, the share of known words or nothing but the score did no better.
 */
export function confidenceOf({ score, nearness, words }: Evidence): number {
  const belongs = 4 * score + 2 * nearness + Math.log(1 + Math.min(words, WORDS_HEARD)) - 2
  return 1 / (1 + Math.exp(-belongs))
}

/** The belief in each label beside that in the best: 1 for the best, towards 0 for what lies far behind. */
export function beliefs(scores: number[]): number[] {
  const highest = Math.max(...scores)
  return scores.map((score) => Math.exp(SHARPNESS * (score - highest)))
}
