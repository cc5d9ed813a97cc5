import type { Row } from './measures.ts'

/** How much worse a figure may be than the one that was reached: what chance and a changed tie make of a set. */
const POINTS = 2

/** What has become worse by more than two points than it was, or is not measured any more, each as a sentence. */
export function drops(reached: Row[], now: Row[]): string[] {
  return reached.flatMap(({ set, measure, ours, lowerIsBetter = false }) => {
    const is = now.find((row) => row.set === set && row.measure === measure)?.ours
    if (is === undefined) return [`${set}, ${measure}: not measured, after ${round(ours)}`]
    const worse = lowerIsBetter ? is - ours : ours - is
    return worse > POINTS + 1e-9 ? [`${set}, ${measure}: ${round(is)}, after ${round(ours)}`] : []
  })
}

const round = (value: number) => Math.round(value * 10) / 10
