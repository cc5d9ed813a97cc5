import type { Clock } from '../clock.ts'
import type { DialRule } from '../host-rule.ts'
import { forgetOldPages, meetPages, nextPage } from '../store/crawl-queue.ts'
import { noteCrawl, takeWebsite } from '../store/crawls.ts'
import { type Database, inOrganization, type Tx } from '../store/database.ts'
import type { WebsitePage } from '../store/website-pages.ts'
import type { Website } from '../store/websites.ts'
import { pageAddress } from './address.ts'
import { finish, giveUp } from './finish.ts'
import { keep, meet } from './keep.ts'
import { type Lane, LaneLost, laneOf, leaseFrom } from './lane.ts'
import type { ReadHtml } from './read-page.ts'
import { type Asking, createSite, NotNow, type Site } from './site.ts'
import { leadingTo, visit } from './visit.ts'

/**
 * A website's crawl, page by page. What it has met and what it has read stands in rows, each page written down with what it leads
 * to: whoever takes it up after a death goes on with the next page.
 */

/** `allow`: the dialer's rule, to tell a member at once of an address that it refuses. */
export type Crawling = Omit<Asking, 'clock'> & { readHtml: ReadHtml; allow: DialRule }

interface CrawlApp {
  database: Database
  clock: Clock
  crawling: Crawling
}

/** Then other websites have their turn. */
const PAGES_AT_ONCE = 50
/** A site of which so many pages in a row could not be read is down. */
const MOST_FAILURES = 5

/** Takes the website, where nobody else has been faster, and reads some of its pages. */
export async function crawlSome(
  app: CrawlApp,
  { id, organizationId }: { id: string; organizationId: string },
  signal: AbortSignal,
): Promise<void> {
  const now = app.clock.now()
  const taken = await inOrganization(app.database, organizationId, async (tx) => {
    const taken = await takeWebsite(tx, id, now, leaseFrom(now))
    if (taken?.isBegun) await begin(tx, organizationId, taken.website)
    return taken?.website ?? null
  })
  if (taken === null) return
  const lane = laneOf(app, organizationId, taken)
  try {
    await goOn(app, lane, signal)
  } catch (fault) {
    if (fault instanceof LaneLost) return
    // who is told to stop leaves it to the next at once; what died leaves its lease to run out
    if (!signal.aborted) throw fault
    await lane.leave(app.clock.now())
  }
}

async function begin(tx: Tx, organizationId: string, website: Website): Promise<void> {
  await forgetOldPages(tx, website)
  const { url, site } = website
  const start = (site === null ? null : pageAddress(url, url, site)) ?? url
  await meetPages(tx, organizationId, website, [{ url: start, depth: 0, because: null }])
}

async function goOn(app: CrawlApp, lane: Lane, signal: AbortSignal): Promise<void> {
  const site = createSite({ ...app.crawling, clock: app.clock }, signal)
  let failures = 0
  try {
    for (let read = 0; read < PAGES_AT_ONCE; read++) {
      signal.throwIfAborted()
      const { website, page } = await lane.write(async (tx, website) => ({
        website,
        page: await nextPage(tx, website),
      }))
      if (!website.areSitemapsRead && page?.depth !== 0) await meetListed(lane, site, website)
      else if (page === null) return await finish(app, lane)
      else {
        const { isFailed, waitMs } = await readOne(app, lane, site, website, page, signal)
        failures = isFailed ? failures + 1 : 0
        if (failures === MOST_FAILURES) return await giveUp(app, lane, 'site_down', null)
        if (waitMs !== null) return await lane.leave(new Date(app.clock.now().getTime() + waitMs))
      }
    }
  } catch (fault) {
    if (!(fault instanceof NotNow)) throw fault
    return giveUp(app, lane, 'robots_unknown', fault.why.detail)
  }
  await lane.leave(app.clock.now())
}

async function readOne(
  app: CrawlApp,
  lane: Lane,
  site: Site,
  website: Website,
  page: WebsitePage,
  signal: AbortSignal,
): Promise<{ isFailed: boolean; waitMs: number | null }> {
  const visited = await visit(site, app.crawling.readHtml, website, page, signal)
  await keep(lane, page, visited, app.clock.now())
  return {
    isFailed: visited.kind === 'failed' && visited.isPassing,
    waitMs: visited.kind === 'busy' ? visited.waitMs : null,
  }
}

/** After the first page, which says where the website is. */
async function meetListed(lane: Lane, site: Site, website: Website): Promise<void> {
  const origin = website.site ?? new URL(website.url).origin
  const listed = await site.sitemapPages(origin)
  const addresses = listed.flatMap((address) => pageAddress(address, origin, origin) ?? [])
  const met = leadingTo(addresses, origin, 1, website, (await site.robots(origin)).mayRead)
  await lane.write(async (tx, website) => {
    await noteCrawl(tx, website.id, { site: origin, areSitemapsRead: true })
    await meet(tx, lane.organizationId, website, met)
  })
}
