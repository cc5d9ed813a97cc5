import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importArticles, removeArticle } from '../src/knowledge/ingest.ts'
import { sampleKnowledge } from '../src/knowledge/sample.ts'
import { search } from '../src/knowledge/search.ts'
import { type Database, inOrganization } from '../src/store/database.ts'
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
    const [best] = await search(database, id, query)
    expect(best).toMatchObject({ externalId, visibility: 'public' })
    expect(best?.score).toBeGreaterThan(0)
    expect(best?.score).toBeLessThanOrEqual(1)
  })

  test('is as if what was deleted had never been', async () => {
    const [one, two] = [await organization(), await organization()]
    const [first, ...rest] = sampleKnowledge
    await importArticles(database, one, rest, new Date())
    await importArticles(database, two, sampleKnowledge, new Date())
    const [gone] = await search(database, two, first?.fields.title ?? '', { limit: 1 })
    expect(await removeArticle(database, two, gone?.articleId ?? '', async () => {})).toBe(true)
    expect(await rowsOf(two)).toEqual(await rowsOf(one))
    const scores = async (id: string) =>
      (await search(database, id, 'delivery costs abroad')).map(({ externalId, score }) => [
        externalId,
        score,
      ])
    expect(await scores(two)).toEqual(await scores(one))
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
    expect(await search(database, stranger, 'Where is my order?')).toEqual([])
    for (const rows of [await rowsOf(stranger), await rowsOf('')])
      expect(Object.values(rows)).toEqual([0, 0, 0, 0, 0])
    const foreign = { organization_id: owner, term: 'w:planted', passages: 1 }
    const plant = inOrganization(database, stranger, (tx) =>
      tx.insertInto('term_counts').values(foreign).execute(),
    )
    await expect(plant).rejects.toThrow(/row-level security/)
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
