import { moodOf } from '../../src/answer/mood.ts'
import { auroc, type Row, share } from './measures.ts'
import { entriesOf } from './sets.ts'

/** Unhappy customers told from the rest, and how often an ordinary question is taken for anger. */
export async function moodRows(): Promise<Row[]> {
  const rated = entriesOf<{ text: string; score: number }>('sentiment', 'amazon-dev.jsonl').map(
    ({ text, score }) => ({
      isUnhappy: score <= -1,
      isHappy: score >= 1,
      mood: moodOf(text, 'en'),
    }),
  )
  const unhappiness = (isUnhappy: boolean) =>
    rated.filter((each) => each.isUnhappy === isUnhappy).map(({ mood }) => -mood.score)
  const negative = rated.filter(({ mood }) => mood.sentiment === 'negative')
  return [
    {
      set: 'sentiment',
      measure: 'AUROC of “unhappy”',
      ours: auroc(unhappiness(true), unhappiness(false)),
      bar: 77,
      aim: 82,
    },
    {
      set: 'sentiment',
      measure: 'called negative though happy',
      ours: share(negative, ({ isHappy }) => isHappy),
      bar: null,
      aim: null,
      lowerIsBetter: true,
    },
    ...['bitext', 'banking77', 'clinc150', 'dstc11-sk'].map((set) => ({
      set,
      measure: 'ordinary messages taken for anger',
      ours: share(
        entriesOf<{ text: string }>(set, 'queries.jsonl'),
        ({ text }) => moodOf(text, 'en').frustration !== null,
      ),
      bar: null,
      aim: 0,
      lowerIsBetter: true,
    })),
  ]
}
