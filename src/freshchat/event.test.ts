import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDelivery } from './event.ts'

const NOW = new Date('2026-11-26T10:00:00Z')
const AT = '2025-07-10T19:50:10.000Z'
const CHAT = '5c2f6a86-8a10-4a3b-9a67-0f3a1c9d2e33'

const say = (message: object, envelope: object = {}) => ({
  actor: { actor_type: 'agent', actor_id: 'ben' },
  action: 'message_create',
  action_time: AT,
  data: {
    message: {
      id: 'm1',
      conversation_id: CHAT,
      actor_type: 'agent',
      actor_id: 'ben',
      message_type: 'normal',
      message_parts: [{ text: { content: 'Hello' } }],
      created_time: AT,
      ...message,
    },
  },
  ...envelope,
})
const assignment = (change: object, conversation: object = {}, envelope: object = {}) => ({
  actor: { actor_type: 'agent', actor_id: 'ben' },
  action: 'conversation_assignment',
  action_time: AT,
  data: {
    assignment: {
      assignor: 'agent',
      assignor_id: 'ben',
      to_agent_id: 'ben',
      to_group_id: '',
      from_agent_id: '',
      from_group_id: '',
      conversation: { conversation_id: CHAT, status: 'assigned', assigned_agent_id: 'ben', ...conversation },
      ...change,
    },
  },
  ...envelope,
})
const ending = (action: string, key: string, more: object = {}) => ({
  actor: { actor_type: 'system', actor_id: '' },
  action,
  action_time: AT,
  data: { [key]: { ...more, conversation: { conversation_id: CHAT, status: 'resolved' } } },
})

const parse = (body: unknown) => parseDelivery(body, NOW)
const messageOf = (body: unknown) => {
  const { event } = parse(body)
  if (event.kind !== 'message') throw new Error(`not a message: ${JSON.stringify(event)}`)
  return event.message
}

describe('a message', () => {
  const parts = (...message_parts: unknown[]) => say({ message_parts })
  const byCustomer = (...message_parts: unknown[]) =>
    say({ actor_type: 'user', actor_id: 'ada', message_parts })

  test.each([
    [
      'all text parts are joined',
      parts({ text: { content: 'a' } }, { image: {} }, { text: { content: 'b' } }),
      'a\nb',
    ],
    ['no parts at all', say({ message_parts: null }), ''],
    ['an unknown part', parts({ sticker: { id: 1 } }, 'junk', null), ''],
    [
      '2018',
      say({ message_parts: undefined, msg_parts: [{ part_type: 'text', properties: { text: 'a' } }] }),
      'a',
    ],
    [
      'an e-mail',
      byCustomer({
        email: { subject: 'Order', content: '<html><style>p{}</style><p>Hi&nbsp;there<br>bye</p></html>' },
      }),
      'Order\nHi there\nbye',
    ],
    [
      'an agent’s HTML',
      parts({ text: { content: '<p>One &amp; two</p><ul><li>x</li></ul>' } }),
      'One & two\n\n- x',
    ],
    [
      'an agent’s link',
      parts({ text: { content: '<p>See <a href="https://x.example/a">here</a></p>' } }),
      'See here (https://x.example/a)',
    ],
    [
      'an agent who writes about tags',
      parts({ text: { content: 'if a < b use <name> & go' } }),
      'if a < b use <name> & go',
    ],
    ['a customer’s HTML is what they typed', byCustomer({ text: { content: '<p>x</p>' } }), '<p>x</p>'],
    [
      'a tapped button',
      byCustomer({ quick_reply_button: { label: 'Yes', custom_reply_text: 'Yes please' } }),
      'Yes please',
    ],
    ['an offered button is not said', parts({ quick_reply_button: { label: 'Yes' } }), ''],
    [
      'inside a collection',
      parts({ collection: { sub_parts: [{ text: { content: 'a' } }, { callback: { label: 'b' } }] } }),
      'a',
    ],
    ['NUL and half characters', parts({ text: { content: 'a\u0000b\ud800c😀' } }), 'abc😀'],
  ])('text of %s', (_, body, text) => {
    expect(messageOf(body).text).toBe(text)
  })

  test.each([
    ['normal', { message_type: 'normal' }, { private: false, visibilityKnown: true }],
    ['private', { message_type: 'PRIVATE' }, { private: true, visibilityKnown: true }],
    [
      'a bot’s note',
      { message_type: undefined, botsPrivateNote: true },
      { private: true, visibilityKnown: true },
    ],
    ['says nothing', { message_type: undefined }, { private: false, visibilityKnown: false }],
    [
      'Nov 2022',
      { message_type: undefined, botsPrivateNote: false },
      { private: false, visibilityKnown: false },
    ],
    ['a new word', { message_type: 'whisper' }, { private: false, visibilityKnown: false }],
    [
      'a status line',
      { message_type: undefined, meta_data: { isReopen: 'true' } },
      { visibilityKnown: true, statusLine: 'reopened' },
    ],
    ['a source of system', { message_source: 'SYSTEM' }, { statusLine: 'other', source: 'system' }],
    ['no resolution', { meta_data: { isResolved: false } }, { statusLine: null }],
    [
      'a customer’s',
      { message_type: undefined, actor_type: 'user' },
      { private: false, visibilityKnown: true },
    ],
  ])('visibility of one that is %s', (_, message, expected) => {
    expect(messageOf(say(message))).toMatchObject(expected)
  })

  test.each([
    ['by the envelope', say({ actor_type: null, actor_id: null }), { kind: 'agent', id: 'ben' }],
    [
      'by the envelope’s word',
      say({ actor_type: '', actor_id: 'ada' }, { actor: 'user' }),
      { kind: 'customer', id: 'ada' },
    ],
    [
      'by who the customer is',
      say({ actor_type: 'x', actor_id: 'ada', user_id: 'ada' }, { actor: null }),
      { kind: 'customer', id: 'ada' },
    ],
    [
      'unknown: taken for a rep',
      say({ actor_type: 'alien', actor_id: 'e.t.' }, { actor: {} }),
      { kind: 'agent', id: 'e.t.' },
    ],
    ['a bot without an id', say({ actor_type: 'bot', actor_id: ' ' }), { kind: 'bot', id: null }],
  ])('actor told %s', (_, body, actor) => {
    expect(messageOf(body).actor).toEqual(actor)
  })

  test('has the time it can get', () => {
    // a machine that is not on UTC
    process.env.TZ = 'Asia/Kolkata'
    expect(messageOf(say({ created_time: '2025-07-10T19:50:10' })).createdAt).toEqual(new Date(AT))
    expect(messageOf(say({ created_time: 'yesterday' })).createdAt).toEqual(new Date(AT))
    expect(parse(say({ created_time: '9999-12-31T00:00:00Z' }, { action_time: 1752177010000 })).at).toEqual(
      new Date(AT),
    )
    const timeless = say({ created_time: '' }, { action_time: 'soon' })
    expect(parse(timeless).at).toBeNull()
    expect(messageOf(timeless).createdAt).toEqual(NOW)
    expect(parse(say({}, { action_time: null })).at).toEqual(new Date(AT))
  })

  test('tells that Freshchat could not deliver it', () => {
    const failed = say({ status: 'Failed', error_code: 131047, error_message: 'window closed' })
    expect(messageOf(failed).failed).toEqual({ code: '131047', message: 'window closed' })
  })
})

describe('an assignment', () => {
  test.each([
    [
      'nobody in every spelling',
      assignment({ to_agent_id: ' ', to_group_id: null }),
      { toAgentId: null, toGroupId: null },
    ],
    ['missing key: the conversation tells', assignment({ to_agent_id: undefined }), { toAgentId: 'ben' }],
    [
      'an unreadable agent is not nobody',
      assignment({ to_agent_id: { id: 'ben' } }),
      { kind: 'unknown', conversationId: CHAT },
    ],
    [
      'an absurd agent',
      assignment({ to_agent_id: 'x'.repeat(201) }),
      { kind: 'unknown', conversationId: CHAT },
    ],
    [
      'an absurd conversation',
      assignment({}, { conversation_id: 'x'.repeat(201) }),
      { kind: 'unknown', conversationId: null },
    ],
    [
      'a missing assignor',
      assignment({ assignor: undefined, assignor_id: '' }),
      { assignor: { kind: 'agent', id: 'ben' } },
    ],
    [
      'an assignor never heard of',
      assignment({ assignor: 'x' }, {}, { actor: 7 }),
      { assignor: { kind: 'unknown', id: 'ben' } },
    ],
    ['closed', assignment({}, { status: 'Closed' }), { status: 'resolved' }],
  ])('%s', (_, body, expected) => {
    expect(parse(body).event).toMatchObject(expected)
  })
})

describe('a dedupe key', () => {
  const key = (body: unknown) => parse(body).dedupeKey
  test('is the message’s id, whatever else a retry changes', () => {
    expect(key(say({ text: 1 }))).toBe('message:m1')
    expect(key(say({}, { action_time: '2025-07-10T19:59:10.000Z' }))).toBe('message:m1')
  })

  test('tells two assignments apart by time and by who came and went, not by what is beside them', () => {
    const first = key(assignment({}))
    expect(key(assignment({ interaction_id: 'late' }, { sla_breached: true }))).toBe(first)
    for (const other of [
      assignment({ to_agent_id: 'cat' }),
      assignment({ from_agent_id: 'cat' }),
      assignment({}, { conversation_id: 'other' }),
      assignment({}, {}, { action_time: '2025-07-10T19:50:10.001Z' }),
      assignment({}, {}, { actor: { actor_type: 'agent', actor_id: 'cat' } }),
      ending('conversation_resolution', 'resolve'),
    ]) {
      expect(key(other)).not.toBe(first)
    }
  })

  test('falls back to the body where nothing says when', () => {
    const timeless = (to: string) => assignment({ to_agent_id: to }, {}, { action_time: null })
    expect(key(timeless('a'))).toMatch(/^body:/)
    expect(key(timeless('a'))).not.toBe(key(timeless('b')))
  })
})

test.each([
  null,
  [],
  'text',
  7,
  {},
  { action: 7 },
  { data: null },
  { action: 'message_create' },
  { action: 'x'.repeat(5000) },
])('half a body is unknown, never an error: %j', (body) => {
  const { event, action } = parse(body)
  expect(event.kind).toBe('unknown')
  expect(action.length).toBeLessThanOrEqual(100)
})

test('a body nested fifty thousand deep is read like any other', () => {
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
  expect(messageOf(say({ meta_data: deep, message_parts: [deep, { text: { content: 'Hi' } }] })).text).toBe(
    'Hi',
  )
})

const VALID = [
  say({ meta_data: { isResolved: true }, user_id: 'ada' }),
  say({
    message_parts: [
      { email: { subject: 's', content: '<p>x</p>' } },
      { collection: { sub_parts: [{ text: {} }] } },
    ],
  }),
  assignment({ interaction_id: '1019183591799001-1752164389742' }),
  ending('conversation_resolution', 'resolve', { resolver: 'system', users: { id: 'ada' } }),
  ending('conversation_reopen', 'reopen', { reopener: 'user', reopener_id: 'ada' }),
]
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    undefined,
    '',
    ' ',
    '\u0000',
    '\ud800',
    'x'.repeat(201),
    '<',
    '<!--',
    '<a href=',
    Number.POSITIVE_INFINITY,
    -1,
    2 ** 60,
  ),
  fc.constant(JSON.parse('{"__proto__":{"id":"x"},"constructor":null,"toString":1}')),
)

/** Every place in a body, as a path. */
function paths(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([key, item]) => paths(item, [...at, key]))]
}

function put(value: unknown, [key, ...rest]: string[], item: unknown): unknown {
  if (key === undefined) return item
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value))
    return value.map((old, index) => (String(index) === key ? put(old, rest, item) : old))
  return { ...value, [key]: put(Reflect.get(value, key), rest, item) }
}

const mutated = fc
  .constantFrom(...VALID)
  .chain((body) =>
    fc
      .array(fc.tuple(fc.constantFrom(...paths(body)), junk), { minLength: 1, maxLength: 5 })
      .map((changes) => changes.reduce<unknown>((now, [path, item]) => put(now, path, item), body)),
  )

test('five hundred damaged bodies are each read as an event or as unknown, fit to be stored', () => {
  fc.assert(
    fc.property(mutated, (body) => {
      const { event, dedupeKey, at } = parse(body)
      expect(['message', 'assignment', 'resolution', 'reopening', 'unknown']).toContain(event.kind)
      expect(dedupeKey).toBe(parse(body).dedupeKey)
      expect(at === null || Number.isFinite(at.getTime())).toBe(true)
      const stored = [dedupeKey, ...strings(event)]
      expect(stored.filter((text) => text.includes('\u0000') || /\p{Surrogate}/u.test(text))).toEqual([])
      if (event.kind === 'message') expect(Number.isFinite(event.message.createdAt.getTime())).toBe(true)
    }),
    { numRuns: 500 },
  )
})

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || value instanceof Date) return []
  return Object.entries(value).flatMap(([key, item]) => [key, ...strings(item)])
}
