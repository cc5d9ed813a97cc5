import type { Generated } from 'kysely'
import type { Json, JsonWithDefault } from './schema-json.ts'

export type CrawlOutcome = 'complete' | 'partial' | 'failed' | 'cancelled'
/** Why no page could be read, or no further one. */
export type CrawlFailure = 'robots_unknown' | 'site_down' | 'nothing_read'
export type PageState = 'waiting' | 'read' | 'unchanged' | 'skipped' | 'failed' | 'gone'

/** Why a page made no article. */
export const pageReasons = [
  // it was not asked for
  'excluded',
  'robots',
  'not_read',
  // it says so itself
  'noindex',
  'redirect',
  'canonical',
  'duplicate',
  'off_site',
  'not_html',
  'too_large',
  'no_text',
  // it could not be read
  'status',
  'timeout',
  'unreachable',
  'not_allowed',
  'unreadable',
  // it is not there any more
  'not_found',
  'not_reached',
] as const
export type PageReason = (typeof pageReasons)[number]

export interface WebsitesTable {
  id: string
  organization_id: string
  url: string
  include: Json<string[]>
  exclude: Json<string[]>
  page_limit: number
  every_hours: number | null
  visibility: 'public' | 'internal'
  site: string | null
  crawl: Generated<number>
  is_crawling: Generated<boolean>
  are_sitemaps_read: Generated<boolean>
  is_limited: Generated<boolean>
  started_at: Date | null
  ended_at: Date | null
  outcome: CrawlOutcome | null
  failure: CrawlFailure | null
  failure_detail: string | null
  due_at: Date | null
  lease_until: Date | null
  fence: Generated<number>
  taken_at: Date | null
  created_at: Date
  updated_at: Date
}

export interface WebsitePagesTable {
  id: string
  organization_id: string
  website_id: string
  url: string
  depth: number
  crawl: number
  state: PageState
  because: PageReason | null
  detail: string | null
  attempts: Generated<number>
  title: string | null
  article_id: string | null
  content_hash: string | null
  etag: string | null
  last_modified: string | null
  links: JsonWithDefault<string[]>
  checked_at: Date | null
}
