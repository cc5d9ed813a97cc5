import { randomUUID } from 'node:crypto'
import { json, type Tx } from './database.ts'
import { pageOf, type WebsitePage } from './website-pages.ts'
import type { Website } from './websites.ts'

/** The pages of a website as its crawl works through them: met, read, each with what came of it. */

/** A page that something leads to; `because` null: it is to be read. */
export interface Met {
  url: string
  depth: number
  because: 'excluded' | 'robots' | null
}

/** Of pages that are not read so many are told of: a site may invent them without end. */
const MOST_UNREAD = 1_000
const AT_ONCE = 500

/** Adds those that this crawl has not met yet, as far as the page limit lets it. False: it left some out. */
export async function meetPages(
  tx: Tx,
  organizationId: string,
  { id, crawl, pageLimit }: Pick<Website, 'id' | 'crawl' | 'pageLimit'>,
  met: Met[],
): Promise<boolean> {
  const known = new Set<string>()
  for (const some of inBatches(met)) {
    const rows = await tx
      .selectFrom('website_pages')
      .select('url')
      .where('website_id', '=', id)
      .where('crawl', '=', crawl)
      .where(
        'url',
        'in',
        some.map(({ url }) => url),
      )
      .execute()
    for (const { url } of rows) known.add(url)
  }
  const fresh = met.filter(({ url }) => !known.has(url) && known.add(url))
  const counted = await tx
    .selectFrom('website_pages')
    .select(({ fn }) => [
      fn.countAll<number>().as('all'),
      fn.countAll<number>().filterWhere('because', 'in', ['excluded', 'robots']).as('unread'),
    ])
    .where('website_id', '=', id)
    .where('crawl', '=', crawl)
    .executeTakeFirstOrThrow()
  const toRead = fresh.filter(({ because }) => because === null)
  const unread = fresh.filter(({ because }) => because !== null)
  const room = Math.max(0, pageLimit - (counted.all - counted.unread))
  const taken = [...toRead.slice(0, room), ...unread.slice(0, Math.max(0, MOST_UNREAD - counted.unread))]
  for (const some of inBatches(taken)) await upsert(tx, organizationId, id, crawl, some)
  return toRead.length <= room
}

async function upsert(
  tx: Tx,
  organizationId: string,
  websiteId: string,
  crawl: number,
  met: Met[],
): Promise<void> {
  await tx
    .insertInto('website_pages')
    .values(
      met.map(({ url, depth, because }) => ({
        id: randomUUID(),
        organization_id: organizationId,
        website_id: websiteId,
        url,
        depth,
        crawl,
        state: because === null ? 'waiting' : 'skipped',
        because,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['website_id', 'url']).doUpdateSet(({ ref }) => ({
        crawl: ref('excluded.crawl'),
        depth: ref('excluded.depth'),
        state: ref('excluded.state'),
        because: ref('excluded.because'),
        detail: null,
        attempts: 0,
      })),
    )
    .execute()
}

function* inBatches<T>(all: T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += AT_ONCE) yield all.slice(at, at + AT_ONCE)
}

/** Nearest to the first page first; what failed is tried again after the others. */
export async function nextPage(
  tx: Tx,
  { id, crawl }: Pick<Website, 'id' | 'crawl'>,
): Promise<WebsitePage | null> {
  const row = await tx
    .selectFrom('website_pages')
    .selectAll()
    .where('website_id', '=', id)
    .where('crawl', '=', crawl)
    .where('state', '=', 'waiting')
    .orderBy('attempts')
    .orderBy('depth')
    .orderBy('url')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : pageOf(row)
}

export type Noted = Partial<
  Pick<
    WebsitePage,
    | 'state'
    | 'because'
    | 'detail'
    | 'attempts'
    | 'title'
    | 'articleId'
    | 'contentHash'
    | 'etag'
    | 'lastModified'
    | 'links'
    | 'checkedAt'
  >
>

export async function notePage(tx: Tx, id: string, noted: Noted): Promise<void> {
  const { articleId, contentHash, lastModified, checkedAt, links, ...same } = noted
  await tx
    .updateTable('website_pages')
    .set({
      ...same,
      ...(articleId === undefined ? {} : { article_id: articleId }),
      ...(contentHash === undefined ? {} : { content_hash: contentHash }),
      ...(lastModified === undefined ? {} : { last_modified: lastModified }),
      ...(checkedAt === undefined ? {} : { checked_at: checkedAt }),
      ...(links === undefined ? {} : { links: json(links) }),
    })
    .where('id', '=', id)
    .execute()
}

/** Another page that says the very same and is an article already. */
export async function sameContent(
  tx: Tx,
  { id, crawl }: Pick<Website, 'id' | 'crawl'>,
  page: { id: string; contentHash: string },
): Promise<string | null> {
  const row = await tx
    .selectFrom('website_pages')
    .select('url')
    .where('website_id', '=', id)
    .where('crawl', '=', crawl)
    .where('content_hash', '=', page.contentHash)
    .where('id', '<>', page.id)
    .where('state', 'in', ['read', 'unchanged'])
    .limit(1)
    .executeTakeFirst()
  return row?.url ?? null
}

/** Pages with an article, by what the present crawl has found of them. */
export async function pagesWithArticle(tx: Tx, websiteId: string): Promise<WebsitePage[]> {
  const rows = await tx
    .selectFrom('website_pages')
    .selectAll()
    .where('website_id', '=', websiteId)
    .where('article_id', 'is not', null)
    .execute()
  return rows.map(pageOf)
}

/** Their articles are gone with them. */
export async function noteExcluded(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('website_pages')
    .set({ state: 'skipped', because: 'excluded', detail: null })
    .where('id', 'in', ids)
    .execute()
}

/** Of a website's pages those that a complete crawl has not met. */
export async function noteUnreached(tx: Tx, { id, crawl }: Pick<Website, 'id' | 'crawl'>): Promise<void> {
  await tx
    .updateTable('website_pages')
    .set({ state: 'gone', because: 'not_reached', detail: null })
    .where('website_id', '=', id)
    .where('crawl', '<', crawl)
    .execute()
}

/** What the crawls before this one have found gone, and what made nothing and was not met by the last one. */
export async function forgetOldPages(tx: Tx, { id, crawl }: Pick<Website, 'id' | 'crawl'>): Promise<void> {
  await tx
    .deleteFrom('website_pages')
    .where('website_id', '=', id)
    .where('article_id', 'is', null)
    .where(({ or, eb }) => or([eb('crawl', '<', crawl - 1), eb('state', '=', 'gone')]))
    .execute()
}
