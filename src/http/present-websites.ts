import { z } from 'zod'
import { pageReasons } from '../store/schema-websites.ts'
import type { PageCounts, WebsitePage } from '../store/website-pages.ts'
import type { Website } from '../store/websites.ts'

/** How websites and their pages leave. */

const count = z.number()

export const sourceSchema = z
  .object({
    id: z.string(),
    kind: z.literal('website'),
    url: z.string(),
    include: z.array(z.string()),
    exclude: z.array(z.string()),
    pageLimit: z.number(),
    everyHours: z.number().nullable(),
    visibility: z.enum(['public', 'internal']),
    articles: count.describe('How many were made of its pages'),
    crawl: z.object({
      state: z
        .enum(['idle', 'waiting', 'crawling', 'paused'])
        .describe('waiting: begins in a moment; paused: the site has asked us to come back later'),
      startedAt: z.string().nullable(),
      endedAt: z.string().nullable(),
      resumesAt: z.string().nullable(),
      outcome: z
        .enum(['complete', 'partial', 'failed', 'cancelled'])
        .nullable()
        .describe('Of the last one; partial: pages failed, or there were more than may be read'),
      failure: z.enum(['robots_unknown', 'site_down', 'nothing_read']).nullable(),
      failureDetail: z.string().nullable(),
      isLimited: z.boolean().describe('It met more pages than may be read'),
      pages: z.object({
        found: count,
        waiting: count,
        read: count,
        unchanged: count,
        skipped: count,
        failed: count,
        gone: count,
      }),
    }),
    nextCrawlAt: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Source' })

export function presentSource(
  website: Website,
  pages: PageCounts,
  articles: number,
  now: Date,
): z.input<typeof sourceSchema> {
  const { id, url, include, exclude, pageLimit, everyHours, visibility, dueAt, isCrawling } = website
  const isLater = dueAt !== null && dueAt > now
  const idle = dueAt === null || isLater ? 'idle' : 'waiting'
  return {
    id,
    kind: 'website',
    url,
    include,
    exclude,
    pageLimit,
    everyHours,
    visibility,
    articles,
    crawl: {
      state: isCrawling ? (isLater ? 'paused' : 'crawling') : idle,
      startedAt: iso(website.startedAt),
      endedAt: iso(website.endedAt),
      resumesAt: isCrawling && isLater ? iso(dueAt) : null,
      outcome: website.outcome,
      failure: website.failure,
      failureDetail: website.failureDetail,
      isLimited: website.isLimited,
      pages,
    },
    nextCrawlAt: !isCrawling && isLater ? iso(dueAt) : null,
    createdAt: website.createdAt.toISOString(),
    updatedAt: website.updatedAt.toISOString(),
  }
}

export const pageStates = ['waiting', 'read', 'unchanged', 'skipped', 'failed', 'gone'] as const

export const sourcePageSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    state: z.enum(pageStates),
    because: z.enum(pageReasons).nullable().describe('Why it made no article, or none any more'),
    detail: z
      .string()
      .nullable()
      .describe('The status, the type, the other address, or why it may not be called'),
    title: z.string().nullable(),
    articleId: z.string().nullable(),
    checkedAt: z.string().nullable().describe('When it was last asked for'),
  })
  .meta({ id: 'SourcePage' })

export function presentPage(page: WebsitePage): z.input<typeof sourcePageSchema> {
  const { id, url, state, because, detail, title, articleId, checkedAt } = page
  return { id, url, state, because, detail, title, articleId, checkedAt: iso(checkedAt) }
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null
}
