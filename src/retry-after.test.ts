import { expect, test } from 'vitest'
import { retryAfterMs } from './retry-after.ts'

const now = new Date('2026-03-01T10:00:00Z')

test.each([
  ['120', 120_000],
  ['0.5', 500],
  ['Sun, 01 Mar 2026 10:00:05 GMT', 5_000],
  ['Sun, 01 Mar 2020 10:00:05 GMT', 0],
  ['99999999', 3_600_000],
  ['Sun, 01 Mar 2037 10:00:05 GMT', 3_600_000],
  ['soon', null],
  ['-5', null],
  ['  ', null],
  [undefined, null],
  [null, null],
])('Retry-After %j is %s ms', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms)
})
