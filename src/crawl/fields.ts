import { z } from 'zod'
import { webAddress } from './address.ts'

/** What a member says of a website. */

const MOST_PATTERNS = 100

const url = z
  .string('an address')
  .max(2_000, 'at most 2000 characters')
  .transform((text, context) => {
    const address = webAddress(text)
    if (address !== null) return address.href
    context.addIssue({ code: 'custom', message: 'an address that begins with http:// or https://' })
    return z.NEVER
  })
  .describe('Where a crawl begins')

const pattern = z
  .string('a text')
  .trim()
  .startsWith('/', 'must begin with /')
  .max(500, 'at most 500 characters')
const patterns = z.array(pattern, 'a list of texts').max(MOST_PATTERNS, `at most ${MOST_PATTERNS} paths`)
const include = patterns.describe(
  'Beginnings of paths that are read, as robots.txt writes them: * for anything, $ for the end; none: all',
)
const exclude = patterns.describe('The same for what is not read; it outweighs')
const pageLimit = z
  .int('a whole number')
  .min(1, 'at least 1')
  .max(5_000, 'at most 5000')
  .describe('So many pages are asked for in one crawl')
const everyHours = z
  .int('a whole number of hours')
  .min(1, 'at least 1')
  .max(24 * 90, 'at most 2160')
  .nullable()
  .describe('24: daily, 168: weekly; null: only when somebody starts it')
const visibility = z.enum(['public', 'internal']).describe('Of its articles')

export const websiteFields = z.strictObject({
  kind: z.literal('website').default('website'),
  url,
  include: include.default([]),
  exclude: exclude.default([]),
  pageLimit: pageLimit.default(200),
  everyHours: everyHours.default(null),
  visibility: visibility.default('public'),
})

export const websitePatch = z
  .strictObject({ url, include, exclude, pageLimit, everyHours, visibility })
  .partial()
