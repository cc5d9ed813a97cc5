import { describe, expect, test } from 'vitest'
import { answerDueAt, soundsUnfinished } from './pace.ts'

const pace = { settleMs: 1_500, quietMs: 2_000, longestWaitMs: 10_000 }
const at = (ms: number) => new Date(Date.UTC(2026, 0, 1) + ms)

describe('when a burst is answered', () => {
  test.each([
    [
      'a whole question: two seconds of quiet',
      { startedAt: 0, lastAt: 0, lastText: 'Where is my order?' },
      2_000,
    ],
    ['a greeting alone: four seconds, more is coming', { startedAt: 0, lastAt: 0, lastText: 'hi' }, 4_000],
    [
      'five messages in three seconds: after the last',
      { startedAt: 0, lastAt: 3_000, lastText: 'It is order 4711.' },
      5_000,
    ],
    [
      'one who never stops typing: ten seconds after the first',
      { startedAt: 0, lastAt: 9_900, lastText: 'and' },
      10_000,
    ],
    ['a message after the longest wait: at once', { startedAt: 0, lastAt: 12_000, lastText: 'and' }, 10_000],
  ])('%s', (_, burst, due) => {
    const moment = {
      startedAt: at(burst.startedAt),
      lastAt: at(burst.lastAt),
      lastText: burst.lastText,
      opensSession: false,
    }
    expect(answerDueAt(moment, pace)).toEqual(at(due))
  })

  test('the first message of a session waits until routing has settled, even with no quiet time', () => {
    const burst = { startedAt: at(0), lastAt: at(0), lastText: 'Where is it?', opensSession: true }
    expect(answerDueAt(burst, { ...pace, quietMs: 0 })).toEqual(at(1_500))
  })
})

test.each([
  ['Where is my order?', false],
  ['订单在哪里？', false],
  ['My parcel has not arrived yet and I am worried', false],
  ['hello', true],
  ['one more thing:', true],
  ['so I was thinking...', true],
])('"%s" sounds unfinished: %s', (text, expected) => {
  expect(soundsUnfinished(text)).toBe(expected)
})
