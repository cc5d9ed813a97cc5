import { describe, expect, test } from 'vitest'
import type { HandoffReason } from '../conversation.ts'
import { type Settings, settingsSchema } from '../settings.ts'
import { type Check, type DecisionContext, type Draft, decide, thresholdOf } from './decision.ts'

const citation = {
  articleId: 'a',
  externalId: null,
  passageId: 'p',
  title: 'Delivery',
  url: null,
  quote: 'Three days.',
}

const good: Draft = {
  decision: 'reply',
  text: 'It takes three days.',
  citations: [citation],
  reason: null,
  evidence: '',
  confidence: 0.9,
  topic: null,
  language: 'en',
  sentiment: 'neutral',
  summary: '',
  isCourtesy: false,
}
const lost: Draft = {
  ...good,
  decision: 'hand_off',
  text: '',
  reason: 'not_in_knowledge',
  evidence: 'nothing found',
}
const calm: DecisionContext = {
  askedForHuman: null,
  askedBefore: false,
  clarifiedBefore: false,
  saidSolved: false,
  outsideHours: false,
  answersBefore: 0,
  saidBefore: false,
  topics: { mode: 'all', list: [] },
  words: {
    handoff: 'HANDOFF',
    clarify: 'CLARIFY',
    offer: 'OFFER',
    unreadable: 'UNREADABLE',
    unreadableAsk: 'IN WORDS',
  },
}
const attack: Check = { name: 'injection', verdict: 'fail', detail: 'ignore all' }
const foreign: Check = { name: 'links', verdict: 'fail', detail: 'evil.test' }
const returns = { mode: 'deny' as const, list: [{ name: 'Returns', description: '', examples: [] }] }

const settingsAt = (
  level: 0 | 1 | 2 | 3 | 'custom',
  triggers: Partial<Record<HandoffReason, boolean>> = {},
): Settings => settingsSchema.parse({ handoff: { level, triggers } })

function outcome(
  draft: Draft,
  checks: Check[],
  settings: Settings,
  context: Partial<DecisionContext> = {},
): string {
  const decision = decide(draft, checks, settings, { ...calm, ...context })
  return decision.kind === 'hand_off' ? `hand_off ${decision.reason}` : `${decision.kind} ${decision.text}`
}

describe('what cannot be read', () => {
  const unread: Draft = { ...lost, reason: 'unreadable_content', evidence: 'a file: invoice.pdf' }
  const off = settingsAt('custom', { unreadable_content: false })
  test.each<
    [what: string, draft: Draft, settings: Settings, context: Partial<DecisionContext>, expected: string]
  >([
    ['by default', unread, settingsAt(1), {}, 'hand_off unreadable_content'],
    ['balanced', unread, settingsAt(2), {}, 'hand_off unreadable_content'],
    ['AI first', unread, settingsAt(3), {}, 'hand_off unreadable_content'],
    ['AI only: asked for in words', unread, settingsAt(0), {}, 'clarify IN WORDS'],
    ['its trigger off: asked for in words', unread, off, {}, 'clarify IN WORDS'],
    [
      'a wish for a person comes first',
      unread,
      settingsAt(1),
      { askedForHuman: 'x' },
      'hand_off asked_for_human',
    ],
    [
      'a forbidden topic too',
      { ...unread, topic: 'Returns' },
      settingsAt(1),
      { topics: returns },
      'hand_off topic_forbidden',
    ],
    ['office hours too', unread, settingsAt(1), { outsideHours: true }, 'hand_off office_hours'],
    [
      'a reply stands, whatever reason stands beside it',
      { ...good, reason: 'unreadable_content' },
      settingsAt(0),
      {},
      'reply It takes three days.',
    ],
  ])('%s', (_what, draft, settings, context, expected) => {
    expect(outcome(draft, [], settings, context)).toBe(expected)
  })

  test('the customer is told what it was', () => {
    expect(decide(unread, [], settingsAt(1), calm).text).toBe('UNREADABLE')
  })
})

const person = { askedForHuman: 'a person please' }

describe('the default: quick handoff', () => {
  test.each<
    [what: string, draft: Draft, checks: Check[], context: Partial<DecisionContext>, expected: string]
  >([
    ['a good answer is sent', good, [], {}, 'reply It takes three days.'],
    ['a doubtful one is not', { ...good, confidence: 0.49 }, [], {}, 'hand_off low_confidence'],
    ['the threshold itself is enough', { ...good, confidence: 0.5 }, [], {}, 'reply It takes three days.'],
    [
      'courtesy needs no confidence',
      { ...good, confidence: 0, isCourtesy: true },
      [],
      {},
      'reply It takes three days.',
    ],
    [
      'a question back needs none either',
      { ...good, decision: 'clarify', confidence: 0 },
      [],
      {},
      'clarify It takes three days.',
    ],
    ['nothing known', lost, [], {}, 'hand_off not_in_knowledge'],
    ['a drafter without a reason', { ...lost, reason: null }, [], {}, 'hand_off low_confidence'],
    ['asked for a person', good, [], person, 'hand_off asked_for_human'],
    ['a failed check', good, [foreign], {}, 'hand_off low_confidence'],
    ['an attack', good, [attack], {}, 'hand_off attack'],
    ['a forbidden topic', { ...good, topic: 'Returns' }, [], { topics: returns }, 'hand_off topic_forbidden'],
    ['another topic', { ...good, topic: null }, [], { topics: returns }, 'reply It takes three days.'],
    ['no allowed topic', good, [], { topics: { ...returns, mode: 'allow' } }, 'hand_off topic_not_allowed'],
    [
      'an allowed topic',
      { ...good, topic: 'Returns' },
      [],
      { topics: { ...returns, mode: 'allow' } },
      'reply It takes three days.',
    ],
    [
      'hello is allowed',
      { ...good, isCourtesy: true },
      [],
      { topics: { ...returns, mode: 'allow' } },
      'reply It takes three days.',
    ],
  ])('%s', (_what, draft, checks, context, expected) => {
    expect(outcome(draft, checks, settingsAt(1), context)).toBe(expected)
  })

  test('where several reasons hold, the first of the order is kept', () => {
    const everything = { ...lost, reason: 'frustration' as const, topic: 'Returns' }
    const context = { topics: returns }
    expect(outcome(everything, [attack], settingsAt(1), { ...context, ...person })).toBe(
      'hand_off asked_for_human',
    )
    expect(outcome(everything, [attack], settingsAt(1), context)).toBe('hand_off topic_forbidden')
    expect(outcome(everything, [attack], settingsAt(1))).toBe('hand_off attack')
    expect(outcome(everything, [], settingsAt(1))).toBe('hand_off frustration')
  })

  test('a handoff keeps its citations and says what it rests on', () => {
    expect(decide(lost, [], settingsAt(1), calm)).toEqual({
      kind: 'hand_off',
      reason: 'not_in_knowledge',
      evidence: 'nothing found',
      text: 'HANDOFF',
      citations: [citation],
    })
  })
})

describe('the other levels', () => {
  test.each<
    [
      level: 0 | 2 | 3,
      what: string,
      draft: Draft,
      checks: Check[],
      context: Partial<DecisionContext>,
      expected: string,
    ]
  >([
    [0, 'never gives up by itself', lost, [], {}, 'clarify CLARIFY'],
    [0, 'sends a weak answer', { ...good, confidence: 0.1 }, [], {}, 'reply It takes three days.'],
    [0, 'never sends what failed a check', good, [foreign], {}, 'clarify CLARIFY'],
    [0, 'offers a person when asked', good, [], person, 'clarify OFFER'],
    [0, 'gives one when asked twice', good, [], { ...person, askedBefore: true }, 'hand_off asked_for_human'],
    [
      0,
      'keeps to forbidden topics',
      { ...good, topic: 'Returns' },
      [],
      { topics: returns },
      'hand_off topic_forbidden',
    ],
    [2, 'asks for details first', lost, [], {}, 'clarify CLARIFY'],
    [2, 'and only once', lost, [], { clarifiedBefore: true }, 'hand_off not_in_knowledge'],
    [2, 'respects a request', good, [], person, 'hand_off asked_for_human'],
    [3, 'tries first', good, [], person, 'clarify OFFER'],
    [3, 'then respects it', good, [], { ...person, askedBefore: true }, 'hand_off asked_for_human'],
    [3, 'asks for details first', { ...good, confidence: 0.2 }, [], {}, 'clarify CLARIFY'],
  ])('level %d %s', (level, _what, draft, checks, context, expected) => {
    expect(outcome(draft, checks, settingsAt(level), context)).toBe(expected)
  })

  test('custom follows each switch, and asking twice still reaches a person', () => {
    const off = settingsAt('custom', { asked_for_human: false, attack: false, low_confidence: false })
    expect(outcome(good, [attack], off)).toBe('reply It takes three days.')
    expect(outcome({ ...good, confidence: 0 }, [], off)).toBe('reply It takes three days.')
    expect(outcome(good, [], off, person)).toBe('clarify OFFER')
    expect(outcome(good, [], off, { ...person, askedBefore: true })).toBe('hand_off asked_for_human')
    expect(outcome(lost, [], off)).toBe('hand_off not_in_knowledge')
  })
})

describe('what the customer has read in this session already', () => {
  const kind: Draft = { ...good, citations: [], isCourtesy: true }
  const which: Draft = { ...good, decision: 'clarify', text: 'WHICH' }
  test('who says that it is solved gets no person for that', () => {
    const solved = { ...calm, saidBefore: true, saidSolved: true }
    expect(decide(good, [], settingsAt(1), solved).kind).toBe('reply')
  })

  test.each<[what: string, draft: Draft, settings: Settings, expected: string]>([
    ['an answer is not said again', good, settingsAt(1), 'hand_off loop'],
    ['nor at any other level', good, settingsAt(3), 'hand_off loop'],
    ['nor is a question back', which, settingsAt(1), 'hand_off loop'],
    ['a greeting may be', kind, settingsAt(1), `reply ${kind.text}`],
    ['with that trigger off, all may be', good, settingsAt('custom', { loop: false }), `reply ${good.text}`],
  ])('%s', (_what, draft, settings, expected) => {
    expect(outcome(draft, [], settings, { saidBefore: true })).toBe(expected)
  })
})

test('outside hours a question goes to people, and a hello or thanks needs nobody', () => {
  const outside = { ...calm, outsideHours: true }
  const kindOf = (draft: Draft) => decide(draft, [], settingsAt(1), outside).kind
  expect([kindOf(good), kindOf({ ...good, isCourtesy: true })]).toEqual(['hand_off', 'reply'])
})

test.each([
  [0, 0],
  [1, 0.55],
  [2, 0.55],
  [3, 0.55],
] as const)('at level %s an answer is given from %s', (level, from) => {
  const { handoff } = settingsSchema.parse({ handoff: { level, confidence: 0.55 } })
  expect(thresholdOf(handoff)).toBe(from)
})

test.each([
  [true, 0.55],
  [false, 0],
])('with each trigger by itself, low confidence %s: from %s', (low_confidence, from) => {
  const { handoff } = settingsSchema.parse({
    handoff: { level: 'custom', triggers: { low_confidence }, confidence: 0.55 },
  })
  expect(thresholdOf(handoff)).toBe(from)
})
