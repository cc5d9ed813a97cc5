import { type Selectable, sql } from 'kysely'
import type { Article, ArticleFields } from '../knowledge/article.ts'
import { json, type Tx } from './database.ts'
import type { ArticlesTable } from './schema.ts'

export interface NewArticle extends ArticleFields {
  id: string
  externalId: string | null
  language: string
}

/**
 * The lock of all who change an organization's knowledge, taken first: articles, passages, terms and totals then move in step,
 * and no two changes wait for each other's terms.
 */
export async function lockKnowledge(tx: Tx, organizationId: string): Promise<void> {
  await tx
    .insertInto('knowledge_totals')
    .values({ organization_id: organizationId })
    .onConflict((conflict) => conflict.column('organization_id').doNothing())
    .execute()
  await tx
    .selectFrom('knowledge_totals')
    .select('organization_id')
    .where('organization_id', '=', organizationId)
    .forUpdate()
    .execute()
}

export async function insertArticles(
  tx: Tx,
  organizationId: string,
  articles: NewArticle[],
  now: Date,
): Promise<void> {
  if (articles.length === 0) return
  await tx
    .insertInto('articles')
    .values(
      articles.map((article) => ({
        id: article.id,
        organization_id: organizationId,
        external_id: article.externalId,
        ...columnsOf(article),
        created_at: now,
        updated_at: now,
      })),
    )
    .execute()
}

export async function updateArticle(
  tx: Tx,
  organizationId: string,
  article: NewArticle,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('articles')
    .set({ ...columnsOf(article), updated_at: now })
    .where('organization_id', '=', organizationId)
    .where('id', '=', article.id)
    .execute()
}

export async function findArticle(tx: Tx, organizationId: string, id: string): Promise<Article | null> {
  const row = await tx
    .selectFrom('articles')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? articleOf(row) : null
}

/** External id → our id, for those that exist. */
export async function findByExternalIds(
  tx: Tx,
  organizationId: string,
  externalIds: string[],
): Promise<Map<string, string>> {
  if (externalIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('articles')
    .select(['id', 'external_id'])
    .where('organization_id', '=', organizationId)
    .where('external_id', 'in', externalIds)
    .execute()
  return new Map(rows.map((row) => [row.external_id ?? '', row.id]))
}

export interface ArticleFilter {
  state?: Article['state'] | undefined
  visibility?: Article['visibility'] | undefined
  /** Each of its words stands somewhere in the article, drafts too. */
  q?: string | undefined
}

/** Of a question that somebody pasted, the first words find it as well. */
const WORDS_SOUGHT = 8
/** What a list shows of a body. */
const BRIEF_BODY = sql.lit(240)

/** Newest first, from `after` on. `isBrief`: bodies by their beginning, and without phrasings. */
export async function listArticles(
  tx: Tx,
  organizationId: string,
  filter: ArticleFilter,
  page: { limit: number; after: { at: Date; id: string } | null; isBrief: boolean },
): Promise<Article[]> {
  const body = page.isBrief ? sql<string>`left(body, ${BRIEF_BODY})` : sql<string>`body`
  const phrasings = page.isBrief ? sql<string[]>`'[]'::jsonb` : sql<string[]>`phrasings`
  let query = tx
    .selectFrom('articles')
    .select(['id', 'external_id', 'title', 'url', 'visibility', 'state', 'language', 'website_id'])
    .select(['created_at', 'updated_at', body.as('body'), phrasings.as('phrasings')])
    .where('organization_id', '=', organizationId)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.visibility !== undefined) query = query.where('visibility', '=', filter.visibility)
  for (const word of filter.q?.trim().split(/\s+/).slice(0, WORDS_SOUGHT) ?? [])
    query = query.where(mentions(word))
  if (page.after !== null) {
    const { at, id } = page.after
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(at, id)))
  }
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute()
  return rows.map(articleOf)
}

/** No index helps: under a policy none is used for it, and drafts stand in none of ours. */
function mentions(word: string) {
  const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(title ilike ${like} or body ilike ${like} or phrasings::text ilike ${like}
    or url ilike ${like} or external_id ilike ${like})`
}

export async function deleteArticles(tx: Tx, organizationId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .deleteFrom('articles')
    .where('organization_id', '=', organizationId)
    .where('id', 'in', ids)
    .execute()
}

/** Everything an organization knows, index and totals included. How many articles that were. */
export async function deleteKnowledge(tx: Tx, organizationId: string): Promise<number> {
  for (const table of ['passage_terms', 'term_counts', 'passages'] as const) {
    await tx.deleteFrom(table).where('organization_id', '=', organizationId).execute()
  }
  const articles = await tx
    .deleteFrom('articles')
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('knowledge_totals')
    .set((eb) => ({ passages: 0, word_length: 0, gram_length: 0, version: eb('version', '+', 1) }))
    .where('organization_id', '=', organizationId)
    .execute()
  return Number(articles.numDeletedRows)
}

function columnsOf(article: NewArticle) {
  return {
    title: article.title,
    body: article.body,
    phrasings: json(article.phrasings),
    url: article.url,
    visibility: article.visibility,
    state: article.state,
    language: article.language,
  }
}

function articleOf(row: Omit<Selectable<ArticlesTable>, 'organization_id'>): Article {
  return {
    id: row.id,
    externalId: row.external_id,
    title: row.title,
    body: row.body,
    phrasings: row.phrasings,
    url: row.url,
    visibility: row.visibility,
    state: row.state,
    language: row.language,
    websiteId: row.website_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
