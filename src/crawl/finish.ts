import type { Clock } from '../clock.ts'
import { dropFromWebsite } from '../knowledge/from-website.ts'
import { noteUnreached, pagesWithArticle } from '../store/crawl-queue.ts'
import { endCrawl } from '../store/crawls.ts'
import type { CrawlFailure } from '../store/schema-websites.ts'
import { pageCountsOf } from '../store/website-pages.ts'
import { isDropped, nextCrawlAt, outcomeOf } from './ending.ts'
import type { Lane } from './lane.ts'

/** The end of a crawl: articles whose pages are gone go, and the next crawl is set. */

const AT_ONCE = 100

export async function finish({ clock }: { clock: Clock }, lane: Lane): Promise<void> {
  // some at a time, so that nobody waits long for the knowledge; after a death the rest is found here again
  for (let isMore = true; isMore; )
    isMore = await lane.writeKnowledge(async (tx, website) => {
      const outcome = outcomeOf(await pageCountsOf(tx, website), website.isLimited)
      const pages = await pagesWithArticle(tx, website.id)
      const gone = pages.filter(({ crawl, state }) =>
        isDropped({ isMet: crawl === website.crawl, state }, outcome),
      )
      const ids = gone.flatMap(({ articleId }) => articleId ?? []).slice(0, AT_ONCE)
      await dropFromWebsite(tx, lane.organizationId, ids)
      if (gone.length > ids.length) return true

      if (outcome === 'complete') await noteUnreached(tx, website)
      const now = clock.now()
      const failure = outcome === 'failed' ? ('nothing_read' as const) : null
      const dueAt = nextCrawlAt(website.everyHours, website.startedAt ?? now)
      await endCrawl(tx, website, { outcome, failure, failureDetail: null }, { now, dueAt })
      return false
    })
}

/** Nothing more can be read for now: what was read stays, and nothing goes. */
export async function giveUp(
  { clock }: { clock: Clock },
  lane: Lane,
  failure: CrawlFailure,
  failureDetail: string | null,
): Promise<void> {
  await lane.write(async (tx, website) => {
    const now = clock.now()
    const dueAt = nextCrawlAt(website.everyHours, website.startedAt ?? now)
    await endCrawl(tx, website, { outcome: 'failed', failure, failureDetail }, { now, dueAt })
  })
}
