import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Check } from '../src/connection.ts'
import { alertRules, refusedAsWritten } from '../src/host-rule.ts'
import { fault } from '../src/http/input.ts'
import { articleFields } from '../src/knowledge/article.ts'
import { readImport } from '../src/knowledge/import-file.ts'
import { askedChecks, type Observed, observedChecks, refusedToken } from '../src/rules/health.ts'
import { de } from '../web/src/words/de.ts'
import { en } from '../web/src/words/en.ts'
import { membersDe } from '../web/src/words/members-de.ts'
import { membersEn } from '../web/src/words/members-en.ts'
import { inTheirWords } from '../web/src/words/server.ts'
import { settingsDe } from '../web/src/words/settings-de.ts'
import { settingsEn } from '../web/src/words/settings-en.ts'
import { websitesDe } from '../web/src/words/websites-de.ts'

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
    forwarding: null,
  }
  const FORWARDS = { host: 'tool.test', forwardedAt: ago(2), failingSince: null, error: null, givenUp: null }
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
    { forwarding: FORWARDS },
    { forwarding: { ...FORWARDS, forwardedAt: null } },
    { forwarding: { ...FORWARDS, givenUp: { count: 2, lastAt: ago(5) } } },
    { forwarding: { ...FORWARDS, failingSince: ago(9), error: 'tool.test answered 500.' } },
    {
      forwarding: {
        ...FORWARDS,
        failingSince: ago(9),
        error: 'tool.test could not be reached: ECONNREFUSED.',
      },
    },
    { forwarding: { ...FORWARDS, failingSince: ago(9), error: 'tool.test did not answer within 10 s.' } },
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

  const READERS = ['document', 'front-matter', 'html', 'pdf-text', 'reading', 'upload', 'zip']
  test('every reason why a file cannot be read is there in German', () => {
    const said = READERS.flatMap((name) => {
      const source = readFileSync(join(import.meta.dirname, `../src/knowledge/${name}.ts`), 'utf8')
      return [...source.matchAll(/['`]([A-Z][^'`\n]* [^'`\n]*\.)['`]/g)].map(([, sentence = '']) => sentence)
    })
    expect(said.length).toBeGreaterThan(25)
    // a number stands where the source names it
    const sentences = said.map((sentence) => sentence.replace(/\$\{\w+\}/, '500'))
    expect(sentences.filter((sentence) => inTheirWords(de, sentence) === sentence)).toEqual([])
  })

  /** Of fields that are refused and of lines that an import leaves out. */
  const OF_KNOWLEDGE = [
    articleFields.safeParse({ title: '', body: 'x' }),
    articleFields.safeParse({ title: 'x', body: 'x'.repeat(500_001) }),
    articleFields.safeParse({ title: 'x', body: 'x', phrasings: ['x', ' '] }),
    articleFields.safeParse({ title: 'x', body: 'x', phrasings: Array(1_001).fill('x') }),
    articleFields.safeParse({ title: 'x', body: 'x', url: 'javascript:alert(1)' }),
  ].map(({ error }) => (error === undefined ? '' : fault(error).message))

  test.each(OF_KNOWLEDGE)('in German: %s', (sentence) => {
    expect(sentence).not.toBe('')
    expect(inTheirWords(de, sentence)).not.toMatch(/\b(is|not|must|at most|begins|with)\b/i)
  })

  test('in German: why an address is not called', () => {
    const addresses = [
      'https://10.0.0.5/x',
      'https://169.254.1.1',
      'http://acme.test',
      'https://a:b@acme.test',
    ]
    for (const address of [...addresses, 'ftp://acme.test']) {
      const said = refusedAsWritten(alertRules([]), new URL(address)) ?? ''
      expect(said).not.toBe('')
      expect(inTheirWords(de, said)).not.toMatch(/\b(is|not|must|are|begin|the|whoever)\b/i)
    }
  })

  test('in German: what an import leaves out, and why', async () => {
    const broken = [
      'oops',
      '[]',
      '{"title":"x"}',
      '{"question":"x"}',
      '{"title":" ","body":"x"}',
      '{"title":5,"body":"x"}',
      '{"id":{},"title":"x","body":"x"}',
      '{"title":"x","body":"x","phrasings":5}',
      '{"title":"x","body":"x","url":"x"}',
    ]
    const { skipped } = await readImport('ndjson', broken.join('\n'))
    expect(skipped).toHaveLength(broken.length)
    const unreadable = await Promise.all(
      (
        [
          ['csv', 'name\nx'],
          ['json', '{}'],
          ['json', '{'],
          ['csv', ''],
        ] as const
      ).map(([form, text]) => readImport(form, text).catch((error: Error) => error)),
    )
    const said = [
      ...skipped.map(({ reason }) => reason),
      ...unreadable.map((error) => (error instanceof Error ? error.message : '')),
    ]
    for (const sentence of said) {
      expect(sentence).not.toBe('')
      expect(inTheirWords(de, sentence), sentence).not.toMatch(
        /\b(is|not|must|most|begins|missing|text|list|line)\b/,
      )
    }
  })

  const wordsIn = (all: object): unknown[] =>
    Object.values(all).flatMap((each) =>
      typeof each === 'object' && !(each instanceof RegExp) ? wordsIn(each) : [each],
    )

  test('in German: everybody is spoken to alike, and roles and pages are called alike', () => {
    const words = [de, settingsDe, membersDe, websitesDe].flatMap(wordsIn)
    const familiar = /\b(du|dich|dir|dein\w*|kannst|euch|eure?[rsmn]?|füge|hebe|nenne)\b/i
    expect(words.filter((word) => typeof word === 'string' && familiar.test(word))).toEqual([])
    expect(de.account.roles).toEqual(membersDe.roles)
    const { nav } = de
    const titles = [de.knowledge.title, settingsDe.title, membersDe.title, membersDe.audit.title]
    expect([nav.knowledge, nav.ai, nav.members, nav.audit]).toEqual(titles)
  })

  test('no word is empty, in either language', () => {
    for (const language of [en, de, settingsEn, settingsDe, membersEn, membersDe])
      for (const word of wordsIn(language)) if (typeof word === 'string') expect(word.trim()).not.toBe('')
  })
})
