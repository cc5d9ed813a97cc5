import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  freshRate,
  givenBack,
  grant,
  learned,
  type Priority,
  type RateNews,
  type RateRow,
  readRate,
} from './rate.ts'

const NOW = new Date('2026-11-26T10:00:00Z')
const later = (ms: number) => new Date(NOW.getTime() + ms)
const row = (more: Partial<RateRow> = {}): RateRow => ({
  perWindow: 100,
  remaining: 100,
  windowMs: 60_000,
  resetsAt: later(30_000),
  blockedUntil: null,
  ...more,
})

describe('a grant', () => {
  test.each([
    ['the last one goes to a send', { remaining: 1 }, 1, 'send', 0],
    ['a look and a send need two', { remaining: 1 }, 2, 'send', later(30_000)],
    ['a handoff leaves a tenth to sends', { remaining: 10 }, 1, 'handoff', later(30_000)],
    ['a handoff above that', { remaining: 11 }, 1, 'handoff', 10],
    ['a read leaves a fifth', { remaining: 20 }, 1, 'read', later(30_000)],
    ['comparing begins on a full window', {}, 1, 'reconcile', 99],
    ['comparing stops at 30 %', { remaining: 70 }, 1, 'reconcile', later(30_000)],
    ['comparing’s last one', { remaining: 71 }, 1, 'reconcile', 70],
    ['a probe stops before comparing does', { remaining: 75 }, 1, 'health', later(30_000)],
    ['nobody while blocked', { blockedUntil: later(5_000) }, 1, 'send', later(5_000)],
    ['again once the block is over', { blockedUntil: NOW }, 1, 'send', 99],
    [
      'a block outlives its window',
      { resetsAt: later(-1), blockedUntil: later(9_000) },
      1,
      'send',
      later(9_000),
    ],
    ['a new window is full', { remaining: 0, resetsAt: NOW }, 1, 'send', 99],
    ['more than any window holds gets a whole one', { perWindow: 1, remaining: 1 }, 2, 'send', 0],
    ['and waits for it', { perWindow: 2, remaining: 1 }, 3, 'send', later(30_000)],
    ['the smallest limit starves nobody', { perWindow: 1, remaining: 1 }, 1, 'health', 0],
  ] as [string, Partial<RateRow>, number, Priority, number | Date][])(
    '%s',
    (_, state, slots, priority, expected) => {
      const answer = grant(row(state), slots, priority, NOW)
      expect(answer.granted ? answer.row.remaining : answer.retryAt).toEqual(expected)
    },
  )

  test('before any header was seen allows fifty a minute', () => {
    expect(freshRate(NOW)).toEqual({
      perWindow: 50,
      remaining: 50,
      windowMs: 60_000,
      resetsAt: later(60_000),
      blockedUntil: null,
    })
  })

  test('never gives more in a window than the limit, and whoever waits as told is served in the end', () => {
    const asks = fc.array(
      fc.record({
        slots: fc.integer({ min: 1, max: 4 }),
        priority: fc.constantFrom<Priority>('send', 'handoff', 'read', 'reconcile', 'health'),
        pauseMs: fc.integer({ min: 0, max: 20_000 }),
      }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 50 }), asks, (perWindow, all) => {
        let now = NOW
        let state = row({ perWindow, remaining: perWindow, resetsAt: later(60_000) })
        const spent = new Map<number, number>()
        for (const { slots, priority, pauseMs } of all) {
          now = new Date(now.getTime() + pauseMs)
          let answer = grant(state, slots, priority, now)
          if (!answer.granted) {
            expect(answer.retryAt > now).toBe(true)
            now = answer.retryAt
            answer = grant(state, slots, priority, now)
          }
          if (!answer.granted) throw new Error('refused twice')
          state = answer.row
          const window = state.resetsAt.getTime()
          spent.set(window, (spent.get(window) ?? 0) + slots)
          expect(spent.get(window)).toBeLessThanOrEqual(perWindow)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('what headers say', () => {
  const nothing: RateNews = { limit: null, remaining: null, resetsAt: null, blockedUntil: null }

  test.each([
    ['nothing', {}, {}],
    ['the limit', { limit: 200 }, { perWindow: 200, remaining: 140 }],
    ['a smaller limit', { limit: 30 }, { perWindow: 30, remaining: 0 }],
    ['fewer left than we thought: others spend too', { remaining: 7 }, { remaining: 7 }],
    ['more left than we thought: ours are on their way', { remaining: 90 }, {}],
    ['a new window', { remaining: 90, resetsAt: later(90_000) }, { remaining: 90, resetsAt: later(90_000) }],
    ['an earlier reset', { remaining: 90, resetsAt: later(5_000) }, { resetsAt: later(5_000) }],
    ['the same reset, rounded', { remaining: 39, resetsAt: later(29_100) }, { remaining: 39 }],
    ['a window that is over', { remaining: 0, resetsAt: later(-1_000) }, {}],
    [
      'the length of a window',
      { limit: 100, remaining: 99, resetsAt: later(3_000_000) },
      { remaining: 99, resetsAt: later(3_000_000), windowMs: 3_000_000 },
    ],
    ['stop', { blockedUntil: later(5_000) }, { blockedUntil: later(5_000) }],
  ] as [string, Partial<RateNews>, Partial<RateRow>][])('%s', (_, news, change) => {
    const before = row({ remaining: 40 })
    const next = learned(before, { ...nothing, ...news }, NOW)
    expect(next).toEqual({ ...before, ...change })
    if (Object.keys(change).length === 0) expect(next).toBe(before)
  })

  test('a block is not shortened by the next answer', () => {
    const before = row({ blockedUntil: later(9_000) })
    expect(learned(before, { ...nothing, blockedUntil: later(2_000) }, NOW)).toBe(before)
  })

  test.each([
    ['seconds from now', { 'x-ratelimit-reset': '20' }, later(20_000)],
    ['epoch seconds', { 'x-ratelimit-reset': String(NOW.getTime() / 1000 + 20) }, later(20_000)],
    ['epoch milliseconds', { 'x-ratelimit-reset': String(NOW.getTime() + 20_000) }, later(20_000)],
    ['nonsense', { 'x-ratelimit-reset': 'soon' }, null],
    ['a year', { 'x-ratelimit-reset': '31536000' }, later(3_600_000)],
  ])('a reset in %s', (_, headers, resetsAt) => {
    expect(readRate(200, new Headers(headers), NOW, 0, 0).resetsAt).toEqual(resetsAt)
  })

  test.each([
    ['Retry-After in seconds', { 'retry-after': '3', 'x-ratelimit-reset': '20' }, 1, later(3_000)],
    ['Retry-After as a date', { 'retry-after': 'Thu, 26 Nov 2026 10:00:07 GMT' }, 1, later(7_000)],
    ['the reset', { 'x-ratelimit-reset': '20' }, 1, later(20_000)],
    ['nothing', {}, 1, later(1_000)],
    ['nothing, again and again', {}, 4, later(8_000)],
    ['nothing, for ever', {}, 40, later(60_000)],
    [
      'a reset in the past (their clock is not ours)',
      { 'x-ratelimit-reset': String(NOW.getTime() / 1000 - 90) },
      1,
      later(1_000),
    ],
    ['a pause that did not help before', { 'retry-after': '0.1' }, 4, later(8_000)],
  ])('a 429 with %s', (_, headers, failures, blockedUntil) => {
    expect(readRate(429, new Headers(headers), NOW, failures, 0).blockedUntil).toEqual(blockedUntil)
    const jittered = readRate(429, new Headers(headers), NOW, failures, 1).blockedUntil
    expect(jittered && jittered > blockedUntil).toBe(true)
  })

  test.each([['-1'], ['NaN'], [''], ['lots'], ['0']])('a limit of %j is not believed', (limit) => {
    expect(readRate(200, new Headers({ 'x-ratelimit-limit': limit }), NOW, 0, 0).limit).toBeNull()
  })
})

test('unused slots come back, but not into a later window and not above the limit', () => {
  expect(givenBack(row({ remaining: 40 }), 2, later(30_000)).remaining).toBe(42)
  expect(givenBack(row({ remaining: 99 }), 2, later(30_000)).remaining).toBe(100)
  expect(givenBack(row({ remaining: 40, resetsAt: later(90_000) }), 2, later(30_000)).remaining).toBe(40)
})
