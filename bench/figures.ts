/** What a number of repeats came to. */
export interface Figure {
  median: number
  min: number
  max: number
  runs: number
}

export function figure(values: number[]): Figure {
  const sorted = [...values].sort((a, b) => a - b)
  return {
    median: percentile(sorted, 50),
    min: sorted[0] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
    runs: sorted.length,
  }
}

/** Of values in ascending order; NaN of none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const at = (sorted.length - 1) * (share / 100)
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below + (above - below) * (at - Math.floor(at))
}

/** How a number of durations were spread, in ms. */
export interface Spread {
  count: number
  p50: number
  p99: number
  most: number
}

export function spread(durationsMs: ArrayLike<number>): Spread {
  const sorted = Float64Array.from(durationsMs).sort()
  return {
    count: sorted.length,
    p50: percentile(sorted, 50),
    p99: percentile(sorted, 99),
    most: sorted.at(-1) ?? Number.NaN,
  }
}

/** Three digits that mean something; thousands are whole. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** The median with the range of the repeats, where they differ. */
export function ranged(values: number[]): string {
  const { median, min, max, runs } = figure(values)
  return runs < 2 || shown(min) === shown(max)
    ? shown(median)
    : `${shown(median)} (${shown(min)}–${shown(max)})`
}
