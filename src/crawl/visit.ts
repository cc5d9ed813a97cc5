import type { ArticleFields } from '../knowledge/article.ts'
import type { Met } from '../store/crawl-queue.ts'
import type { PageReason } from '../store/schema-websites.ts'
import type { WebsitePage } from '../store/website-pages.ts'
import type { Website } from '../store/websites.ts'
import { isOnSite, pageAddress, pathOf, webAddress } from './address.ts'
import { isWanted, type Wanted } from './pattern.ts'
import { type ReadHtml, readPage, type Version } from './read-page.ts'
import { NotNow, type Site } from './site.ts'

/** One page: asked for, read, and made into a word of what came of it. Writes nothing down. */

export type Visited = { met: Met[] } & (
  | { kind: 'article'; article: ArticleFields; version: Version; links: string[] }
  | { kind: 'unchanged' }
  | { kind: 'skipped'; because: PageReason; detail: string | null; title: string | null }
  | { kind: 'gone' }
  | { kind: 'busy'; status: number; waitMs: number }
  | { kind: 'failed'; because: PageReason; detail: string | null; isPassing: boolean }
)

const NOT_KNOWN = { etag: null, lastModified: null }
/** Where a site is too busy and does not say for how long. */
const BUSY_MS = 60_000
const LONGEST_BUSY_MS = 60 * 60_000

export async function visit(
  site: Site,
  readHtml: ReadHtml,
  website: Website,
  page: WebsitePage,
  signal: AbortSignal,
): Promise<Visited> {
  const isExcluded = !isWanted(pathOf(page.url), website)
  // the first page is read for its links in any case
  if (isExcluded && page.depth > 0) return skipped('excluded')
  const here = website.site ?? new URL(page.url).origin
  try {
    const { mayRead } = await site.robots(new URL(page.url).origin)
    if (!mayRead(page.url)) return skipped('robots')
    const leading = (to: string[], depth: number) => leadingTo(to, here, depth, website, mayRead)

    // of a page without an article the whole is wanted
    const fetched = await site.page(page.url, page.articleId === null ? NOT_KNOWN : page)
    switch (fetched.kind) {
      case 'unchanged':
        return { ...fetched, met: leading(page.links, page.depth + 1) }
      case 'moved':
        return moved(fetched.to, website, page, leading)
      case 'skipped':
        return skipped(fetched.because, fetched.detail)
      case 'busy':
        return { kind: 'busy', status: fetched.status, waitMs: waitOf(fetched.retryAfterMs), met: [] }
      case 'gone':
      case 'failed':
        return { ...fetched, met: [] }
      case 'html': {
        const read = await readPage(fetched, readHtml, { page, here, website, isExcluded }, signal)
        const { links, instead } = read
        const met = [
          ...leading(instead === null ? [] : [instead], page.depth),
          ...leading(links, page.depth + 1),
        ]
        return { ...read, met }
      }
    }
  } catch (fault) {
    if (!(fault instanceof NotNow) || fault.why.because !== 'not_allowed') throw fault
    return { kind: 'failed', ...fault.why, isPassing: false, met: [] }
  }
}

/** Of these addresses those that belong to the website, each with why it is not read, if it is not. */
export function leadingTo(
  addresses: string[],
  here: string,
  depth: number,
  wanted: Wanted,
  mayRead: (address: string) => boolean,
): Met[] {
  return addresses
    .filter((url) => isOnSite(url, here))
    .map((url) => {
      if (!isWanted(pathOf(url), wanted)) return { url, depth, because: 'excluded' }
      return { url, depth, because: mayRead(url) ? null : 'robots' }
    })
}

/** Followed by meeting where it leads: what is a page of the website is then read as one, once. */
function moved(
  to: string | null,
  { site }: Website,
  page: WebsitePage,
  leading: (to: string[], depth: number) => Met[],
): Visited {
  const home = site ?? new URL(page.url).origin
  const isStart = site === null && page.depth === 0
  // while nothing was read, where the address that a member typed leads is where the website is
  const address = isStart
    ? (webAddress(to ?? '', page.url)?.href ?? null)
    : pageAddress(to ?? '', page.url, home)
  const told = address ?? to?.slice(0, 2_000) ?? null
  if (address === null) return skipped('off_site', told)
  if (isStart) return skipped('redirect', told, [{ url: address, depth: 0, because: null }])
  return isOnSite(address, home)
    ? skipped('redirect', told, leading([address], page.depth))
    : skipped('off_site', told)
}

function skipped(because: PageReason, detail: string | null = null, met: Met[] = []): Visited {
  return { kind: 'skipped', because, detail, title: null, met }
}

function waitOf(retryAfterMs: number | null): number {
  return Math.min(retryAfterMs ?? BUSY_MS, LONGEST_BUSY_MS)
}
