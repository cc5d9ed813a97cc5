import { saveFromWebsite } from '../knowledge/from-website.ts'
import { type Met, meetPages, notePage, sameContent } from '../store/crawl-queue.ts'
import { noteCrawl } from '../store/crawls.ts'
import type { Tx } from '../store/database.ts'
import type { WebsitePage } from '../store/website-pages.ts'
import type { Website } from '../store/websites.ts'
import type { Lane } from './lane.ts'
import type { Visited } from './visit.ts'

/** What came of a page, written down in one transaction with what it leads to and with its article. */

/** What passes by itself is tried so often, after the other pages. */
const TRIES = 3

export async function keep(lane: Lane, page: WebsitePage, visited: Visited, now: Date): Promise<void> {
  const isNews = visited.kind === 'article' && visited.version.contentHash !== knownHash(page)
  const write = isNews ? lane.writeKnowledge : lane.write
  await write(async (tx, website) => {
    await note(tx, lane.organizationId, website, page, visited, now)
    await meet(tx, lane.organizationId, website, visited.met)
  })
}

export async function meet(tx: Tx, organizationId: string, website: Website, met: Met[]): Promise<void> {
  if (met.length === 0) return
  const areAll = await meetPages(tx, organizationId, website, met)
  if (!areAll && !website.isLimited) await noteCrawl(tx, website.id, { isLimited: true })
}

/** null: it has no article, whatever it said before. */
function knownHash({ articleId, contentHash }: WebsitePage): string | null {
  return articleId === null ? null : contentHash
}

async function note(
  tx: Tx,
  organizationId: string,
  website: Website,
  page: WebsitePage,
  visited: Visited,
  now: Date,
): Promise<void> {
  const checked = { because: null, detail: null, checkedAt: now }
  switch (visited.kind) {
    case 'unchanged':
      return notePage(tx, page.id, { ...checked, state: 'unchanged' })
    case 'gone':
      return notePage(tx, page.id, { ...checked, state: 'gone', because: 'not_found' })
    case 'skipped': {
      const { because, detail } = visited
      const title = visited.title ?? page.title
      return notePage(tx, page.id, { ...checked, state: 'skipped', because, detail, title })
    }
    case 'busy':
      return again({ because: 'status', detail: String(visited.status) })
    case 'failed': {
      const { because, detail } = visited
      return visited.isPassing ? again({ because, detail }) : failed({ because, detail })
    }
    case 'article':
      return noteArticle(tx, organizationId, website, page, visited, now)
  }

  function again(why: Pick<WebsitePage, 'because' | 'detail'>): Promise<void> {
    const attempts = page.attempts + 1
    return attempts < TRIES ? notePage(tx, page.id, { attempts, checkedAt: now }) : failed(why)
  }
  function failed(why: Pick<WebsitePage, 'because' | 'detail'>): Promise<void> {
    return notePage(tx, page.id, { ...why, state: 'failed', checkedAt: now })
  }
}

async function noteArticle(
  tx: Tx,
  organizationId: string,
  website: Website,
  page: WebsitePage,
  { article, version, links }: Visited & { kind: 'article' },
  now: Date,
): Promise<void> {
  const read = { because: null, detail: null, checkedAt: now, title: article.title, ...version, links }
  // its origin is the website's from now on: the start's redirects have come to their end
  if (website.site === null) await noteCrawl(tx, website.id, { site: new URL(page.url).origin })
  const twin = await sameContent(tx, website, { id: page.id, contentHash: version.contentHash })
  if (twin !== null)
    return notePage(tx, page.id, { ...read, state: 'skipped', because: 'duplicate', detail: twin })
  if (version.contentHash === knownHash(page)) return notePage(tx, page.id, { ...read, state: 'unchanged' })
  const articleId = await saveFromWebsite(
    tx,
    organizationId,
    // as a member may have changed it since the page was asked for
    {
      id: page.articleId,
      pageId: page.id,
      websiteId: website.id,
      fields: { ...article, visibility: website.visibility },
    },
    now,
  )
  await notePage(tx, page.id, { ...read, state: 'read', articleId })
}
