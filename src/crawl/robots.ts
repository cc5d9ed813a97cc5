import exported from 'robots-parser'
import type { FetchedText } from './fetch.ts'

/** What a site asks of whoever reads it by machine (RFC 9309). */
export interface Robots {
  mayRead(address: string): boolean
  /** Between two requests; null: it says nothing of it. */
  delayMs: number | null
  sitemaps: string[]
}

// its types name a default export, its CommonJS has the function itself
const robotsParser = exported as unknown as (typeof exported)['default']

export const AGENT = 'Baton'
/** More is not read, as the standard allows. */
export const LARGEST_ROBOTS = 500 * 1024
/** A site that asks for more waits no longer than this: within the lease of a crawl. */
export const LONGEST_DELAY_MS = 20_000

/** Pure. `unknown`: the site does not say now whether it may be read, and so it is not. */
export function robotsOf(address: string, { status, text }: FetchedText): Robots | 'unknown' {
  if (status === 429 || status >= 500) return 'unknown'
  // what the site does not keep forbids nothing
  const robots = robotsParser(address, status === 200 ? text : '')
  const seconds = robots.getCrawlDelay(AGENT)
  return {
    mayRead: (page) => robots.isAllowed(page, AGENT) !== false,
    delayMs:
      seconds === undefined || !Number.isFinite(seconds)
        ? null
        : Math.min(Math.max(0, seconds * 1_000), LONGEST_DELAY_MS),
    sitemaps: robots.getSitemaps(),
  }
}

const WITH_VALUE = /^(max-(snippet|image-preview|video-preview)|unavailable_after)$/

/** What X-Robots-Tag says to us: rules for another's agent are not ours. */
export function tagSays(header: string | null): { noIndex: boolean; noFollow: boolean } {
  let isOurs = true
  const rules = new Set<string>()
  for (const part of (header ?? '').toLowerCase().split(',')) {
    const [before = '', ...after] = part.split(':')
    const agent = before.trim()
    // a rule with a value, such as max-snippet: 5, names no agent
    const namesAgent = after.length > 0 && !WITH_VALUE.test(agent)
    if (namesAgent) isOurs = agent === '*' || agent === AGENT.toLowerCase()
    if (isOurs) rules.add((namesAgent ? after.join(':') : part).trim())
  }
  const has = (rule: string) => rules.has(rule) || rules.has('none')
  return { noIndex: has('noindex'), noFollow: has('nofollow') }
}
