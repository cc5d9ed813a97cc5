/** What the sets are measured by. Shares and rates are 0 to 100, as the published numbers are. */

/** Of one measure on one set: ours beside the best of plain libraries and platforms (`bar`) and what we aim at. */
export interface Row {
  set: string
  measure: string
  ours: number
  bar: number | null
  aim: number | null
  /** Below it is better: false alarms, calibration error, milliseconds. */
  lowerIsBetter?: boolean
}

export function share<T>(items: T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : (100 * items.filter(holds).length) / items.length
}

export function mean(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** At `share` of the sorted values, 0.95 for p95. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}

/** How probably a positive scores above a negative, ties halved. */
export function auroc(positives: number[], negatives: number[]): number {
  const all = [
    ...positives.map((score) => ({ score, isPositive: true })),
    ...negatives.map((score) => ({ score, isPositive: false })),
  ].sort((a, b) => a.score - b.score)
  let rankSum = 0
  for (let from = 0; from < all.length; ) {
    let to = from
    while (to < all.length && all[to]?.score === all[from]?.score) to++
    const rank = (from + 1 + to) / 2
    for (let at = from; at < to; at++) if (all[at]?.isPositive) rankSum += rank
    from = to
  }
  const p = positives.length
  const n = negatives.length
  return p === 0 || n === 0 ? 50 : (100 * (rankSum - (p * (p + 1)) / 2)) / (p * n)
}

export interface Answered {
  /** 0 to 1. */
  confidence: number
  /** The best answer found is right. */
  isRight: boolean
  /** There is an answer. */
  isKnown: boolean
}

/**
 * Accuracy of "answer or leave it" with the one threshold that fits best: right when what is answered is right, and when what has no
 * answer is left.
 */
export function accuracyAtOneThreshold(cases: Answered[]): { accuracy: number; threshold: number } {
  const sorted = cases.toSorted((a, b) => b.confidence - a.confidence)
  let right = cases.filter(({ isKnown }) => !isKnown).length
  let best = { right, threshold: Number.POSITIVE_INFINITY }
  for (let at = 0; at < sorted.length; at++) {
    const { isKnown, isRight, confidence } = sorted[at] as Answered // at is within
    if (!isKnown) right--
    else if (isRight) right++
    if (sorted[at + 1]?.confidence !== confidence && right > best.right)
      best = { right, threshold: confidence }
  }
  return { accuracy: (100 * best.right) / cases.length, threshold: best.threshold }
}

/** Expected calibration error over ten equal bins of confidence: how far "70 %" is from right in 70 of 100. */
export function calibrationError(cases: Answered[]): number {
  const bins = Array.from({ length: 10 }, () => [] as Answered[])
  for (const each of cases) bins[Math.min(9, Math.floor(each.confidence * 10))]?.push(each)
  const errors = bins.map((bin) => {
    const claimed = mean(bin.map(({ confidence }) => 100 * confidence))
    return (
      (bin.length / cases.length) *
      Math.abs(claimed - share(bin, ({ isRight, isKnown }) => isRight && isKnown))
    )
  })
  return errors.reduce((sum, error) => sum + error, 0)
}

/** Where the first relevant one stands, counted from 1; null when none was found. */
export function firstRelevant(found: string[], relevant: string[]): number | null {
  const at = found.findIndex((id) => relevant.includes(id))
  return at === -1 ? null : at + 1
}

/** Normalised discounted gain of the first ten, each relevant one counting the same. */
export function ndcg10(found: string[], relevant: string[]): number {
  const gain = (rank: number) => 1 / Math.log2(rank + 1)
  const got = found.slice(0, 10).reduce((sum, id, at) => sum + (relevant.includes(id) ? gain(at + 1) : 0), 0)
  const ideal = relevant.slice(0, 10).reduce((sum, _id, at) => sum + gain(at + 1), 0)
  return ideal === 0 ? 0 : (100 * got) / ideal
}
