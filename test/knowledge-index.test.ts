import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importArticles, removeArticle } from '../src/knowledge/ingest.ts'
import { sampleKnowledge } from '../src/knowledge/sample.ts'
import { openKnowledge } from '../src/knowledge/search.ts'
import { queryTerms } from '../src/knowledge/terms.ts'
import { type Database, inOrganization, type Tx } from '../src/store/database.ts'
import { findPassages } from '../src/store/passages-read.ts'
import { engines, freshDatabase, type TestDatabase } from './setup/engines.ts'

const INDEX = ['articles', 'passages', 'passage_terms', 'term_counts', 'knowledge_totals'] as const

describe.each(engines)('the index on %s', (engine) => {
  let opened: TestDatabase
  let database: Database
  beforeAll(async () => {
    opened = await freshDatabase(engine)
    database = opened.opened.database
  })
  afterAll(() => opened.drop())

  async function organization(): Promise<string> {
    const id = randomUUID()
    await sql`insert into organization (id, name, slug, "createdAt") values (${id}, 'Acme', ${id}, now())`.execute(
      database,
    )
    return id
  }

  async function rowsOf(organizationId: string): Promise<Record<string, number>> {
    return inOrganization(database, organizationId, async (tx) => {
      const counts: Record<string, number> = {}
      for (const table of INDEX) {
        const row = await tx
          .selectFrom(table)
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
        counts[table] = Number(row.n)
      }
      return counts
    })
  }

  test.each([
    ['Where is my order?', 'acme-track-order'],
    ['I forgot my pasword', 'acme-account-password'],
    ['do you ship to norway', 'acme-international-shipping'],
    ['can i pay with paypal', 'acme-payment-methods'],
    ['are you open on sundays', 'acme-support-hours'],
  ])('the sample knowledge answers "%s"', async (query, externalId) => {
    const id = await organization()
    await importArticles(database, id, sampleKnowledge, new Date())
    const [best] = await openKnowledge(database).search(id, query)
    expect(best).toMatchObject({ externalId, visibility: 'public' })
    expect(best?.score).toBeGreaterThan(0)
    expect(best?.score).toBeLessThanOrEqual(1)
  })

  test('is as if what was deleted had never been', async () => {
    const [one, two] = [await organization(), await organization()]
    const [first, ...rest] = sampleKnowledge
    await importArticles(database, one, rest, new Date())
    await importArticles(database, two, sampleKnowledge, new Date())
    const [gone] = await openKnowledge(database).search(two, first?.fields.title ?? '', { limit: 1 })
    expect(await removeArticle(database, two, gone?.articleId ?? '', async () => {})).toBe(true)
    expect(await rowsOf(two)).toEqual(await rowsOf(one))
    const scores = async (id: string) =>
      (await openKnowledge(database).search(id, 'delivery costs abroad')).map(({ externalId, score }) => [
        externalId,
        score,
      ])
    expect(await scores(two)).toEqual(await scores(one))
  })

  test('what is mistyped is read as its own articles say it, and no longer once none of them does', async () => {
    const [own, other] = [await organization(), await organization()]
    const entry = (externalId: string, title: string, body: string) => ({
      externalId,
      fields: {
        title,
        body,
        phrasings: [],
        url: null,
        visibility: 'public' as const,
        state: 'published' as const,
      },
    })
    const [parcel, shop] = [
      entry('parcel', 'Where is my package?', 'Track your package with its number.'),
      entry('shop', 'Opening hours', 'The shop is open from nine to five.'),
    ]
    await importArticles(database, own, [parcel, shop], new Date())
    await importArticles(database, other, [shop], new Date())
    const read = async (id: string) => {
      const knowledge = openKnowledge(database).of(id)
      const found = await knowledge.search('track my pakage', [])
      return { readings: knowledge.readings(), best: found[0]?.externalId }
    }
    const asPackage = { readings: [{ typed: 'pakage', as: 'package' }], best: 'parcel' }
    expect(await read(own)).toEqual(asPackage)
    expect((await read(other)).readings).toEqual([])
    const [{ articleId } = { articleId: '' }] = await openKnowledge(database).search(own, 'package')
    await removeArticle(database, own, articleId, async () => {})
    expect((await read(own)).readings).toEqual([])
    await importArticles(database, own, [parcel], new Date())
    expect(await read(own)).toEqual(asPackage)
    const said = entry('pakage', 'Pakage', 'Pakage is the name of our app.')
    await importArticles(database, own, [said], new Date())
    expect((await read(own)).readings).toEqual([])
  })

  test('changes at the same time all count', async () => {
    const id = await organization()
    const entries = sampleKnowledge.map((entry) => [entry])
    const together = await Promise.all(
      entries.map((batch) => importArticles(database, id, batch, new Date())),
    )
    expect(together.reduce((sum, { imported }) => sum + imported, 0)).toBe(sampleKnowledge.length)
    const alone = await organization()
    await importArticles(database, alone, sampleKnowledge, new Date())
    expect(await rowsOf(id)).toEqual(await rowsOf(alone))
  })

  test('shows an organization nothing of another, nor without one', async () => {
    const [owner, stranger] = [await organization(), await organization()]
    await importArticles(database, owner, sampleKnowledge, new Date())
    expect(await openKnowledge(database).search(stranger, 'Where is my order?')).toEqual([])
    for (const rows of [await rowsOf(stranger), await rowsOf('')])
      expect(Object.values(rows)).toEqual([0, 0, 0, 0, 0])
    const foreign = { organization_id: owner, term: 'w:planted', passages: 1 }
    const plant = inOrganization(database, stranger, (tx) =>
      tx.insertInto('term_counts').values(foreign).execute(),
    )
    await expect(plant).rejects.toThrow(/row-level security/)
  })

  describe('reads', () => {
    let id: string
    beforeAll(async () => {
      // else statistics would come while the test runs, or not
      for (const table of INDEX)
        await sql`alter table ${sql.table(table)} set (autovacuum_enabled = false)`.execute(database)
      id = await organization()
      await importArticles(database, id, sampleKnowledge, new Date())
      for (let i = 0; i < 11; i++)
        await importArticles(database, await organization(), sampleKnowledge, new Date())
    })

    /**
     * How often each table was read from end to end. The database counts what it has not yet reported, which includes earlier
     * transactions of the same connection: only a difference tells.
     */
    async function wholeReads(tx: Tx): Promise<Map<string, number>> {
      const { rows } = await sql<{ name: string; whole: number }>`
        select relname as name, seq_scan::int as whole from pg_stat_xact_user_tables
        where relname = any(${[...INDEX]}::text[])`.execute(tx)
      return new Map(rows.map(({ name, whole }) => [name, whole]))
    }

    /** The tables of the index that a search reads from end to end. */
    async function readWhole(): Promise<string[]> {
      return inOrganization(database, id, async (tx) => {
        const before = await wholeReads(tx)
        const found = await findPassages(tx, id, queryTerms('Where is my order?', ['en']), {
          limit: 5,
          visibility: 'public',
        })
        expect(found[0]?.externalId).toBe('acme-track-order')
        const after = await wholeReads(tx)
        expect([...after.keys()].sort()).toEqual([...INDEX].sort())
        return INDEX.filter((table) => after.get(table) !== (before.get(table) ?? 0))
      })
    }

    test('no table from end to end while the database knows nothing of their sizes', async () => {
      expect(await readWhole()).toEqual([])
    })

    test('none from end to end but those of a few pages once it knows them', async () => {
      await sql`analyze`.execute(database)
      const { rows } = await sql<{ name: string }>`
        select relname as name from pg_class where relname = any(${[...INDEX]}::text[]) and relpages > 32`.execute(
        database,
      )
      const large = rows.map(({ name }) => name)
      expect(large).toContain('passage_terms')
      expect((await readWhole()).filter((table) => large.includes(table))).toEqual([])
    })
  })

  test('reads the postings of a query through their index', async () => {
    const id = await organization()
    await importArticles(database, id, sampleKnowledge, new Date())
    const plan = await inOrganization(database, id, async (tx) => {
      const { rows } = await sql<Record<string, string>>`explain select passage_id from passage_terms
        where organization_id = ${id} and term = 'w:order'`.execute(tx)
      return rows.flatMap((row) => Object.values(row)).join('\n')
    })
    expect(plan).toContain('passage_terms_pkey')
    expect(plan).toMatch(/Index Cond: .*term = /)
  })

  test('goes with the organization', async () => {
    const id = await organization()
    await importArticles(database, id, sampleKnowledge, new Date())
    await sql`delete from organization where id = ${id}`.execute(database)
    expect(Object.values(await rowsOf(id))).toEqual([0, 0, 0, 0, 0])
  })
})
