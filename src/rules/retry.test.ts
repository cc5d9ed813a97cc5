import { expect, test } from 'vitest'
import { backoffMs, nextLookAt, retryAfterMs } from './retry.ts'

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

test('who is sent away for the rate limit comes back soon, who is asked to wait by anything else waits', () => {
  expect(retryAfterMs({ kind: 'rate_limited', retryAfterMs: 60_000 }, 1, 0)).toBe(10_000)
  expect(retryAfterMs({ kind: 'rate_limited', retryAfterMs: 2_000 }, 1, 0)).toBe(2_000)
  expect(retryAfterMs({ kind: 'server', retryAfterMs: 60_000 }, 1, 0)).toBe(60_000)
  expect(retryAfterMs({ kind: 'timeout', retryAfterMs: null }, 3, 0)).toBe(4_000)
})
