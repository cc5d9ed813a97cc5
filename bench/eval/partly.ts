import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { importArticles } from '../../src/knowledge/ingest.ts'
import { learnFrom } from '../../src/knowledge/learn.ts'
import { type Database, openPglite } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { type KnowledgeSet, knowledgeSets } from './knowledge-sets.ts'
import { type Row, share } from './measures.ts'
import { type Asked, askAll, organizationWith } from './retrieval.ts'

/** Most teams give some articles phrasings and the others none. What that does to both, beside the same questions before anything was taught. */

const SET = 'stackfaq'
/** Each n-th article is taught by so many of the questions that ask for it; the others are asked. */
const TAUGHT: Record<string, { every: number; phrasings: number }> = {
  'a half taught': { every: 2, phrasings: 3 },
  'a quarter taught': { every: 4, phrasings: 2 },
}

export async function partlyRows(): Promise<Row[]> {
  const set = knowledgeSets().find(({ name }) => name === SET)
  if (set === undefined) throw new Error(`There is no set ${SET}`)
  const { database, close } = await openPglite(null)
  try {
    await migrate(database)
    const untaught = await organizationWith(database, set)
    const rows: Row[] = []
    for (const [name, { every, phrasings }] of Object.entries(TAUGHT)) {
      const { articles, queries, labels } = taughtIn(set, every, phrasings)
      const organizationId = randomUUID()
      await sql`insert into organization (id, name, slug, "createdAt") values (${organizationId}, ${name}, ${organizationId}, now())`.execute(
        database,
      )
      await importArticles(database, organizationId, articles, new Date())
      await learnFrom(database, organizationId, new Date(), new AbortController().signal)
      rows.push(...(await rowsOf(database, { name, queries, labels, before: untaught, now: organizationId })))
    }
    return rows
  } finally {
    await close()
  }
}

function taughtIn({ articles, queries }: KnowledgeSet, every: number, most: number) {
  const labels = new Set(
    articles.filter((_, at) => at % every === 0).map(({ externalId }) => externalId ?? ''),
  )
  const used = new Set<string>()
  const taught = articles.map((article) => {
    const id = article.externalId ?? ''
    const own = labels.has(id) ? queries.filter(({ relevant }) => relevant.includes(id)).slice(0, most) : []
    for (const { text } of own) used.add(text)
    return { ...article, fields: { ...article.fields, phrasings: own.map(({ text }) => text) } }
  })
  return { articles: taught, queries: queries.filter(({ text }) => !used.has(text)), labels }
}

async function rowsOf(
  database: Database,
  given: { name: string; queries: KnowledgeSet['queries']; labels: Set<string>; before: string; now: string },
): Promise<Row[]> {
  const { name, queries, labels } = given
  const [before, now] = [
    await askAll(database, given.before, queries),
    await askAll(database, given.now, queries),
  ]
  const hit = (asked: Asked[], isTaught: boolean) =>
    share(
      asked.filter(({ query }) => query.relevant.some((id) => labels.has(id)) === isTaught),
      ({ query, found }) => query.relevant.includes(found[0] ?? ''),
    )
  return [true, false].map((isTaught) => ({
    set: SET,
    measure: `${name}, hit@1 of ${isTaught ? 'those' : 'the others'}, beside before`,
    ours: hit(now, isTaught),
    bar: hit(before, isTaught),
    aim: null,
  }))
}
