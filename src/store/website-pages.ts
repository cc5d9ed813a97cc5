import { type Selectable, sql } from 'kysely'
import type { Tx } from './database.ts'
import type { PageReason, PageState, WebsitePagesTable } from './schema-websites.ts'
import type { Website } from './websites.ts'

/** A website's pages: what the last crawl has found of each. The queue of a crawl: store/crawl-queue.ts. */

export interface WebsitePage {
  id: string
  url: string
  depth: number
  crawl: number
  state: PageState
  because: PageReason | null
  detail: string | null
  attempts: number
  title: string | null
  articleId: string | null
  contentHash: string | null
  etag: string | null
  lastModified: string | null
  links: string[]
  checkedAt: Date | null
}

export type PageCounts = Record<PageState, number> & { found: number }

/** Of the last crawl, for each website. */
export async function countPages(tx: Tx, websites: Pick<Website, 'id'>[]): Promise<Map<string, PageCounts>> {
  const counts = new Map(websites.map(({ id }) => [id, noPages()]))
  if (websites.length === 0) return counts
  const rows = await tx
    .selectFrom('website_pages as p')
    .innerJoin('websites as w', 'w.id', 'p.website_id')
    .select(({ fn, eb, ref }) => [
      'p.website_id as websiteId',
      'p.state',
      fn.countAll<number>().as('count'),
      fn
        .countAll<number>()
        .filterWhere(eb('p.crawl', '=', ref('w.crawl')))
        .as('met'),
    ])
    .where('p.website_id', 'in', [...counts.keys()])
    .groupBy(['p.website_id', 'p.state'])
    .execute()
  for (const { websiteId, state, count, met } of rows) {
    const of = counts.get(websiteId)
    if (of === undefined) continue
    of[state] = state === 'gone' ? count : met
    of.found += met
  }
  return counts
}

export async function pageCountsOf(tx: Tx, website: Pick<Website, 'id'>): Promise<PageCounts> {
  return (await countPages(tx, [website])).get(website.id) ?? noPages()
}

export function noPages(): PageCounts {
  return { found: 0, waiting: 0, read: 0, unchanged: 0, skipped: 0, failed: 0, gone: 0 }
}

export interface PageFilter {
  state?: PageState | undefined
  because?: PageReason | undefined
  /** Stands in its address or title. */
  q?: string | undefined
}

/** By address, after that of the page `after`. */
export async function listPages(
  tx: Tx,
  websiteId: string,
  filter: PageFilter,
  page: { limit: number; after: string | null },
): Promise<WebsitePage[]> {
  let query = tx.selectFrom('website_pages').selectAll().where('website_id', '=', websiteId)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.because !== undefined) query = query.where('because', '=', filter.because)
  if (filter.q !== undefined) {
    const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where(sql<boolean>`(url ilike ${like} or title ilike ${like})`)
  }
  if (page.after !== null) {
    const { after } = page
    query = query.where('url', '>', ({ selectFrom }) =>
      selectFrom('website_pages as last')
        .select('last.url')
        .where('last.website_id', '=', websiteId)
        .where('last.id', '=', after),
    )
  }
  const rows = await query.orderBy('url').limit(page.limit).execute()
  return rows.map(pageOf)
}

export function pageOf(row: Selectable<WebsitePagesTable>): WebsitePage {
  return {
    id: row.id,
    url: row.url,
    depth: row.depth,
    crawl: row.crawl,
    state: row.state,
    because: row.because,
    detail: row.detail,
    attempts: row.attempts,
    title: row.title,
    articleId: row.article_id,
    contentHash: row.content_hash,
    etag: row.etag,
    lastModified: row.last_modified,
    links: row.links,
    checkedAt: row.checked_at,
  }
}
