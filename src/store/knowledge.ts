import type { Selectable } from 'kysely'
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

/** Newest first, from `after` on. */
export async function listArticles(
  tx: Tx,
  organizationId: string,
  page: { limit: number; after: { at: Date; id: string } | null; state: Article['state'] | null },
): Promise<Article[]> {
  let query = tx.selectFrom('articles').selectAll().where('organization_id', '=', organizationId)
  if (page.state !== null) query = query.where('state', '=', page.state)
  if (page.after !== null) {
    const { at, id } = page.after
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(at, id)))
  }
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute()
  return rows.map(articleOf)
}

export async function deleteArticle(tx: Tx, organizationId: string, id: string): Promise<void> {
  await tx.deleteFrom('articles').where('organization_id', '=', organizationId).where('id', '=', id).execute()
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

function articleOf(row: Selectable<ArticlesTable>): Article {
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
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
