import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { json, type Tx } from './database.ts'
import type { CrawlFailure, CrawlOutcome, WebsitesTable } from './schema-websites.ts'

/** The websites that an organization's knowledge is read from, as members keep them. Their crawls: store/crawls.ts. */

export interface WebsiteFields {
  url: string
  include: string[]
  exclude: string[]
  pageLimit: number
  everyHours: number | null
  visibility: 'public' | 'internal'
}

export interface Website extends WebsiteFields {
  id: string
  /** The origin whose pages belong to it; null: its first page was never read. */
  site: string | null
  crawl: number
  isCrawling: boolean
  areSitemapsRead: boolean
  isLimited: boolean
  startedAt: Date | null
  endedAt: Date | null
  outcome: CrawlOutcome | null
  failure: CrawlFailure | null
  failureDetail: string | null
  dueAt: Date | null
  fence: number
  createdAt: Date
  updatedAt: Date
}

/** It is read as soon as somebody crawls. */
export async function insertWebsite(
  tx: Tx,
  organizationId: string,
  fields: WebsiteFields,
  now: Date,
): Promise<Website> {
  const row = await tx
    .insertInto('websites')
    .values({
      id: randomUUID(),
      organization_id: organizationId,
      ...columnsOf(fields),
      due_at: now,
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return websiteOf(row)
}

export async function countWebsites(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('websites')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Newest first. */
export async function listWebsites(
  tx: Tx,
  page: { limit: number; after: { at: Date; id: string } | null },
): Promise<Website[]> {
  let query = tx.selectFrom('websites').selectAll()
  if (page.after !== null) {
    const { at, id } = page.after
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(at, id)))
  }
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute()
  return rows.map(websiteOf)
}

export async function findWebsite(tx: Tx, id: string): Promise<Website | null> {
  const row = await tx.selectFrom('websites').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : websiteOf(row)
}

/** Held until the transaction ends. Who also changes the knowledge locks that first. */
export async function holdWebsite(tx: Tx, id: string): Promise<Website | null> {
  const row = await tx.selectFrom('websites').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row === undefined ? null : websiteOf(row)
}

/** `dueAt`: the next crawl, or the next page of the one under way. */
export async function changeWebsite(
  tx: Tx,
  id: string,
  fields: WebsiteFields & { site: string | null; dueAt: Date | null },
  now: Date,
): Promise<Website> {
  const row = await tx
    .updateTable('websites')
    .set({ ...columnsOf(fields), site: fields.site, due_at: fields.dueAt, updated_at: now })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return websiteOf(row)
}

export async function setDue(tx: Tx, id: string, dueAt: Date | null): Promise<Website> {
  const row = await tx
    .updateTable('websites')
    .set({ due_at: dueAt })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return websiteOf(row)
}

/** What its articles are from then on. */
export async function setVisibility(
  tx: Tx,
  websiteId: string,
  visibility: WebsiteFields['visibility'],
  now: Date,
): Promise<void> {
  await tx
    .updateTable('articles')
    .set({ visibility, updated_at: now })
    .where('website_id', '=', websiteId)
    .where('visibility', '<>', visibility)
    .execute()
}

/** The article is read from there. */
export async function noteWebsite(tx: Tx, articleId: string, websiteId: string): Promise<void> {
  await tx.updateTable('articles').set({ website_id: websiteId }).where('id', '=', articleId).execute()
}

export async function deleteWebsite(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('websites').where('id', '=', id).execute()
}

export async function articlesOfWebsite(tx: Tx, websiteId: string, limit: number): Promise<string[]> {
  const articles = tx.selectFrom('articles').select('id').where('website_id', '=', websiteId)
  return (await articles.limit(limit).execute()).map(({ id }) => id)
}

/** By website; one that has none is left out. */
export async function countArticles(tx: Tx, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('articles')
    .select(({ fn }) => ['website_id as id', fn.countAll<number>().as('count')])
    .where('website_id', 'in', ids)
    .groupBy('website_id')
    .execute()
  return new Map(rows.flatMap(({ id, count }) => (id === null ? [] : [[id, count] as const])))
}

function columnsOf(fields: WebsiteFields) {
  return {
    url: fields.url,
    include: json(fields.include),
    exclude: json(fields.exclude),
    page_limit: fields.pageLimit,
    every_hours: fields.everyHours,
    visibility: fields.visibility,
  }
}

export function websiteOf(row: Selectable<WebsitesTable>): Website {
  return {
    id: row.id,
    url: row.url,
    include: row.include,
    exclude: row.exclude,
    pageLimit: row.page_limit,
    everyHours: row.every_hours,
    visibility: row.visibility,
    site: row.site,
    crawl: row.crawl,
    isCrawling: row.is_crawling,
    areSitemapsRead: row.are_sitemaps_read,
    isLimited: row.is_limited,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    failure: row.failure,
    failureDetail: row.failure_detail,
    dueAt: row.due_at,
    fence: Number(row.fence),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
