import { expect, test } from 'vitest'
import { backoffMs, nextLookAt } from './retry.ts'

test.each([
  [1, 0, 1_000],
  [2, 0, 2_000],
  [5, 0, 16_000],
  [9, 0, 60_000],
  [60, 0, 60_000],
  [1, 1, 1_250],
])('after %i failures with jitter %d the next try is in %i ms', (failures, random, expected) => {
  expect(backoffMs(failures, random)).toBe(expected)
})

test('a send in doubt is looked for after 2, 10 and 30 seconds, then sent again', () => {
  const sentAt = new Date('2026-01-01T10:00:00Z')
  const seconds = [0, 1, 2, 3].map((looks) => {
    const at = nextLookAt(sentAt, looks)
    return at === null ? null : (at.getTime() - sentAt.getTime()) / 1_000
  })
  expect(seconds).toEqual([2, 10, 30, null])
})
