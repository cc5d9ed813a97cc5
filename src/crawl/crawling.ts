import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { createDialer } from '../dial.ts'
import { crawlRule } from '../host-rule.ts'
import { readHtml } from '../knowledge/html.ts'
import type { Crawling } from './crawl.ts'
import { createPolitely } from './polite.ts'

const DELAY_MS = 500

/** How this process reads websites: all of them through one dialer, each host in one line. */
export function openCrawling({ crawlHosts }: Pick<Config, 'crawlHosts'>, clock: Clock): Crawling {
  const allow = crawlRule(crawlHosts)
  return {
    allow,
    dialer: createDialer(allow),
    politely: createPolitely(clock),
    delayMs: DELAY_MS,
    readHtml,
  }
}
