import { describe, expect, test } from 'vitest'
import type { Check } from '../src/connection.ts'
import { askedChecks, type Observed, observedChecks, refusedToken } from '../src/rules/health.ts'
import { de } from '../web/src/words/de.ts'
import { en } from '../web/src/words/en.ts'
import { inTheirWords } from '../web/src/words/server.ts'

/** Whoever reads German reads German, also what the server says of the connection. */
describe('the words of the dashboard', () => {
  const NOW = new Date('2026-03-02T09:00:00Z')
  const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)
  const WELL: Observed = {
    unheardSince: null,
    lastDeliveryAt: ago(1),
    neverSeen: [],
    refused: null,
    drift: null,
    rate: { perWindow: 100, remaining: 60, blockedUntil: null },
    comparesLateMs: 0,
    queue: { waiting: 0, oldestMs: 0 },
  }
  const STATES: Partial<Observed>[] = [
    {},
    { lastDeliveryAt: null, rate: null },
    { unheardSince: ago(60), neverSeen: ['Conversation Reopened'] },
    { neverSeen: ['Conversation Resolved', 'Conversation Reopened'] },
    { refused: { count: 1, lastAt: ago(2) } },
    { refused: { count: 12, lastAt: ago(600) } },
    { drift: { at: ago(3).toISOString(), what: 'Message Created' } },
    { rate: { perWindow: 100, remaining: 0, blockedUntil: new Date(NOW.getTime() + 60_000) } },
    { comparesLateMs: 20 * 60_000 },
    { queue: { waiting: 7, oldestMs: 90_000 } },
  ]
  const checks: Check[] = [
    ...askedChecks(null, 'ai@acme.test', NOW),
    refusedToken(NOW),
    ...STATES.flatMap((state) => observedChecks({ ...WELL, ...state }, NOW)),
  ]
  const sentences = [
    ...new Set(checks.flatMap(({ detail, fix }) => (fix === null ? [detail] : [detail, fix]))),
  ]

  test.each(sentences)('in German: %s', (sentence) => {
    const theirs = inTheirWords(de, sentence)
    expect(theirs).not.toBe(sentence)
    expect(theirs).not.toMatch(/\b(the|is|are|were|and|has|had)\b/)
    expect(inTheirWords(en, sentence)).toBe(sentence)
  })

  test('no word is empty, in either language', () => {
    const wordsIn = (all: object): unknown[] =>
      Object.values(all).flatMap((each) =>
        typeof each === 'object' && !(each instanceof RegExp) ? wordsIn(each) : [each],
      )
    for (const language of [en, de])
      for (const word of wordsIn(language)) if (typeof word === 'string') expect(word.trim()).not.toBe('')
  })
})
