import type { Row } from './measures.ts'

/** The rows as a table for people: what was reached, the bar, the aim, and whether each is met. */
export function tableOf(rows: Row[]): string {
  const lines = rows.map(({ set, measure, ours, bar, aim, lowerIsBetter = false }) => {
    const meets = (goal: number | null) =>
      goal === null ? '' : (lowerIsBetter ? ours <= goal : ours >= goal) ? '✓' : '·'
    const shown = (goal: number | null) => (goal === null ? '–' : `${round(goal)} ${meets(goal)}`)
    return [set, measure, round(ours), shown(bar), shown(aim)]
  })
  const all = [['set', 'measure', 'ours', 'bar', 'aim'], ...lines]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)))
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 1 ? 3 : 1)
}
