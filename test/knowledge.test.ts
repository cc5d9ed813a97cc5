import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openKnowledge } from '../src/knowledge/search.ts'
import { inOrganization } from '../src/store/database.ts'
import { createHttpWorld, type HttpWorld } from './http-world.ts'

let world: HttpWorld
let cookie: string
let organizationId: string

beforeAll(async () => {
  world = await createHttpWorld({ BATON_MODEL_HOSTS: '127.0.0.1:9' })
  const claimed = await world.claim()
  cookie = claimed.cookie
  organizationId = claimed.organizationId
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  expect((await api('DELETE', '/articles?all=true')).status).toBe(204)
})

const api = (method: string, path: string, body?: unknown) =>
  world.ask(method, `/api/v1/knowledge${path}`, { cookie, body })
const imported = (raw: string, type = 'application/x-ndjson') =>
  world.ask('POST', '/api/v1/knowledge/import', { cookie, raw, headers: { 'content-type': type } })
const found = async (query: string): Promise<string[]> =>
  (await api('POST', '/search', { query })).json.items.map((item: { title: string }) => item.title)
const asked = (...messages: { author: string; text: string }[]) =>
  world.ask('POST', '/api/v1/ask', { cookie, body: { messages } })

/** What the index holds, as whoever owns the database sees it. */
async function index() {
  const tables = ['articles', 'passages', 'passage_terms', 'term_counts'] as const
  const counts: Record<string, number> = {}
  for (const table of tables) {
    const row = await world.app.database
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    counts[table] = Number(row.n)
  }
  const totals = await world.app.database.selectFrom('knowledge_totals').selectAll().execute()
  return { ...counts, totals: totals.map(({ organization_id: _, version: _changes, ...rest }) => rest) }
}

const returns = { title: 'How do I return an item?', body: 'Send it back within 30 days.' }

describe('articles', () => {
  test('an article is found as soon as it is saved, as it was last saved, and no longer than it exists', async () => {
    const empty = await index()
    const made = await api('POST', '/articles', { ...returns, phrasings: ['send back'] })
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({
      ...returns,
      externalId: null,
      url: null,
      visibility: 'public',
      state: 'published',
      language: 'en',
    })
    expect(await found('return an item')).toEqual([returns.title])

    const path = `/articles/${made.json.id}`
    const changed = await api('PATCH', path, { title: 'Warranty', body: 'Two years.', phrasings: [] })
    expect(changed.json).toMatchObject({ title: 'Warranty', phrasings: [], createdAt: made.json.createdAt })
    expect(await found('return an item')).toEqual([])
    expect(await found('warranty')).toEqual(['Warranty'])
    expect((await api('GET', path)).json).toEqual(changed.json)

    expect((await api('DELETE', path)).status).toBe(204)
    expect(await found('warranty')).toEqual([])
    expect((await api('GET', path)).status).toBe(404)
    expect(await index()).toEqual(empty)
  })

  test('a draft is kept but not found, until it is published', async () => {
    const { json } = await api('POST', '/articles', { ...returns, state: 'draft' })
    expect(await found('return an item')).toEqual([])
    await api('PATCH', `/articles/${json.id}`, { state: 'published' })
    expect(await found('return an item')).toEqual([returns.title])
    await api('PATCH', `/articles/${json.id}`, { state: 'draft' })
    expect(await found('return an item')).toEqual([])
  })

  test('the list goes page by page, newest first, and says when it ends', async () => {
    await imported(
      Array.from({ length: 7 }, (_, n) => JSON.stringify({ id: n, title: `Article ${n}`, body: 'x' })).join(
        '\n',
      ),
    )
    const titles: string[] = []
    let next: string | null = null
    do {
      const page = await api('GET', `/articles?limit=3${next === null ? '' : `&cursor=${next}`}`)
      titles.push(...page.json.items.map((item: { title: string }) => item.title))
      next = page.json.next
    } while (next !== null)
    expect(titles.sort()).toEqual(Array.from({ length: 7 }, (_, n) => `Article ${n}`))
  })

  test.each([
    [{ title: '', body: 'x' }, 422, 'title'],
    [{ title: 'x' }, 422, 'body'],
    [{ title: 'x', body: 'x', phrasings: 'x' }, 422, 'phrasings'],
    [{ title: 'x', body: 'x', phrasings: ['', 'x'] }, 422, 'phrasings.0'],
    [{ title: 'x', body: 'x', url: 'javascript:alert(1)' }, 422, 'url'],
    [{ title: 'x', body: 'x', state: 'gone' }, 422, 'state'],
    [{ title: 'x', body: 'x', color: 'red' }, 422, 'color'],
    [[], 422, undefined],
  ])('%j is refused at its field, and nothing is changed', async (body, status, field) => {
    const before = await index()
    const refused = await api('POST', '/articles', body)
    expect([refused.status, refused.json.error.field]).toEqual([status, field])
    expect(refused.json.error.message).toMatch(/[a-z].*\.$/)
    expect(await index()).toEqual(before)
  })

  test('an id that does not exist, or cannot, is 404; deleting everything wants to be meant', async () => {
    for (const id of ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', 'nonsense', '%00']) {
      expect((await api('GET', `/articles/${id}`)).status).toBe(404)
      expect((await api('PATCH', `/articles/${id}`, { title: 'x' })).status).toBe(404)
      expect((await api('DELETE', `/articles/${id}`)).status).toBe(404)
    }
    expect((await api('DELETE', '/articles')).status).toBe(422)
  })
})

describe('import', () => {
  test('takes the good lines, names the bad ones, and updates what it knows', async () => {
    const first = await imported(
      '{"id":"a","title":"Alpha","body":"one"}\nbroken\n{"id":"b","question":"Beta?","answer":"two"}',
    )
    expect([first.status, first.json]).toEqual([
      200,
      { imported: 2, updated: 0, skipped: [{ line: 2, reason: 'This line is not JSON.' }] },
    ])

    const second = await imported(
      '[{"id":"a","title":"Gamma","body":"three"},{"title":"No id","body":"four"}]',
      'application/json',
    )
    expect(second.json).toEqual({ imported: 1, updated: 1, skipped: [] })
    expect(await found('Alpha')).toEqual([])
    expect(await found('Gamma')).toEqual(['Gamma'])
    expect((await api('POST', '/search', { query: 'Beta' })).json.items).toMatchObject([
      { externalId: 'b', title: 'Beta?', text: 'two' },
    ])
  })

  test('of two lines with one id the last stays', async () => {
    const answer = await imported('id,title,body\n1,Old,x\n1,New,y\n', 'text/csv; charset=utf-8')
    expect(answer.json).toEqual({ imported: 1, updated: 1, skipped: [] })
    expect((await api('GET', '/articles')).json.items).toMatchObject([{ title: 'New', externalId: '1' }])
  })

  test('importing the same file again changes nothing that is found', async () => {
    const file = Array.from({ length: 250 }, (_, n) =>
      JSON.stringify({ id: n, title: `Topic ${n}`, body: `Text about number${n}.` }),
    ).join('\n')
    await imported(file)
    const before = await index()
    expect((await imported(file)).json).toEqual({ imported: 0, updated: 250, skipped: [] })
    expect(await index()).toEqual(before)
  })

  test.each([
    ['{"a":', 'application/json', 200],
    ['[{"a":', 'application/json', 400],
    ['hello', 'text/plain', 415],
    ['', 'text/csv', 400],
    ['', 'application/x-ndjson', 400],
  ])('%j as %s is %d', async (raw, type, status) => {
    const answer = await imported(raw, type)
    expect(answer.status).toBe(status)
    if (status !== 200) expect(answer.json.error.message).not.toBe('')
  })

  test('hostile content is kept as data', async () => {
    const hostile = [
      { title: "'); drop table articles; --", body: '<script>alert(1)</script>' },
      { title: 'A\u0000B', body: '\ud800 half' },
      { title: 'x'.repeat(501), body: 'too long a title' },
      { title: '__proto__', body: 'x', phrasings: ['constructor', 'toString'] },
      { title: 'One word', body: 'y'.repeat(100_000) },
    ]
    const answer = await imported(JSON.stringify(hostile), 'application/json')
    expect(answer.json).toMatchObject({ imported: 4, skipped: [{ line: 3 }] })
    expect(await found("'); drop table articles; --")).toEqual([hostile[0]?.title])
    expect(await found('constructor')).toEqual(['__proto__'])
    expect(await found('\u0000 AB')).toEqual(['AB'])
  })
})

describe('search', () => {
  beforeEach(async () => {
    const articles = [
      { id: 'order', title: 'Where is my order?', body: 'Open My orders and choose Track parcel.' },
      { id: 'cancel', title: 'Can I cancel my order?', body: 'Yes, while it is being prepared.' },
      {
        id: 'pay',
        title: 'Zahlungsarten',
        body: 'Wir nehmen Kreditkarten und PayPal. Rücksendungen sind kostenlos.',
      },
      { id: 'ja', title: '返品について', body: '商品到着後30日以内であれば返品できます。' },
    ]
    await imported(JSON.stringify(articles), 'application/json')
  })

  test.each([
    ['where is my order', 'Where is my order?'],
    ['cancel my order', 'Can I cancel my order?'],
    ['trakc my parcle', 'Where is my order?'],
    ['Kreditkarte', 'Zahlungsarten'],
    ['rucksendung kosten', 'Zahlungsarten'],
    ['返品したい', '返品について'],
  ])('"%s" finds "%s" first', async (query, title) => {
    expect((await found(query))[0]).toBe(title)
  })

  test('each article comes once, best first, at most as many as asked', async () => {
    const long = Array.from({ length: 20 }, (_, n) => `## Part ${n}\n\nThe order number ${n}.`).join('\n\n')
    await api('POST', '/articles', { title: 'Orders at length', body: long })
    const { items } = (await api('POST', '/search', { query: 'order', limit: 2 })).json
    expect(items).toHaveLength(2)
    expect(new Set(items.map((item: { articleId: string }) => item.articleId)).size).toBe(2)
    expect(items[0].score).toBeGreaterThanOrEqual(items[1].score)
  })

  test.each([
    [{ query: '' }, 'query'],
    [{ query: 'x'.repeat(4_001) }, 'query'],
    [{ query: 'x', limit: 51 }, 'limit'],
    [{}, 'query'],
  ])('%j is refused', async (body, field) => {
    const refused = await api('POST', '/search', body)
    expect([refused.status, refused.json.error.field]).toEqual([422, field])
  })

  test('a query of stop words, of marks or of 4,000 characters is answered', async () => {
    for (const query of ['who are you', '???', '%_\\', 'order '.repeat(666)]) {
      expect((await api('POST', '/search', { query })).status).toBe(200)
    }
  })
})

describe('two organizations', () => {
  test('neither finds, reads nor changes what is the other’s, and their words weigh nothing there', async () => {
    const { json: own } = await api('POST', '/articles', { title: 'Secret of Acme', body: 'The vault code.' })
    const scoreBefore = (await api('POST', '/search', { query: 'secret vault' })).json.items[0].score
    const made = await world.ask('POST', '/api/v1/organizations', { cookie, body: { name: 'Rival' } })
    const rivalId: string = made.json.id
    const { database } = world.app

    const foreign = { organization_id: organizationId, term: 'w:planted', passages: 1 }
    const plant = inOrganization(database, rivalId, (tx) =>
      tx.insertInto('term_counts').values(foreign).execute(),
    )
    await expect(plant).rejects.toThrow(/row-level security/)
    expect(await openKnowledge(database).search(rivalId, 'secret vault')).toEqual([])
    for (const table of [
      'articles',
      'passages',
      'passage_terms',
      'term_counts',
      'knowledge_totals',
    ] as const) {
      const seen = await inOrganization(database, rivalId, (tx) => tx.selectFrom(table).selectAll().execute())
      expect(seen).toEqual([])
    }

    await world.ask('POST', '/api/v1/me/organization', { cookie, body: { id: rivalId } })
    expect((await api('GET', `/articles/${own.id}`)).status).toBe(404)
    expect((await api('DELETE', `/articles/${own.id}`)).status).toBe(404)
    await imported('{"id":"a","title":"Secret vault","body":"secret vault secret vault"}')
    expect(await found('secret vault')).toEqual(['Secret vault'])
    await world.ask('POST', '/api/v1/me/organization', { cookie, body: { id: organizationId } })

    const { items } = (await api('POST', '/search', { query: 'secret vault' })).json
    expect(items.map((item: { title: string; score: number }) => [item.title, item.score])).toEqual([
      ['Secret of Acme', scoreBefore],
    ])
  })
})

describe('asking', () => {
  test('answers from the knowledge, or says why it hands over', async () => {
    await api('POST', '/articles', { ...returns, url: 'https://acme.test/help/returns' })
    const good = await asked({ author: 'customer', text: 'How do I return an item?' })
    expect(good.status).toBe(200)
    expect(good.json).toMatchObject({
      decision: 'reply',
      text: 'Send it back within 30 days.\n\nhttps://acme.test/help/returns',
      citations: [
        {
          title: returns.title,
          url: 'https://acme.test/help/returns',
          quote: 'Send it back within 30 days.',
        },
      ],
      language: 'en',
      model: 'builtin',
    })
    expect(good.json.confidence).toBeGreaterThan(0.5)
    expect(good.json.reason).toBeUndefined()

    const unknown = await asked({ author: 'customer', text: 'Which colour is the moon?' })
    expect(unknown.json).toMatchObject({ decision: 'hand_off', reason: 'not_in_knowledge' })
    expect(unknown.json.text).not.toBe('')
  })

  test('a model that cannot be reached is a handoff, not an error', async () => {
    const model = { provider: 'openai-compatible', name: 'm', baseUrl: 'http://127.0.0.1:9/v1' }
    expect((await world.ask('PATCH', '/api/v1/settings', { cookie, body: { model } })).status).toBe(200)
    const answer = await asked({ author: 'customer', text: 'Où est ma commande ?' })
    expect(answer.json).toMatchObject({ decision: 'hand_off', reason: 'failure', language: 'fr' })
    await world.ask('PATCH', '/api/v1/settings', {
      cookie,
      body: { model: { provider: 'builtin', name: '', baseUrl: null } },
    })
  })

  test.each([
    [{ messages: [] }, 'messages'],
    [{ messages: [{ author: 'ai', text: 'Hello' }] }, 'messages'],
    [{ messages: [{ author: 'customer', text: '  ' }] }, 'messages'],
    [{ messages: [{ author: 'robot', text: 'x' }] }, 'messages.0.author'],
    [{ messages: [{ author: 'customer' }] }, 'messages.0.text'],
    [{}, 'messages'],
  ])('%j is refused', async (body, field) => {
    const refused = await world.ask('POST', '/api/v1/ask', { cookie, body })
    expect([refused.status, refused.json.error.field]).toEqual([422, field])
  })
})
