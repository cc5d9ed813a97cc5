import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { confidenceIn } from '../../src/answer/builtin.ts'
import { importArticles } from '../../src/knowledge/ingest.ts'
import { learnFrom } from '../../src/knowledge/learn.ts'
import { bestOfEachArticle, openKnowledge } from '../../src/knowledge/search.ts'
import { type Database, openPglite } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { askedOf, cost, INTENT_SETS, type Taught, taughtOf, toldApart } from './intent-sets.ts'
import { type Answered, quantile, type Row } from './measures.ts'

/** Intents taught as a user would: one article for each, its messages as phrasings, then asked by the way that turns and ask go. */

/** `sets`: by name, all when left out; `every`: asks each n-th message only. */
export async function taughtRows(sets = Object.keys(INTENT_SETS), every = 1): Promise<Row[]> {
  const { database, close } = await openPglite(null)
  try {
    await migrate(database)
    const rows: Row[] = []
    for (const set of sets) rows.push(...(await rowsOf(database, set, every)))
    return rows
  } finally {
    await close()
  }
}

async function rowsOf(database: Database, set: string, every: number): Promise<Row[]> {
  const organizationId = await taughtOrganization(database, set)
  const knowledge = openKnowledge(database)
  const messages = askedOf(set).filter((_, at) => at % every === 0)
  const milliseconds: number[] = []
  const cases: Answered[] = []
  for (const { text, label, oos = false } of messages) {
    const began = performance.now()
    const articles = bestOfEachArticle(await knowledge.search(organizationId, text))
    const confidence = confidenceIn(articles)
    milliseconds.push(performance.now() - began)
    cases.push({ confidence, isRight: articles[0]?.externalId === label, isKnown: !oos })
  }
  return [...toldApart(set, cases), cost(set, 'ms per question, p95', quantile(milliseconds, 0.95), 30)]
}

async function taughtOrganization(database: Database, set: string): Promise<string> {
  const id = randomUUID()
  await sql`insert into organization (id, name, slug, "createdAt") values (${id}, ${set}, ${id}, now())`.execute(
    database,
  )
  const phrasings = byLabel(taughtOf(set))
  const entries = [...phrasings].map(([label, messages]) => ({
    externalId: label,
    fields: {
      title: label.replaceAll('_', ' ').toLowerCase(),
      body: 'What we say about this.',
      phrasings: messages.map(({ text }) => text).slice(0, 1_000),
      url: null,
      visibility: 'public' as const,
      state: 'published' as const,
    },
  }))
  await importArticles(database, id, entries, new Date())
  await learnFrom(database, id, new Date(), new AbortController().signal)
  return id
}

function byLabel(messages: Taught[]): Map<string, Taught[]> {
  const labels = new Map<string, Taught[]>()
  for (const message of messages) labels.set(message.label, [...(labels.get(message.label) ?? []), message])
  return labels
}
