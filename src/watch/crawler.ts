import type { App } from '../app.ts'
import { crawlSome } from '../crawl/crawl.ts'
import { faultFields } from '../log.ts'
import { websitesDue } from '../store/crawls.ts'
import { type Again, again } from './again.ts'

const ASK_EVERY_MS = 1_000
/** Websites that one instance reads side by side. */
const AT_ONCE = 4
const FAILED = 'reading a website failed'

/** Reads the websites that are due, some pages of each in turn, beside all else: a slow one holds up neither the others nor any other duty. */
export function startCrawler(app: App): Again {
  const underWay = new Map<string, Promise<void>>()

  const looking = again(app, FAILED, async (signal) => {
    const room = AT_ONCE - underWay.size
    const due = room === 0 ? [] : await websitesDue(app.database, app.clock.now(), room)
    for (const website of due) if (!underWay.has(website.id)) underWay.set(website.id, read(website, signal))
    return { waitMs: ASK_EVERY_MS, isBusy: underWay.size > 0 }
  })

  async function read(website: { id: string; organizationId: string }, signal: AbortSignal): Promise<void> {
    try {
      await crawlSome(app, website, signal)
    } catch (fault) {
      app.log.error({ websiteId: website.id, ...faultFields(fault) }, FAILED)
    } finally {
      underWay.delete(website.id)
    }
  }

  return {
    isBusy: () => underWay.size > 0 || looking.isBusy(),
    async stop() {
      await looking.stop()
      await Promise.all(underWay.values())
    },
  }
}
