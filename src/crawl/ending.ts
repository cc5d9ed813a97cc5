import type { CrawlOutcome, PageState } from '../store/schema-websites.ts'

/** How a crawl that has come to its end went, and whose articles go with it. Pure. */

/**
 * `partial`: what was not met may be there all the same, behind a page that could not be read or beyond the page limit.
 * `failed`: nothing was read at all, which says more about the site than about its pages.
 */
export function outcomeOf(
  pages: Record<PageState, number>,
  isLimited: boolean,
): Exclude<CrawlOutcome, 'cancelled'> {
  if (pages.read + pages.unchanged === 0) return 'failed'
  return isLimited || pages.failed > 0 ? 'partial' : 'complete'
}

/** Whether the page's article is dropped. `isMet`: by this crawl. Of what broke off, nothing is dropped. */
export function isDropped(page: { isMet: boolean; state: PageState }, outcome: CrawlOutcome): boolean {
  if (outcome === 'failed' || outcome === 'cancelled') return false
  if (!page.isMet) return outcome === 'complete'
  // it was asked, and said that it is no article any more
  return page.state === 'gone' || page.state === 'skipped'
}

/** When the next crawl is due, by when the last one began; null: when somebody asks for it. */
export function nextCrawlAt(everyHours: number | null, lastAt: Date): Date | null {
  return everyHours === null ? null : new Date(lastAt.getTime() + everyHours * 3_600_000)
}
