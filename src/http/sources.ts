import { z } from 'zod'
import type { AuditAction } from '../audit.ts'
import { websiteFields, websitePatch } from '../crawl/fields.ts'
import { cancelCrawl, patchWebsite, removeWebsite, startCrawl } from '../crawl/manage.ts'
import { inOrganization, type Tx } from '../store/database.ts'
import { pageReasons } from '../store/schema-websites.ts'
import { countPages, listPages, noPages } from '../store/website-pages.ts'
import {
  countArticles,
  countWebsites,
  findWebsite,
  insertWebsite,
  listWebsites,
  type Website,
} from '../store/websites.ts'
import { audit } from './audited.ts'
import type { Caller } from './caller.ts'
import { ApiError, notFound, unprocessable } from './error.ts'
import { type HttpDeps, listOf, operation } from './operation.ts'
import { refuseUncallableWebsite } from './outgoing.ts'
import { cursor, given, limit, pageOf, readCursor } from './page.ts'
import { pageStates, presentPage, presentSource, sourcePageSchema, sourceSchema } from './present-websites.ts'

/** Where knowledge is read from by itself: websites, with their crawls and pages. */

const tag = 'Knowledge'
const path = '/api/v1/knowledge/sources'
const params = z.object({ id: z.uuid() })
const errors = { 404: 'No such source' }
const MOST_WEBSITES = 50

export const findSources = operation(
  {
    method: 'get',
    path,
    summary: 'Websites that the knowledge is read from, newest first, with how their last crawl went',
    tag,
    query: z.object({ limit: limit(100, 50), cursor }),
    answer: listOf(sourceSchema),
  },
  async ({ deps, caller, query }) =>
    inOrganization(deps.database, caller.organizationId, async (tx) => {
      const page = { limit: query.limit + 1, after: readCursor(query.cursor, z.uuid()) }
      const rows = await listWebsites(tx, page)
      const present = await presenting(tx, rows, deps.clock.now())
      return pageOf(rows, query.limit, present, ({ createdAt, id }) => ({ at: createdAt, id }))
    }),
)

export const addSource = operation(
  {
    method: 'post',
    path,
    summary: 'Add a website, and begin to read it',
    tag,
    body: websiteFields,
    answer: sourceSchema,
    status: 201,
  },
  async ({ deps, caller, body: { kind: _website, ...fields } }) => {
    await refuseUncallableWebsite(deps, fields.url)
    const now = deps.clock.now()
    return inOrganization(deps.database, caller.organizationId, async (tx) => {
      if ((await countWebsites(tx)) >= MOST_WEBSITES)
        throw unprocessable('too_many', 'url', `At most ${MOST_WEBSITES} websites are read.`)
      const website = await insertWebsite(tx, caller.organizationId, fields, now)
      await noting(caller, 'website.added', now)(tx, null, website)
      return presentOne(tx, website, now)
    })
  },
)

export const getSource = operation(
  { method: 'get', path: `${path}/{id}`, summary: 'One website', tag, params, answer: sourceSchema, errors },
  async ({ deps, caller, params: { id } }) =>
    inOrganization(deps.database, caller.organizationId, async (tx) =>
      presentOne(tx, found(await findWebsite(tx, id)), deps.clock.now()),
    ),
)

export const changeSource = operation(
  {
    method: 'patch',
    path: `${path}/{id}`,
    summary:
      'Change how a website is read; what is left out stays. Pages that are excluded from now on lose their articles; another address is read at once',
    tag,
    params,
    body: websitePatch,
    answer: sourceSchema,
    errors,
  },
  async ({ deps, caller, params: { id }, body }) => {
    if (body.url !== undefined) await refuseUncallableWebsite(deps, body.url)
    const whose = whoseOf(deps, caller)
    const note = noting(caller, 'website.changed', whose.now)
    return presentNow(deps, caller, found(await patchWebsite(whose, id, body, note)))
  },
)

export const dropSource = operation(
  {
    method: 'delete',
    path: `${path}/{id}`,
    summary: 'Remove a website, and all articles that were read from it',
    tag,
    params,
    answer: z.object({ articles: z.number().describe('So many went with it') }),
    errors,
  },
  async ({ deps, caller, params: { id } }) => {
    const whose = whoseOf(deps, caller)
    const removed = await removeWebsite(whose, id, noting(caller, 'website.removed', whose.now))
    return { articles: found(removed) }
  },
)

export const crawlSource = operation(
  {
    method: 'post',
    path: `${path}/{id}/crawl`,
    summary: 'Read a website now',
    tag,
    params,
    answer: sourceSchema,
    status: 202,
    errors: { ...errors, 409: 'It is being read already' },
  },
  async ({ deps, caller, params: { id } }) => {
    const whose = whoseOf(deps, caller)
    const started = found(await startCrawl(whose, id, noting(caller, 'website.crawl_started', whose.now)))
    if (started === 'busy') throw new ApiError(409, 'crawling', 'This website is being read already.')
    return presentNow(deps, caller, started)
  },
)

export const cancelSource = operation(
  {
    method: 'post',
    path: `${path}/{id}/cancel`,
    summary: 'Stop reading a website; what was read stays, and no article goes',
    tag,
    params,
    answer: sourceSchema,
    errors: { ...errors, 409: 'It is not being read' },
  },
  async ({ deps, caller, params: { id } }) => {
    const whose = whoseOf(deps, caller)
    const stopped = found(await cancelCrawl(whose, id, noting(caller, 'website.crawl_cancelled', whose.now)))
    if (stopped === 'idle') throw new ApiError(409, 'not_crawling', 'This website is not being read.')
    return presentNow(deps, caller, stopped)
  },
)

export const findSourcePages = operation(
  {
    method: 'get',
    path: `${path}/{id}/pages`,
    summary: 'A website’s pages by address, with what the last crawl found of each',
    tag,
    params,
    query: z.object({
      state: given(z.enum(pageStates)),
      because: given(z.enum(pageReasons)),
      q: given(z.string().max(200, 'at most 200 characters')).describe('Stands in the address or the title'),
      limit: limit(200, 50),
      cursor: given(z.uuid()),
    }),
    answer: listOf(sourcePageSchema),
    errors,
  },
  async ({ deps, caller, params: { id }, query }) => {
    const rows = await inOrganization(deps.database, caller.organizationId, async (tx) => {
      found(await findWebsite(tx, id))
      return listPages(tx, id, query, { limit: query.limit + 1, after: query.cursor ?? null })
    })
    const items = rows.slice(0, query.limit)
    return {
      items: items.map(presentPage),
      next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null,
    }
  },
)

function whoseOf({ database, clock }: HttpDeps, { organizationId }: Caller) {
  return { database, organizationId, now: clock.now() }
}

function presentNow({ database, clock }: HttpDeps, { organizationId }: Caller, website: Website) {
  return inOrganization(database, organizationId, (tx) => presentOne(tx, website, clock.now()))
}

async function presentOne(tx: Tx, website: Website, now: Date) {
  return (await presenting(tx, [website], now))(website)
}

async function presenting(tx: Tx, websites: Website[], now: Date) {
  const pages = await countPages(tx, websites)
  const articles = await countArticles(
    tx,
    websites.map(({ id }) => id),
  )
  return (website: Website) =>
    presentSource(website, pages.get(website.id) ?? noPages(), articles.get(website.id) ?? 0, now)
}

/** Who did it, written down with it. Of a crawl only that it was begun or stopped. */
function noting(caller: Caller, action: AuditAction, now: Date) {
  return (tx: Tx, before: Website | null, after: Website | null): Promise<void> => {
    const isDeed = action.startsWith('website.crawl_')
    const subjectId = (before ?? after)?.id ?? null
    const url = after?.url ?? null
    const change = isDeed
      ? { before: { url }, after: { url }, isDeed }
      : { before: audited(before), after: audited(after) }
    return audit(tx, caller, { action, subjectId, ...change }, now)
  }
}

function audited(website: Website | null) {
  if (website === null) return null
  const { url, include, exclude, pageLimit, everyHours, visibility } = website
  return { url, include, exclude, pageLimit, everyHours, visibility }
}

function found<T>(website: T | null): T {
  if (website === null) throw notFound('source')
  return website
}
