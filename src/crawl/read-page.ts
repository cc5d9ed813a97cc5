import { type ArticleFields, articleFields } from '../knowledge/article.ts'
import { UnreadableFile } from '../knowledge/unreadable-file.ts'
import { hashOf } from '../secret.ts'
import type { PageReason } from '../store/schema-websites.ts'
import type { WebsitePage } from '../store/website-pages.ts'
import type { Website } from '../store/websites.ts'
import { isOnSite, pageAddress, pathOf } from './address.ts'
import type { Fetched } from './fetch.ts'
import { tagSays } from './robots.ts'

/** What a page's HTML comes to: an article, or why none; and where it leads. */

export interface Version {
  contentHash: string
  etag: string | null
  lastModified: string | null
}

/** From HTML to what it says and where it leads. Throws UnreadableFile for what is beyond its limits. */
export type ReadHtml = (
  html: string,
  url: string,
) => Promise<{
  /** Empty where it has none. */
  title: string
  markdown: string
  links: string[]
  canonical: string | null
  noIndex: boolean
  noFollow: boolean
}>

/** `instead`: the page that it names as the one that is meant. */
export type PageRead = { links: string[]; instead: string | null } & (
  | { kind: 'article'; article: ArticleFields; version: Version }
  | { kind: 'skipped'; because: PageReason; detail: string | null; title: string | null }
  | { kind: 'failed'; because: PageReason; detail: string | null; isPassing: false }
)

/** Kept of a page, for when it is unchanged and not sent again. */
const MOST_LINKS = 500

export async function readPage(
  { html, etag, lastModified, robotsTag }: Fetched & { kind: 'html' },
  readHtml: ReadHtml,
  {
    page,
    here,
    website,
    isExcluded,
  }: { page: WebsitePage; here: string; website: Website; isExcluded: boolean },
  signal: AbortSignal,
): Promise<PageRead> {
  const read = await readHtml(html, page.url).catch(unreadable)
  signal.throwIfAborted()
  if (read instanceof UnreadableFile) {
    const { message: detail } = read
    return { kind: 'failed', because: 'unreadable', detail, isPassing: false, links: [], instead: null }
  }
  const tag = tagSays(robotsTag)
  const onSite = (href: string) => {
    const address = pageAddress(href, page.url, here)
    return address === null || address === page.url || !isOnSite(address, here) ? [] : [address]
  }
  const links =
    read.noFollow || tag.noFollow ? [] : [...new Set(read.links.flatMap(onSite))].slice(0, MOST_LINKS)
  const title = read.title.trim().slice(0, 500) || null
  const no = (
    because: PageReason,
    detail: string | null = null,
    instead: string | null = null,
  ): PageRead => ({
    kind: 'skipped',
    because,
    detail,
    title,
    links,
    instead,
  })

  if (isExcluded) return no('excluded')
  if (read.noIndex || tag.noIndex) return no('noindex')
  const canonical = read.canonical === null ? null : pageAddress(read.canonical, page.url, here)
  if (canonical !== null && canonical !== page.url) return no('canonical', canonical, canonical)
  if (read.markdown.trim() === '') return no('no_text')
  const article = articleFields.safeParse({
    title: title ?? pathOf(page.url).slice(0, 500),
    body: read.markdown,
    url: page.url,
    visibility: website.visibility,
  })
  if (!article.success) return no('too_large')
  const version = { contentHash: hashOf(`${article.data.title}\n${article.data.body}`), etag, lastModified }
  return { kind: 'article', article: article.data, version, links, instead: null }
}

function unreadable(fault: unknown): UnreadableFile {
  if (fault instanceof UnreadableFile) return fault
  throw fault
}
