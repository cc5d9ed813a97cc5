import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from './setup/engines.ts'
import {
  bytesOf,
  encryptedPdf,
  FLAGS,
  INFLATED_SIZE,
  liesAbout,
  pdfBomb,
  pdfOf,
  scannedPdf,
  zipOf,
} from './setup/files.ts'
import { engine as oneEngine } from './setup/moments.ts'
import { createWorld, type World } from './setup/world.ts'

/** Pages, papers and folders that a team has already, as articles. */

interface Imported {
  imported: number
  updated: number
  skipped: { line: number; reason: string; file?: string }[]
  first?: { title: string; excerpt: string; url: string | null; isUpdate: boolean }[]
}

const TYPES = {
  html: 'text/html',
  markdown: 'text/markdown',
  pdf: 'application/pdf',
  zip: 'application/zip',
  ndjson: 'application/x-ndjson',
  nothing: 'application/octet-stream',
}

async function send(world: World, type: string, bytes: Uint8Array, query: Record<string, string> = {}) {
  const answer = await fetch(`${world.baton.url}/api/v1/knowledge/import?${new URLSearchParams(query)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.apiKey}`, 'content-type': type },
    body: Uint8Array.from(bytes),
  })
  const text = await answer.text()
  return { status: answer.status, json: JSON.parse(text) }
}

async function imported(world: World, type: string, bytes: Uint8Array, query = {}): Promise<Imported> {
  const { status, json } = await send(world, type, bytes, query)
  expect(status, JSON.stringify(json)).toBe(200)
  return json
}

interface Listed {
  title: string
  body: string
  url: string | null
  externalId: string | null
  visibility: string
  state: string
  phrasings: string[]
}

async function articles(world: World): Promise<Listed[]> {
  const path = '/api/v1/knowledge/articles?limit=200'
  const { items } = await world.api<{ items: Listed[] }>('GET', path)
  return items.sort((one, other) => one.title.localeCompare(other.title))
}

const PAPER: [number, string][][] = [
  [
    [24, 'Warranty'],
    [12, 'Every tent is guaranteed for two years, and we re-'],
    [12, 'pair it within a week.'],
    [16, 'What is left out'],
    [12, 'Moths.'],
  ],
]

describe.each(engines)('documents, on %s', (engine) => {
  test('of each kind become an article, which the same file changes the next time, and which is answered from', async () => {
    await using world = await createWorld({ engine, articles: [] })
    const page =
      '<title>Gift cards | Acme</title><link rel=canonical href="https://acme.test/gifts"><h1>Gift cards</h1><p>Good for <b>three</b> years.'
    const text =
      '---\ntitle: Night hours\nphrasings: [open at night]\ndraft: true\nvisibility: internal\n---\nFrom ten.\n'
    for (const [type, name, bytes] of [
      [TYPES.html, 'gifts.html', bytesOf(page)],
      [TYPES.markdown, 'shop/night.md', bytesOf(text)],
      [TYPES.pdf, 'warranty.pdf', pdfOf(PAPER)],
    ] as const) {
      const { first, ...would } = await imported(world, type, bytes, { name, dryRun: 'true' })
      expect(first).toMatchObject([{ isUpdate: false }])
      expect(await imported(world, type, bytes, { name })).toEqual(would)
      expect(would).toEqual({ imported: 1, updated: 0, skipped: [] })
      // by its name, where nobody says what it is
      expect(await imported(world, TYPES.nothing, bytes, { name })).toMatchObject({ imported: 0, updated: 1 })
    }
    expect(await articles(world)).toMatchObject([
      {
        title: 'Gift cards',
        body: 'Good for **three** years.',
        url: 'https://acme.test/gifts',
        externalId: 'gifts.html',
      },
      {
        title: 'Night hours',
        body: 'From ten.',
        phrasings: ['open at night'],
        state: 'draft',
        visibility: 'internal',
      },
      {
        title: 'Warranty',
        body: 'Every tent is guaranteed for two years, and we repair it within a week.\n\n## What is left out\n\nMoths.',
        externalId: 'warranty.pdf',
      },
    ])
    const asked = { messages: [{ author: 'customer', text: 'How long is a tent guaranteed?' }] }
    expect(await world.api('POST', '/api/v1/ask', asked)).toMatchObject({
      decision: 'reply',
      citations: [{ externalId: 'warranty.pdf' }],
    })
  })

  test('a folder in a zip comes in file by file: what can be read, and of the rest the reason', async () => {
    await using world = await createWorld({ engine, articles: [] })
    const zip = zipOf({
      'help/hours.md': '# When are you open?\n\nFrom nine. See [cards](cards.html).',
      'help/cards.html': '<h1>Gift cards</h1><p>Three years.',
      'help/paper.pdf': pdfOf(PAPER),
      'help/rows.csv': 'id,title,body\n1,Row one,Text\n2,,No title\n',
      'help/rows.ndjson': '{"title":"Row two","body":"Text"}\nno json\n',
      'help/empty.md': '---\ntitle: Nothing\n---\n',
      'help/broken.md': '---\ntitle: a: b: c\n---\nText',
      'help/logo.png': '\u0089PNG',
      'help/more.zip': zipOf({ 'a.md': 'x' }),
      'help/.DS_Store': 'x',
      '__MACOSX/help/._hours.md': 'x',
    })
    const { first, ...would } = await imported(world, TYPES.zip, zip, { dryRun: 'true' })
    expect(would).toMatchObject({ imported: 5, updated: 0 })
    expect(first).toHaveLength(5)
    expect(await articles(world)).toEqual([])
    expect(would.skipped.map(({ file, line }) => `${file} ${line}`).sort()).toEqual([
      'help/broken.md 0',
      'help/empty.md 0',
      'help/logo.png 0',
      'help/more.zip 0',
      'help/rows.csv 3',
      'help/rows.ndjson 2',
    ])
    for (const { reason } of would.skipped) expect(reason).toMatch(/[a-z].*\.$/)
    expect(await imported(world, TYPES.nothing, zip)).toEqual(would)
    expect((await articles(world)).map(({ title, externalId }) => [title, externalId])).toEqual([
      ['Gift cards', 'help/cards.html'],
      ['Row one', '1'],
      ['Row two', null],
      ['Warranty', 'help/paper.pdf'],
      ['When are you open?', 'help/hours.md'],
    ])
    // rows without an id are new each time
    expect(await imported(world, TYPES.zip, zip)).toMatchObject({ imported: 1, updated: 4 })
  })
})

describe('hostile documents', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld({ engine: oneEngine, articles: [] })
  })
  afterAll(() => world[Symbol.asyncDispose]())

  const refused = async (type: string, bytes: Uint8Array, query: Record<string, string> = {}) => {
    const { status, json } = await send(world, type, bytes, query)
    expect(await articles(world)).toEqual([])
    return [status, json.error.message]
  }

  test.each([
    ['a picture that is called a PDF', TYPES.pdf, bytesOf('\u0089PNG\r\n\u001a\n\0\0'), 'This is no PDF'],
    ['a zip that is called Markdown', TYPES.markdown, zipOf({ 'a.md': 'x' }), 'This is no Markdown'],
    ['a PDF that is called HTML', TYPES.html, pdfOf(PAPER), 'This is no HTML'],
    ['a program that is called NDJSON', TYPES.ndjson, bytesOf('MZ\0\0\0'), 'This is no NDJSON'],
    ['text that is called a zip', TYPES.zip, bytesOf('PKtext'), 'This is no zip'],
    ['nothing', TYPES.pdf, bytesOf(''), 'The body is empty.'],
    ['a zip that breaks off', TYPES.zip, zipOf({ 'a.md': 'x' }).slice(0, 40), 'It is broken, or no zip.'],
    ['a PDF of garbage', TYPES.pdf, bytesOf(`%PDF-1.7\n${'\u0001\u00ff<<['.repeat(50_000)}`), 'It is broken'],
    ['a PDF with a password', TYPES.pdf, encryptedPdf(), 'It is protected by a password.'],
    ['a PDF of pictures', TYPES.pdf, scannedPdf(), 'Run text recognition'],
    ['a PDF of too many pages', TYPES.pdf, pdfOf(Array(501).fill([])), 'It has more than 500 pages.'],
    ['HTML without text', TYPES.html, bytesOf('<script>alert(1)</script>'), 'There is no text in it.'],
  ])('%s is refused, with the reason', async (_what, type, bytes, reason) => {
    expect(await refused(type, bytes)).toEqual([400, expect.stringContaining(reason)])
    expect(await refused(type, bytes, { dryRun: 'true' })).toEqual([400, expect.stringContaining(reason)])
  })

  test('what nobody can say what it is is refused', async () => {
    const picture = bytesOf('\u0089PNG')
    expect((await refused('image/png', picture, { name: 'a.md' }))[0]).toBe(415)
    expect((await refused(TYPES.nothing, picture, { name: 'a.png' }))[0]).toBe(415)
    expect((await refused(TYPES.markdown, bytesOf('x'), { name: 'n'.repeat(501) }))[0]).toBe(422)
  })

  test('a byte too much is refused, whatever it is', async () => {
    const bytes = new Uint8Array(20 * 1024 * 1024 + 1)
    for (const type of [TYPES.zip, TYPES.pdf, TYPES.html, TYPES.markdown])
      expect((await refused(type, bytes))[0]).toBe(413)
  })

  const skippedOf = async (zip: Uint8Array) => {
    const { imported: came, skipped } = await imported(world, TYPES.zip, zip, { dryRun: 'true' })
    return [came, skipped.map(({ reason }) => reason)]
  }

  test('a name that leads out of the zip leaves out that file, and nothing is written anywhere', async () => {
    const names = [
      '../evil.md',
      '/etc/evil.md',
      'C:\\evil.md',
      'a\\..\\..\\evil.md',
      'a/../../evil.md',
      'a\0.md',
    ]
    const files = Object.fromEntries(names.map((name) => [name, 'Evil.']))
    expect(await skippedOf(zipOf({ ...files, 'good.md': 'Good.' }))).toEqual([
      1,
      names.map(() => 'Its name leads out of the zip.'),
    ])
  })

  test('a link in a zip is not followed', async () => {
    const link = [bytesOf('/etc/passwd'), { os: 3, attrs: (0o120777 << 16) >>> 0 }] as [Uint8Array, object]
    expect(await skippedOf(zipOf({ 'passwords.md': link }))).toEqual([0, ['It is a link, and no file.']])
  })

  test('a file with a password in a zip is left out', async () => {
    const zip = liesAbout(zipOf({ 'a.md': 'x' }), FLAGS, 1)
    expect(await skippedOf(zip)).toEqual([0, [expect.stringContaining('protected by a password')]])
  })

  test('a file that unpacks to more than it says is left out', async () => {
    const zip = liesAbout(zipOf({ 'a.md': 'word '.repeat(5_000) }), INFLATED_SIZE, 10)
    expect(await skippedOf(zip)).toEqual([0, ['It is broken and cannot be unpacked.']])
  })

  /** As text that packs to a hundredth at most. */
  const loose = (bytes: number) =>
    Array.from({ length: bytes / 16 }, (_, n) => `${(n * 2_654_435_761).toString(36).padEnd(15, 'x')} `).join(
      '',
    )

  test('a zip bomb is unpacked no further than to where it shows', async () => {
    const tight = bytesOf('a'.repeat(50 * 1024 * 1024))
    expect(await skippedOf(zipOf({ 'flat.md': tight, 'good.md': 'Good.' }))).toEqual([
      1,
      ['It unpacks to far more than any text does.'],
    ])
    expect(await skippedOf(zipOf({ 'large.md': loose(11 * 1024 * 1024) }))).toEqual([
      0,
      ['It is too large: at most 10 MB are read of one file.'],
    ])
    const nested = zipOf({ 'deep.zip': zipOf({ 'deeper.zip': zipOf({ 'flat.md': tight }) }) })
    expect(await skippedOf(nested)).toEqual([0, ['It is packed once more. Unpack it first.']])
  })

  test('a zip that unpacks to more than all of its files may have is refused as a whole', async () => {
    const file = bytesOf('ab'.repeat(512 * 1024 + 1))
    const zip = zipOf(Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`${n}.md`, file])))
    expect(await refused(TYPES.zip, zip)).toEqual([400, expect.stringContaining('more than 100 MB')])
    const many = zipOf(Object.fromEntries(Array.from({ length: 2_001 }, (_, n) => [`${n}.md`, 'x'])))
    expect(await refused(TYPES.zip, many)).toEqual([400, expect.stringContaining('more than 2,000 files')])
  })

  test.each([
    ['an alias, which may unpack to a billion', 'a: &a [x, x]\nb: [*a, *a]\ntitle: Good'],
    ['a hundred thousand brackets', `title: ${'['.repeat(30_000)}`],
    ['a mapping as a title', 'title: {a: b}'],
  ])('front matter with %s is refused', async (_what, front) => {
    const { json } = await send(world, TYPES.markdown, bytesOf(`---\n${front}\n---\nText.`), {
      dryRun: 'true',
    })
    expect(json.error?.message ?? json.skipped?.[0]?.reason).toMatch(/\.$/)
    expect(json.imported ?? 0).toBe(0)
  })

  test('front matter pollutes nothing and makes nothing but text', async () => {
    const front =
      '__proto__: {polluted: 1, draft: true}\nconstructor: {prototype: {polluted: 1}}\ntitle: !!js/function "a()"'
    const text = bytesOf(`---\n${front}\n---\nText.`)
    const { first } = await imported(world, TYPES.markdown, text, { dryRun: 'true' })
    expect(first).toMatchObject([{ title: 'a()' }])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('while a PDF and a page unpack to more than there is, others are served, and both are refused', async () => {
    const isDone = { pdf: false, page: false }
    const pdf = refused(TYPES.pdf, await pdfBomb(600)).finally(() => {
      isDone.pdf = true
    })
    const page = refused(TYPES.html, bytesOf('<div>'.repeat(100_000))).finally(() => {
      isDone.page = true
    })
    // asked after both, and answered before either
    expect(await world.api('GET', '/api/v1/me')).toBeTruthy()
    expect(await articles(world)).toEqual([])
    expect(isDone).toEqual({ pdf: false, page: false })
    expect(await pdf).toEqual([400, expect.stringMatching(/^It takes too (much memory|long) to read/)])
    expect(await page).toEqual([400, expect.stringMatching(/^It (takes|is nested) too/)])
  })
})
