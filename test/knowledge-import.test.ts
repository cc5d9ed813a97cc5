import { describe, expect, test } from 'vitest'
import { engines } from './setup/engines.ts'
import { createWorld, type World } from './setup/world.ts'

/** What somebody sees before an import, while it runs, and after it; and the list and the test box beside it. */

interface Imported {
  imported: number
  updated: number
  skipped: { line: number; reason: string }[]
  first?: { title: string; excerpt: string; phrasings: number; isUpdate: boolean }[]
}

const NDJSON = 'application/x-ndjson'
const CSV = 'text/csv'
const JSON_LIST = 'application/json'

async function post(world: World, query: string, type: string, body: string, accept = '*/*') {
  const answer = await fetch(`${world.baton.url}/api/v1/knowledge/import${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.apiKey}`, 'content-type': type, accept },
    body,
  })
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}

const imported = async (world: World, type: string, body: string, query = ''): Promise<Imported> => {
  const { status, text } = await post(world, query, type, body)
  expect(status, text).toBe(200)
  return JSON.parse(text)
}
const dryRun = (world: World, type: string, body: string) => imported(world, type, body, '?dryRun=true')

interface Listed {
  items: { id: string; title: string; body: string; phrasings: string[]; updatedAt: string }[]
  next: string | null
}
const listed = (world: World, query = '') =>
  world.api<Listed>('GET', `/api/v1/knowledge/articles?limit=200${query}`)
const titles = async (world: World, query = '') =>
  (await listed(world, query)).items.map(({ title }) => title).sort()

const lines = (rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n')

/** Half of it is good. */
const HALF_BROKEN = [
  '{"id":"a","title":"Alpha","body":"one","phrasings":["first","the very first"]}',
  'not json',
  '{"title":"No body"}',
  '{"title":["a","list"],"body":"x"}',
  `{"title":"Far too long a body","body":"${'y'.repeat(500_001)}"}`,
  '{"title":"A link that runs","body":"x","url":"javascript:alert(1)"}',
  '{"title":"NUL\\u0000 in it","body":"half a \\ud800 pair"}',
  `{"title":"Deep","body":${'['.repeat(50_000)}1${']'.repeat(50_000)}}`,
  '{"title":"=HYPERLINK(\\"http://evil.test\\")","body":"+cmd|\' /C calc\'!A0"}',
  '{"__proto__":{"title":"Polluting"},"body":"x"}',
  '{"question":"Beta?","answer":"two"}',
].join('\n')

describe.each(engines)('an import, on %s', (engine) => {
  test('says what it would do, saves none of it, and then does exactly that', async () => {
    await using world = await createWorld({ engine, articles: [] })
    await imported(world, NDJSON, lines([{ id: 'a', title: 'Old alpha', body: 'zero' }]))
    const before = await listed(world)
    const audited = await world.api('GET', '/api/v1/audit?limit=200')

    const { first, ...would } = await dryRun(world, NDJSON, HALF_BROKEN)
    expect(would).toMatchObject({ imported: 3, updated: 1 })
    expect(would.skipped.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 8, 10])
    for (const { reason } of would.skipped) expect(reason).toMatch(/[a-z].*\.$/)
    expect(first?.map(({ title, isUpdate, phrasings }) => [title, isUpdate, phrasings])).toEqual([
      ['Alpha', true, 2],
      ['NUL in it', false, 0],
      ['=HYPERLINK("http://evil.test")', false, 0],
      ['Beta?', false, 0],
    ])
    expect(await listed(world)).toEqual(before)
    expect(await world.api('GET', '/api/v1/audit?limit=200')).toEqual(audited)

    expect(await imported(world, NDJSON, HALF_BROKEN)).toEqual(would)
    // formulas are words here like any others
    expect(await titles(world)).toEqual(['=HYPERLINK("http://evil.test")', 'Alpha', 'Beta?', 'NUL in it'])
    const again = await dryRun(world, NDJSON, HALF_BROKEN)
    expect(again).toMatchObject({ imported: 3, updated: 1 })
  })

  test('of one id twice in a file counts as the import counts it', async () => {
    await using world = await createWorld({ engine, articles: [] })
    const csv = 'id,title,body\n1,Old,x\n1,New,y\n2,Other,z\n'
    const { first, ...would } = await dryRun(world, CSV, csv)
    expect(first?.map(({ title }) => title)).toEqual(['New', 'Other'])
    expect(await imported(world, CSV, csv)).toEqual(would)
    expect(would).toEqual({ imported: 2, updated: 1, skipped: [] })
  })

  test.each([
    ['a list that breaks off', JSON_LIST, '[{"title":"a"', 400],
    ['no list', JSON_LIST, '"text"', 400],
    ['a CSV without its columns', CSV, 'name;price\nx;1\n', 400],
    ['nothing', NDJSON, '', 400],
    ['a picture', 'image/png', '\u0089PNG', 415],
    ['a million brackets', JSON_LIST, '['.repeat(1_000_000), 400],
  ])('of %s is refused before and after alike', async (_what, type, body, status) => {
    await using world = await createWorld({ engine, articles: [] })
    const before = await post(world, '?dryRun=true', type, body)
    expect(before.status).toBe(status)
    expect(await post(world, '', type, body)).toEqual(before)
    expect((await post(world, '', type, body, NDJSON)).status).toBe(status)
    expect((await post(world, '?dryRun=perhaps', NDJSON, '{"title":"a","body":"b"}')).status).toBe(422)
    expect(await titles(world)).toEqual([])
  })

  test('tells how far it is, line by line, to whoever asks for lines', async () => {
    await using world = await createWorld({ engine, articles: [] })
    const rows = Array.from({ length: 250 }, (_, n) => ({ id: n, title: `Topic ${n}`, body: `Text ${n}.` }))
    const { status, type, text } = await post(world, '', NDJSON, `${lines(rows)}\noops`, NDJSON)
    expect([status, type]).toEqual([200, NDJSON])
    const told = text.trim().split('\n')
    expect(told.map((line) => JSON.parse(line))).toEqual([
      { done: 100, of: 250 },
      { done: 200, of: 250 },
      { done: 250, of: 250 },
      { imported: 250, updated: 0, skipped: [{ line: 251, reason: 'This line is not JSON.' }] },
    ])
    expect(await titles(world)).toHaveLength(200)
  })
})

describe.each(engines)('the list of articles, on %s', (engine) => {
  test('is narrowed by words wherever they stand, by state and by who may see it', async () => {
    await using world = await createWorld({ engine, articles: [] })
    const add = (fields: object) => world.api('POST', '/api/v1/knowledge/articles', fields)
    await add({ title: 'Delivery', body: 'Three to five days.', phrasings: ['where is my parcel'] })
    await add({ title: 'Delivery abroad', body: 'A week.', state: 'draft', visibility: 'internal' })
    await add({ title: '100% off', body: 'A_B \\ test', url: 'https://acme.test/sale' })
    expect(await titles(world, '&q=delivery')).toEqual(['Delivery', 'Delivery abroad'])
    expect(await titles(world, '&q=WEEK%20delivery')).toEqual(['Delivery abroad'])
    expect(await titles(world, '&q=parcel')).toEqual(['Delivery'])
    expect(await titles(world, '&q=acme.test/sale')).toEqual(['100% off'])
    for (const q of ['100%', 'A_B', '\\'])
      expect(await titles(world, `&q=${encodeURIComponent(q)}`), q).toEqual(['100% off'])
    expect(await titles(world, '&q=0%25%25%20o')).toEqual([])
    expect(await titles(world, '&state=draft')).toEqual(['Delivery abroad'])
    expect(await titles(world, '&visibility=public&q=delivery')).toEqual(['Delivery'])
    expect(await titles(world, '&q=%20%20&state=&visibility=')).toHaveLength(3)
    await world.api('GET', '/api/v1/knowledge/articles?visibility=secret', undefined, 422)
  })

  test('is brief where that is asked for', async () => {
    await using world = await createWorld({ engine, articles: [] })
    const long = { title: 'Long', body: 'word '.repeat(1_000).trim(), phrasings: ['a way to ask'] }
    await world.api('POST', '/api/v1/knowledge/articles', long)
    const [brief] = (await listed(world, '&brief=true')).items
    expect(brief).toMatchObject({ title: 'Long', body: long.body.slice(0, 240), phrasings: [] })
    expect((await listed(world)).items).toMatchObject([long])
  })

  test('a change that rests on an older reading is refused, and changes nothing', async () => {
    await using world = await createWorld({ engine, articles: [] })
    const path = '/api/v1/knowledge/articles'
    const made = await world.api<Listed['items'][number]>('POST', path, {
      title: 'Hours',
      body: 'Nine to five.',
    })
    const of = `${path}/${made.id}`
    world.clock.skip(1_000)
    const ifUpdatedAt = made.updatedAt
    const changed = await world.api<typeof made>('PATCH', of, { body: 'Ten to five.', ifUpdatedAt })
    expect(changed.updatedAt).not.toBe(ifUpdatedAt)
    const late = { body: 'Nine to six.', ifUpdatedAt }
    const refused = await world.api<{ error: { code: string } }>('PATCH', of, late, 409)
    expect(refused.error.code).toBe('changed_meanwhile')
    expect(await world.api('GET', of)).toEqual(changed)
    await world.api('PATCH', of, { body: 'Nine to six.' })
    expect(await world.api('GET', of)).toMatchObject({ body: 'Nine to six.' })
    await world.api('PATCH', of, { body: 'x', ifUpdatedAt: 'yesterday' }, 422)
  })
})

describe.each(engines)('what would be found, on %s', (engine) => {
  test('is what an answer rests on, in its order, with what speaks for it', async () => {
    await using world = await createWorld({ engine })
    const query = 'How long does express delivery take?'
    const found = await world.api<{
      language: string
      confidence: number
      items: { articleId: string; title: string; score: number; fit: number; phrasings: number }[]
    }>('POST', '/api/v1/knowledge/search', { query })
    const answer = await world.api<{
      confidence: number
      passages: { articleId: string; score: number }[]
    }>('POST', '/api/v1/ask', { messages: [{ author: 'customer', text: query }] })
    expect(found.language).toBe('en')
    expect(found.confidence).toBe(answer.confidence)
    const scores = (all: { articleId: string; score: number }[]) =>
      all.map(({ articleId, score }) => [articleId, score])
    expect(scores(found.items)).toEqual(scores(answer.passages))
    expect(found.items[0]).toMatchObject({
      title: 'How long does delivery take?',
      heading: '',
      language: 'en',
      visibility: 'public',
      taught: null,
      phrasings: 0,
    })
    expect(found.items[0]?.fit).toBeGreaterThan(0.4)
  })
})
