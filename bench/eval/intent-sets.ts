import {
  type Answered,
  accuracyAtOneThreshold,
  auroc,
  calibrationError,
  type Row,
  share,
} from './measures.ts'
import { entriesOf } from './sets.ts'

/** Messages that are taught with what they ask for, and messages that are asked, some of which belong to nothing that was taught. */

export interface Taught {
  text: string
  label: string
}

export interface Asked extends Taught {
  oos?: boolean
}

export type Mark = [bar: number | null, aim: number | null]

/** What plain libraries and platforms reach, and what we aim at. */
export const INTENT_SETS: Record<string, { top1: Mark; auroc?: Mark; accuracy?: Mark }> = {
  'hint3-curekart': { top1: [85.6, 88], auroc: [90, 92], accuracy: [78.5, 82] },
  'natcs-insurance': { top1: [94.2, 95.5] },
  'banking77-near-oos': { top1: [null, null], auroc: [87.2, 90], accuracy: [80, 84] },
  banking77: { top1: [90.9, 93] },
  clinc150: { top1: [91.9, 94], auroc: [96.3, 97.5], accuracy: [87.3, 90] },
}

export const taughtOf = (set: string) => entriesOf<Taught>(set, 'kb.jsonl')
export const askedOf = (set: string) => entriesOf<Asked>(set, 'queries.jsonl')

/** How well the messages of a set were told apart, beside the set's marks. `of`: stands before each measure's name. */
export function toldApart(set: string, cases: Answered[], of = ''): Row[] {
  const marks = INTENT_SETS[set] ?? { top1: [null, null] }
  const known = cases.filter(({ isKnown }) => isKnown)
  const foreign = cases.filter(({ isKnown }) => !isKnown)
  const confidences = (some: Answered[]) => some.map(({ confidence }) => confidence)
  const row = (measure: string, ours: number, [bar, aim]: Mark, lowerIsBetter = false): Row => ({
    set,
    measure: `${of}${measure}`,
    ours,
    bar,
    aim,
    lowerIsBetter,
  })
  return [
    row(
      'top-1',
      share(known, ({ isRight }) => isRight),
      marks.top1,
    ),
    ...(marks.auroc
      ? [row('AUROC, belongs or not', auroc(confidences(known), confidences(foreign)), marks.auroc)]
      : []),
    ...(marks.accuracy
      ? [row('accuracy at one threshold', accuracyAtOneThreshold(cases).accuracy, marks.accuracy)]
      : []),
    row('calibration error', calibrationError(cases), [null, 5], true),
  ]
}

/** What it costs, with the most that it may. */
export function cost(set: string, measure: string, ours: number, most: number): Row {
  return { set, measure, ours, bar: null, aim: most, lowerIsBetter: true }
}
