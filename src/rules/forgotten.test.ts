import { expect, test } from 'vitest'
import { isForgotten, keptSince } from './forgotten.ts'

const now = new Date('2026-03-31T12:00:00Z')
const at = (text: string) => new Date(text)

test.each([
  ['nothing is forgotten', '2020-01-01T00:00:00Z', { until: null, retentionDays: null }, false],
  [
    'the last message of an erased customer',
    '2026-03-01T10:00:00Z',
    { until: at('2026-03-01T10:00:00Z'), retentionDays: null },
    true,
  ],
  [
    'what the customer wrote a moment later is new',
    '2026-03-01T10:00:00.001Z',
    { until: at('2026-03-01T10:00:00Z'), retentionDays: null },
    false,
  ],
  ['older than the days that are kept', '2026-03-01T11:59:59.999Z', { until: null, retentionDays: 30 }, true],
  ['exactly as old as that', '2026-03-01T12:00:00Z', { until: null, retentionDays: 30 }, false],
  ['half days count', '2026-03-30T23:00:00Z', { until: null, retentionDays: 0.5 }, true],
  [
    'either is enough',
    '2026-03-31T11:00:00Z',
    { until: at('2026-03-31T11:30:00Z'), retentionDays: 30 },
    true,
  ],
])('%s', (_case, writtenAt, forgetting, is) => {
  expect(isForgotten(at(writtenAt), forgetting, now)).toBe(is)
})

test('what is kept begins so many days ago', () => {
  expect(keptSince(30, now)).toEqual(at('2026-03-01T12:00:00Z'))
})
