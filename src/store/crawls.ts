import { asSystem, type Database, type Tx } from './database.ts'
import type { CrawlFailure, CrawlOutcome } from './schema-websites.ts'
import { type Website, websiteOf } from './websites.ts'

/** A website's row as the lane of its crawl: one instance at a time, every write of which checks its number. */

/** Websites of which a page may be read now; the one that has waited longest first. */
export async function websitesDue(
  database: Database,
  now: Date,
  limit: number,
): Promise<{ id: string; organizationId: string }[]> {
  return asSystem(database, (tx) =>
    tx
      .selectFrom('websites')
      .select(['id', 'organization_id as organizationId'])
      .where('due_at', '<=', now)
      .where(({ or, eb }) => or([eb('lease_until', 'is', null), eb('lease_until', '<', now)]))
      .orderBy('taken_at', (order) => order.asc().nullsFirst())
      .limit(limit)
      .execute(),
  )
}

/** null: another instance was faster, or nothing is due any more. `isBegun`: it was idle, and its next crawl begins with that. */
export async function takeWebsite(
  tx: Tx,
  id: string,
  now: Date,
  leaseUntil: Date,
): Promise<{ website: Website; isBegun: boolean } | null> {
  const row = await tx
    .selectFrom('websites')
    .select(['is_crawling', 'crawl', 'fence'])
    .where('id', '=', id)
    .where('due_at', '<=', now)
    .where(({ or, eb }) => or([eb('lease_until', 'is', null), eb('lease_until', '<', now)]))
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (row === undefined) return null
  const begun = {
    crawl: row.crawl + 1,
    is_crawling: true,
    are_sitemaps_read: false,
    is_limited: false,
    started_at: now,
    ended_at: null,
    outcome: null,
    failure: null,
    failure_detail: null,
  }
  const taken = await tx
    .updateTable('websites')
    .set({
      fence: Number(row.fence) + 1,
      lease_until: leaseUntil,
      taken_at: now,
      ...(row.is_crawling ? {} : begun),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return { website: websiteOf(taken), isBegun: !row.is_crawling }
}

/** The website as it is now, held and kept for longer; null: the crawl is no longer that of whoever has this number. */
export async function holdCrawl(
  tx: Tx,
  { id, fence }: Pick<Website, 'id' | 'fence'>,
  leaseUntil: Date,
): Promise<Website | null> {
  const row = await tx
    .updateTable('websites')
    .set({ lease_until: leaseUntil })
    .where('id', '=', id)
    .where('fence', '=', fence)
    .where('is_crawling', '=', true)
    .returningAll()
    .executeTakeFirst()
  return row === undefined ? null : websiteOf(row)
}

export async function noteCrawl(
  tx: Tx,
  id: string,
  noted: { site?: string; areSitemapsRead?: true; isLimited?: true },
): Promise<void> {
  await tx
    .updateTable('websites')
    .set({
      ...(noted.site === undefined ? {} : { site: noted.site }),
      ...(noted.areSitemapsRead === undefined ? {} : { are_sitemaps_read: true }),
      ...(noted.isLimited === undefined ? {} : { is_limited: true }),
    })
    .where('id', '=', id)
    .execute()
}

/** The crawl goes on at `dueAt`, by whoever takes it then. */
export async function leaveCrawl(
  tx: Tx,
  { id, fence }: Pick<Website, 'id' | 'fence'>,
  dueAt: Date,
): Promise<void> {
  await tx
    .updateTable('websites')
    .set({ lease_until: null, due_at: dueAt })
    .where('id', '=', id)
    .where('fence', '=', fence)
    .where('is_crawling', '=', true)
    .execute()
}

export interface CrawlEnd {
  outcome: CrawlOutcome
  failure: CrawlFailure | null
  failureDetail: string | null
}

/** Whoever still reads a page of it finds that it is no longer theirs. */
export async function endCrawl(
  tx: Tx,
  website: Pick<Website, 'id' | 'crawl'>,
  { outcome, failure, failureDetail }: CrawlEnd,
  { now, dueAt }: { now: Date; dueAt: Date | null },
): Promise<Website> {
  await tx
    .updateTable('website_pages')
    .set({ state: 'skipped', because: 'not_read', detail: null })
    .where('website_id', '=', website.id)
    .where('crawl', '=', website.crawl)
    .where('state', '=', 'waiting')
    .execute()
  const row = await tx
    .updateTable('websites')
    .set(({ eb }) => ({
      is_crawling: false,
      fence: eb('fence', '+', 1),
      lease_until: null,
      ended_at: now,
      outcome,
      failure,
      failure_detail: failureDetail,
      due_at: dueAt,
    }))
    .where('id', '=', website.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return websiteOf(row)
}
