import type { Clock } from '../clock.ts'
import type { Dialer } from '../dial.ts'
import { type Failed, type Fetched, fetchPage, fetchText, type Known } from './fetch.ts'
import type { Politely } from './polite.ts'
import { LARGEST_ROBOTS, type Robots, robotsOf } from './robots.ts'
import { readSitemap } from './sitemap.ts'

/** A website as it is asked: politely, and only for what its robots.txt lets us have. */
export interface Site {
  /** Throws `NotNow` where the site does not say. */
  robots(origin: string): Promise<Robots>
  page(address: string, known: Known): Promise<Fetched>
  /** What the sitemaps list that robots.txt names, else the one in its usual place. */
  sitemapPages(origin: string): Promise<string[]>
}

/** The site does not say whether it may be read: nothing of it is, for now. */
export class NotNow extends Error {
  override name = 'NotNow'
  readonly why: Pick<Failed, 'because' | 'detail'>

  constructor(why: Pick<Failed, 'because' | 'detail'>) {
    super('The site does not say whether it may be read')
    this.why = why
  }
}

const MOST_SITEMAPS = 20
const LARGEST_SITEMAP = 10 * 1024 * 1024
/** Enough to fill the largest page limit with what include and exclude leave of them. */
const MOST_LISTED = 50_000

export interface Asking {
  dialer: Dialer
  clock: Clock
  politely: Politely
  /** Between two requests, where robots.txt asks for no longer. */
  delayMs: number
}

export function createSite({ dialer, clock, politely, delayMs }: Asking, signal: AbortSignal): Site {
  const known = new Map<string, Robots>()

  async function robots(origin: string): Promise<Robots> {
    const before = known.get(origin)
    if (before !== undefined) return before
    const address = `${origin}/robots.txt`
    const found = await politely(new URL(origin).host, delayMs, signal, () =>
      fetchText(dialer, address, LARGEST_ROBOTS, signal),
    )
    if (found.kind === 'failed') throw new NotNow(found)
    const read = robotsOf(address, found.fetched)
    if (read === 'unknown') throw new NotNow({ because: 'status', detail: String(found.fetched.status) })
    known.set(origin, read)
    return read
  }

  async function inTurn<T>(address: string, work: () => Promise<T>): Promise<T> {
    const { origin, host } = new URL(address)
    const pauseMs = Math.max(delayMs, (await robots(origin)).delayMs ?? 0)
    return politely(host, pauseMs, signal, work)
  }

  return {
    robots,
    page: (address, version) =>
      inTurn(address, () => fetchPage(dialer, address, version, clock.now(), signal)),

    async sitemapPages(origin) {
      const { sitemaps, mayRead } = await robots(origin)
      const queue = sitemaps.length > 0 ? [...sitemaps] : [`${origin}/sitemap.xml`]
      const asked = new Set<string>()
      const pages: string[] = []
      for (let at = 0; at < queue.length && asked.size < MOST_SITEMAPS && pages.length < MOST_LISTED; at++) {
        const address = URL.parse(queue[at] ?? '', origin)
        if (address?.origin !== origin || asked.has(address.href) || !mayRead(address.href)) continue
        asked.add(address.href)
        const found = await inTurn(address.href, () =>
          fetchText(dialer, address.href, LARGEST_SITEMAP, signal),
        )
        // what cannot be read lists nothing; links lead to the pages as well
        if (found.kind === 'failed' || found.fetched.status !== 200) continue
        const listed = readSitemap(found.fetched.text)
        pages.push(...listed.pages.slice(0, MOST_LISTED))
        queue.push(...listed.sitemaps.slice(0, MOST_SITEMAPS))
      }
      return pages
    },
  }
}
