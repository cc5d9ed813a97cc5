import { describe, expect, test } from 'vitest'
import { type Asked, confidenceCurve, wasRight } from './confidence-curve.ts'

const answered: Asked = {
  confidence: 0.8,
  wasAnswered: true,
  wasFlagged: false,
  handedOver: null,
  closure: 'assumed',
  wasReopened: false,
}

describe('an answer was', () => {
  test.each<[string, Partial<Asked>, boolean | null]>([
    ['right when the customer said so', { closure: 'confirmed' }, true],
    ['right when nobody objected', {}, true],
    ['wrong when a member flagged it', { wasFlagged: true }, false],
    [
      'wrong when the customer then asked for a person',
      { handedOver: 'asked_for_human', closure: 'rep' },
      false,
    ],
    ['wrong when the customer grew angry', { handedOver: 'frustration', closure: 'rep' }, false],
    ['nobody knows when another question was handed over', { handedOver: 'not_in_knowledge' }, null],
    ['nobody knows while the session is open', { closure: null }, null],
    ['nobody knows when a rep or a rule ended it', { closure: 'rule' }, null],
    ['nobody knows when the customer came back', { wasReopened: true }, null],
    ['none when it was not sent, flagged or not', { wasAnswered: false, wasFlagged: true }, null],
  ])('%s', (_what, differs, right) => {
    expect(wasRight({ ...answered, ...differs })).toBe(right)
  })
})

test('a higher threshold answers less, and is held against what is known', () => {
  const curve = confidenceCurve([
    { ...answered, confidence: 0.9 },
    { ...answered, confidence: 0.7 },
    { ...answered, confidence: 0.5, wasFlagged: true },
    { ...answered, confidence: 0.2, wasAnswered: false },
  ])
  const at = (threshold: number) => curve.find((point) => point.threshold === threshold)
  expect(curve).toHaveLength(20)
  expect(at(0)).toEqual({ threshold: 0, answered: 1, precision: 2 / 3, judged: 3 })
  expect(at(0.5)).toEqual({ threshold: 0.5, answered: 0.75, precision: 2 / 3, judged: 3 })
  expect(at(0.6)).toEqual({ threshold: 0.6, answered: 0.5, precision: 1, judged: 2 })
  expect(at(0.95)).toEqual({ threshold: 0.95, answered: 0, precision: null, judged: 0 })
})

test('without a question there is no curve', () => {
  expect(confidenceCurve([])).toEqual([])
})
