import { expect, test } from 'vitest'
import { askedChecks, type Observed, observedChecks, statusOf } from './health.ts'

const NOW = new Date('2026-03-02T12:00:00Z')
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)

const well: Observed = {
  unheardSince: null,
  lastDeliveryAt: ago(1),
  neverSeen: [],
  refused: null,
  drift: null,
  rate: { perWindow: 100, remaining: 80, blockedUntil: null },
  comparesLateMs: 0,
  queue: { waiting: 0, oldestMs: 0 },
  forwarding: null,
}

const FORWARDS = { host: 'tool.test', forwardedAt: ago(2), failingSince: null, error: null, givenUp: null }

test('all is well', () => {
  const checks = observedChecks(well, NOW)
  expect(checks.map(({ name }) => name)).toEqual(['webhook', 'signature', 'drift', 'rate', 'queue'])
  expect(checks.every(({ ok, fix }) => ok && fix === null)).toBe(true)
  expect(statusOf([...askedChecks(null, 'ai@acme.test', NOW), ...checks])).toBe('connected')
})

test.each<[string, Partial<Observed>, string]>([
  ['webhooks have stayed away for more than a minute', { unheardSince: ago(2) }, 'webhook'],
  ['a signature was refused within the hour', { refused: { count: 3, lastAt: ago(5) } }, 'signature'],
  [
    'comparing has just found a difference',
    { drift: { at: ago(5).toISOString(), what: 'a message' } },
    'drift',
  ],
  ['comparing is far behind', { comparesLateMs: 20 * 60_000 }, 'rate'],
  ['the rate limit is used up', { rate: { perWindow: 100, remaining: 0, blockedUntil: ago(-1) } }, 'rate'],
  [
    'the other tool does not take what is forwarded',
    { forwarding: { ...FORWARDS, failingSince: ago(1), error: 'tool.test answered 500.' } },
    'forwarding',
  ],
  [
    'something was given up within the hour',
    { forwarding: { ...FORWARDS, givenUp: { count: 2, lastAt: ago(59) } } },
    'forwarding',
  ],
  ['somebody has waited for more than a minute', { queue: { waiting: 4, oldestMs: 90_000 } }, 'queue'],
])('%s: degraded, with what to do', (_, seen, name) => {
  const checks = observedChecks({ ...well, ...seen }, NOW)
  expect(checks.filter(({ ok }) => !ok)).toEqual([expect.objectContaining({ name, fix: expect.any(String) })])
  expect(statusOf(checks)).toBe('degraded')
})

test.each<[string, Partial<Observed>]>([
  ['an echo is a few seconds late', { unheardSince: ago(0.5) }],
  ['no delivery has come yet', { lastDeliveryAt: null, neverSeen: ['a', 'b'] }],
  ['an event was never seen', { neverSeen: ['conversation_reopen'] }],
  ['a signature was refused hours ago', { refused: { count: 1, lastAt: ago(300) } }],
  ['a difference was found an hour ago', { drift: { at: ago(60).toISOString(), what: 'a message' } }],
  ['Freshchat has not named its limit', { rate: null }],
])('%s: a note, and no fault', (_, seen) => {
  expect(statusOf(observedChecks({ ...well, ...seen }, NOW))).toBe('connected')
})

test.each(['host', 'token', 'agent'] as const)(
  '%s fails: broken, and what comes after it was not asked',
  (name) => {
    const checks = askedChecks({ check: name, detail: 'It fails.', fix: 'Mend it.' }, 'ai@acme.test', NOW)
    expect(checks.at(-1)).toMatchObject({ name, ok: false, detail: 'It fails.', fix: 'Mend it.' })
    expect(checks.filter(({ ok }) => !ok)).toHaveLength(1)
    expect(statusOf([...checks, ...observedChecks(well, NOW)])).toBe('broken')
  },
)

test.each([
  [{ ...FORWARDS, forwardedAt: null }, 'Nothing has been forwarded to tool.test yet.'],
  [FORWARDS, 'The last delivery was forwarded to tool.test at 2026-03-02 11:58 UTC.'],
  [
    { ...FORWARDS, givenUp: { count: 2, lastAt: ago(61) } },
    'The last delivery was forwarded to tool.test at 2026-03-02 11:58 UTC. Given up so far: 2, the last at 2026-03-02 10:59 UTC.',
  ],
])('forwarding that works is said, and needs nothing: %#', (forwarding, detail) => {
  const checks = observedChecks({ ...well, forwarding }, NOW)
  expect(checks.at(-1)).toMatchObject({ name: 'forwarding', ok: true, detail, fix: null })
})
