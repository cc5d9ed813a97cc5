import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrganization, json } from '../src/store/database.ts'
import { storeParts } from '../src/store/messages.ts'
import { createSession } from '../src/store/sessions.ts'
import { messagesOf } from '../src/store/sessions-read.ts'
import { createHttpWorld, type HttpWorld } from './http-world.ts'

let world: HttpWorld
let cookie: string
let acme: string
let beta: string
const ids: string[] = []
let foreign: string

beforeAll(async () => {
  world = await createHttpWorld()
  const claimed = await world.claim()
  cookie = claimed.cookie
  acme = claimed.organizationId
  beta = (await world.ask('POST', '/api/v1/organizations', { cookie, body: { name: 'Beta' } })).json.id
  for (let day = 1; day <= 5; day++)
    ids.push(await seed(acme, day, day === 5 ? 'ana@customer.example' : `c${day}@customer.example`))
  foreign = await seed(beta, 6, 'ana@customer.example')
})
afterAll(() => world[Symbol.asyncDispose]())

const at = (day: number) => new Date(Date.UTC(2026, 0, day, 12))

/** One session as the bridge leaves it: a customer's question, a note, our answer, and the turn that led to it. */
async function seed(organizationId: string, day: number, email: string): Promise<string> {
  return inOrganization(world.app.database, organizationId, async (tx) => {
    const own = { organization_id: organizationId }
    const connection = randomUUID()
    const conversation = randomUUID()
    const contact = randomUUID()
    const now = at(day)
    await tx
      .insertInto('connections')
      .values({
        ...own,
        id: connection,
        domain: 'x',
        base_url: 'x',
        agent_id: 'a',
        agent_email: 'a',
        agent_name: 'a',
        token_sealed: 'x',
        token_ends_with: 'x',
        secret_hash: randomUUID(),
        secret_sealed: 'x',
        auto_handle: true,
        filters: json({}),
        channels: json([]),
        agents: json([]),
        checks: json([]),
        created_at: now,
        updated_at: now,
        disconnected_at: now,
      })
      .execute()
    await tx
      .insertInto('contacts')
      .values({
        ...own,
        id: contact,
        freshchat_id: `u${day}`,
        name: `Ana ${day}`,
        email,
        properties: json([]),
      })
      .execute()
    await tx
      .insertInto('conversations')
      .values({
        ...own,
        id: conversation,
        connection_id: connection,
        freshchat_id: `conv-${day}`,
        url: `https://acme.freshchat.com/a/1/inbox/open/0/conversation/${day}`,
        created_at: now,
      })
      .execute()
    const session = await createSession(tx, {
      organizationId,
      conversationId: conversation,
      owner: day === 1 ? 'human' : 'ai',
      channel: day === 2 ? 'whatsapp' : 'web',
      autoHandle: true,
      contactId: contact,
      previousSessionId: null,
      at: now,
    })
    const written = [
      { author_kind: 'customer' as const, text: `Where is order 10${day}_%?`, private: false },
      { author_kind: 'rep' as const, text: 'A note', private: true },
      { author_kind: 'ai' as const, text: 'On its way.', private: false },
    ]
    for (const message of written) {
      await tx
        .insertInto('messages')
        .values({
          ...own,
          ...message,
          id: randomUUID(),
          conversation_id: conversation,
          session_id: session.id,
          freshchat_id: randomUUID(),
          author_name: message.author_kind,
          parts: json([{ text: { content: message.text } }]),
          // all at one time: only their order of arrival tells them apart
          created_at: now,
          received_at: now,
        })
        .execute()
    }
    await tx
      .insertInto('turns')
      .values({
        ...own,
        id: randomUUID(),
        conversation_id: conversation,
        session_id: session.id,
        mode: 'autopilot' as const,
        epoch: 1,
        due_at: now,
        started_at: now,
        finished_at: now,
        outcome: json({ kind: 'replied', because: 'confident' }),
        passages: json([{ articleId: 'a', title: 'Orders', score: 0.9 }]),
        draft: 'On its way.',
        decision: json({ kind: 'reply', text: 'On its way.', threshold: 0.55 }),
        confidence: 0.62,
        checks: json([{ name: 'grounded', verdict: 'pass', detail: '' }]),
        model: 'builtin',
        usage: json({ inputTokens: 1, outputTokens: 2, costUsd: null }),
        timings: json({ searchMs: 3 }),
      })
      .execute()
    return session.id
  })
}

const get = (path: string) => world.ask('GET', path, { cookie })
const idsOf = async (query: string) =>
  (await get(`/api/v1/sessions?${query}`)).json.items.map((item: { id: string }) => item.id)

test('a session is shown whole', async () => {
  const { json: shown } = await get(`/api/v1/sessions/${ids[0]}`)
  expect(shown).toEqual({
    id: ids[0],
    ticketNumber: 1,
    status: 'open',
    owner: 'human',
    closure: null,
    channel: 'web',
    conversationId: 'conv-1',
    conversationUrl: 'https://acme.freshchat.com/a/1/inbox/open/0/conversation/1',
    contact: { id: expect.any(String), name: 'Ana 1', email: 'c1@customer.example', phone: null },
    language: null,
    sentiment: null,
    topic: null,
    summary: null,
    handoff: null,
    previousSessionId: null,
    reopenedAt: null,
    noPickupAt: null,
    leaks: 0,
    createdAt: at(1).toISOString(),
    updatedAt: at(1).toISOString(),
    lastMessageAt: at(1).toISOString(),
  })
})

test('its messages come in order, page by page, notes marked private', async () => {
  const all = (await get(`/api/v1/sessions/${ids[0]}/messages`)).json
  expect(all.next).toBeNull()
  expect(
    all.items.map((item: { author: { kind: string }; private: boolean }) => [item.author.kind, item.private]),
  ).toEqual([
    ['customer', false],
    ['rep', true],
    ['ai', false],
  ])
  expect(all.items[0]).toEqual({
    id: expect.any(String),
    freshchatId: expect.any(String),
    author: { kind: 'customer', name: 'customer' },
    private: false,
    text: 'Where is order 101_%?',
    parts: [{ text: { content: 'Where is order 101_%?' } }],
    flag: null,
    turnId: null,
    createdAt: at(1).toISOString(),
  })
  const first = (await get(`/api/v1/sessions/${ids[0]}/messages?limit=2`)).json
  const second = (await get(`/api/v1/sessions/${ids[0]}/messages?limit=2&cursor=${first.next}`)).json
  expect([...first.items, ...second.items]).toEqual(all.items)
  expect(second.next).toBeNull()
})

test('its turns say how each answer came about', async () => {
  expect((await get(`/api/v1/sessions/${ids[0]}/turns`)).json).toEqual({
    items: [
      {
        id: expect.any(String),
        startedAt: at(1).toISOString(),
        finishedAt: at(1).toISOString(),
        outcome: { kind: 'replied', because: 'confident' },
        passages: [{ articleId: 'a', title: 'Orders', score: 0.9 }],
        draft: 'On its way.',
        confidence: 0.62,
        threshold: 0.55,
        checks: [{ name: 'grounded', verdict: 'pass', detail: '' }],
        model: 'builtin',
        usage: { inputTokens: 1, outputTokens: 2, costUsd: null },
        timings: { searchMs: 3 },
      },
    ],
    next: null,
  })
})

describe('the list', () => {
  test('is newest first, in pages that miss and repeat nothing', async () => {
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: { items: { id: string }[]; next: string | null } = (
        await get(`/api/v1/sessions?limit=2&cursor=${next}`)
      ).json
      seen.push(...page.items.map((item) => item.id))
      next = page.next
    }
    expect(seen).toEqual([...ids].reverse())
  })

  test.each([
    ['status=open&owner=&channel=&q=', [5, 4, 3, 2, 1]],
    ['status=resolved', []],
    ['owner=human', [1]],
    ['channel=whatsapp', [2]],
    ['conversationId=conv-3', [3]],
    ['conversationId=conv-6', []],
    ['q=ana@customer', [5]],
    ['q=ANA%204', [4]],
    ['q=order%20104', [4]],
    ['q=10_%25', []],
    ['q=104_%25', [4]],
    ['q=3', [3]],
    ['from=2026-01-04', [5, 4]],
    ['to=2026-01-02', [2, 1]],
    ['from=2026-01-02T12:00:00Z&to=2026-01-03T13:00:00%2B01:00', [3, 2]],
    ['limit=1', [5]],
  ])('filtered by %s', async (query, days) => {
    const found = await idsOf(query)
    // a number searched for is found in texts too: the ticket is among what is found
    if (query === 'q=3') expect(found).toContain(ids[2])
    else expect(found).toEqual(days.map((day) => ids[day - 1]))
  })

  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['status=shut', 'status'],
    ['owner=cat', 'owner'],
    ['from=yesterday', 'from'],
    ['cursor=bm9uc2Vuc2U', 'cursor'],
  ])('refuses %s', async (query, field) => {
    expect(await get(`/api/v1/sessions?${query}`)).toMatchObject({ status: 422, json: { error: { field } } })
  })
})

test('an attachment of another organization’s message is not there', async () => {
  const withImage = async (organizationId: string, sessionId: string) =>
    inOrganization(world.app.database, organizationId, async (tx) => {
      const [row] = await messagesOf(tx, sessionId, { after: null, limit: 1 })
      // an address that is refused before anything is dialled
      const parts = [{ text: { content: 'See' } }, { image: { url: 'https://127.0.0.1:9/a.png' } }]
      await storeParts(tx, row?.id ?? '', parts)
      return `/api/v1/messages/${row?.id}/attachments/1`
    })
  expect((await get(await withImage(acme, ids[4] ?? ''))).json.error.code).toBe('attachment_unavailable')
  expect(await get(await withImage(beta, foreign))).toMatchObject({
    status: 404,
    json: { error: { code: 'not_found', message: 'There is no such attachment.' } },
  })
})

test('another organization’s session is not there', async () => {
  for (const path of ['', '/messages', '/turns']) {
    expect(await get(`/api/v1/sessions/${foreign}${path}`)).toMatchObject({
      status: 404,
      json: { error: { code: 'not_found', message: 'There is no such session.' } },
    })
    expect((await get(`/api/v1/sessions/${randomUUID()}${path}`)).status).toBe(404)
  }
  await world.ask('POST', '/api/v1/me/organization', { cookie, body: { id: beta } })
  expect(await idsOf('')).toEqual([foreign])
  expect((await get(`/api/v1/sessions/${foreign}/messages`)).json.items).toHaveLength(3)
  await world.ask('POST', '/api/v1/me/organization', { cookie, body: { id: acme } })
})
