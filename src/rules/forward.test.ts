import { expect, test } from 'vitest'
import { forwardAgainAfterMs, forwardedSince, isForwardRefused } from './forward.ts'

test.each([
  [1, 5_000],
  [2, 15_000],
  [3, 30_000],
  [6, 300_000],
  [500, 300_000],
])('after %i failures in a row it is tried again in %i ms', (failures, ms) => {
  expect(forwardAgainAfterMs(failures)).toBe(ms)
})

test.each([
  [400, 5, false],
  [400, 6, true],
  [413, 6, true],
  [422, 7, true],
  // of the receiver's state, not of the body
  [401, 6, false],
  [404, 6, false],
  [429, 6, false],
  [500, 600, false],
  [302, 600, false],
  // no answer at all
  [null, 600, false],
] as const)('an answer of %s at try %i gives it up: %s', (status, attempts, expected) => {
  expect(isForwardRefused(status, attempts)).toBe(expected)
})

test('a delivery is forwarded for a day', () => {
  expect(forwardedSince(new Date('2026-03-02T09:00:00Z'))).toEqual(new Date('2026-03-01T09:00:00Z'))
})
