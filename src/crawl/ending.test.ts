import { expect, test } from 'vitest'
import { isDropped, nextCrawlAt, outcomeOf } from './ending.ts'

const none = { waiting: 0, read: 0, unchanged: 0, skipped: 0, failed: 0, gone: 0 }

test.each([
  [{ read: 3 }, false, 'complete'],
  [{ unchanged: 1, gone: 4, skipped: 2 }, false, 'complete'],
  [{ read: 3 }, true, 'partial'],
  [{ read: 3, failed: 1 }, false, 'partial'],
  [{ failed: 3 }, false, 'failed'],
  [{ gone: 9 }, false, 'failed'],
  [{}, false, 'failed'],
] as const)('%j, limited %s: %s', (pages, isLimited, outcome) => {
  expect(outcomeOf({ ...none, ...pages }, isLimited)).toBe(outcome)
})

test.each([
  ['complete', true, 'read', false],
  ['complete', true, 'unchanged', false],
  ['complete', true, 'gone', true],
  ['complete', true, 'skipped', true],
  ['complete', false, 'read', true],
  ['partial', true, 'gone', true],
  ['partial', true, 'failed', false],
  ['partial', false, 'read', false],
  ['failed', true, 'gone', false],
  ['failed', false, 'read', false],
  ['cancelled', true, 'gone', false],
  ['cancelled', false, 'read', false],
] as const)('after a %s crawl that met it (%s) as %s, its article goes: %s', (outcome, isMet, state, is) => {
  expect(isDropped({ isMet, state }, outcome)).toBe(is)
})

test('the next crawl is so many hours after the last one, or never', () => {
  const at = new Date('2026-03-01T10:00:00Z')
  expect(nextCrawlAt(24, at)).toEqual(new Date('2026-03-02T10:00:00Z'))
  expect(nextCrawlAt(null, at)).toBeNull()
})
