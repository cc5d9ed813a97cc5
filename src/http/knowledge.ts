import { z } from 'zod'
import type { AuditAction } from '../audit.ts'
import { type Article, articleFields, articlePatch } from '../knowledge/article.ts'
import {
  ChangedMeanwhile,
  createArticle,
  type Note,
  patchArticle,
  ReadFromWebsite,
  removeAll,
  removeArticle,
} from '../knowledge/ingest.ts'
import { readInOrganization } from '../store/database.ts'
import { findArticle, listArticles } from '../store/knowledge.ts'
import { audit } from './audited.ts'
import type { Caller } from './caller.ts'
import { ApiError, notFound, unprocessable } from './error.ts'
import { listOf, operation } from './operation.ts'
import { cursor, given, limit, pageOf, readCursor } from './page.ts'
import { articleSchema, presentArticle } from './present-knowledge.ts'

const tag = 'Knowledge'
const MIB = 1024 * 1024
const params = z.object({ id: z.uuid() })

export const findArticles = operation(
  {
    method: 'get',
    path: '/api/v1/knowledge/articles',
    summary: 'Articles, newest first',
    tag,
    query: z.object({
      state: given(z.enum(['published', 'draft'])),
      visibility: given(z.enum(['public', 'internal'])),
      q: given(z.string().max(200, 'at most 200 characters')).describe(
        'Each of its words stands in the article',
      ),
      brief: given(z.enum(['true', 'false'])).describe('Of each body its beginning only, and no phrasings'),
      limit: limit(200, 50),
      cursor,
    }),
    answer: listOf(articleSchema),
  },
  async ({ deps, caller: { organizationId }, query }) => {
    const { limit, brief, state, visibility, q } = query
    const page = { limit: limit + 1, after: readCursor(query.cursor, z.uuid()), isBrief: brief === 'true' }
    const rows = await readInOrganization(deps.database, organizationId, (tx) =>
      listArticles(tx, organizationId, { state, visibility, q }, page),
    )
    return pageOf(rows, query.limit, presentArticle, ({ createdAt, id }) => ({ at: createdAt, id }))
  },
)

export const addArticle = operation(
  {
    method: 'post',
    path: '/api/v1/knowledge/articles',
    summary: 'Add an article',
    tag,
    body: articleFields,
    maxBytes: 4 * MIB,
    answer: articleSchema,
    status: 201,
  },
  async ({ deps, caller, body }) => {
    const now = deps.clock.now()
    const note = notingArticle(caller, 'article.added', now)
    return presentArticle(await createArticle(deps.database, caller.organizationId, body, now, note))
  },
)

export const getArticle = operation(
  {
    method: 'get',
    path: '/api/v1/knowledge/articles/{id}',
    summary: 'One article',
    tag,
    params,
    answer: articleSchema,
  },
  async ({ deps, caller: { organizationId }, params: { id } }) => {
    const article = await readInOrganization(deps.database, organizationId, (tx) =>
      findArticle(tx, organizationId, id),
    )
    return presentArticle(found(article))
  },
)

export const changeArticle = operation(
  {
    method: 'patch',
    path: '/api/v1/knowledge/articles/{id}',
    summary: 'Change an article; what is left out stays',
    tag,
    params,
    body: articlePatch.extend({
      ifUpdatedAt: z.iso
        .datetime()
        .optional()
        .describe('Its updatedAt as you read it: 409 when somebody has changed it since'),
    }),
    maxBytes: 4 * MIB,
    answer: articleSchema,
    errors: { 409: 'Somebody has changed it since it was read' },
  },
  async ({ deps, caller, params: { id }, body: { ifUpdatedAt, ...patch } }) => {
    const now = deps.clock.now()
    const note = notingArticle(caller, 'article.changed', now)
    const readAt = ifUpdatedAt === undefined ? null : new Date(ifUpdatedAt)
    const changing = patchArticle(deps.database, caller.organizationId, id, patch, now, note, readAt)
    return presentArticle(found(await changing.catch(refuseOlder).catch(refuseWebsites)))
  },
)

export const dropArticle = operation(
  {
    method: 'delete',
    path: '/api/v1/knowledge/articles/{id}',
    summary: 'Delete an article',
    tag,
    params,
    errors: { 409: 'It is read from a website' },
  },
  async ({ deps, caller, params: { id } }) => {
    const note = notingArticle(caller, 'article.removed', deps.clock.now())
    const removing = removeArticle(deps.database, caller.organizationId, id, note)
    if (!(await removing.catch(refuseWebsites))) throw notFound('article')
  },
)

export const emptyKnowledge = operation(
  {
    method: 'delete',
    path: '/api/v1/knowledge/articles',
    summary: 'Delete all articles',
    tag,
    query: z.object({ all: z.string().optional() }),
  },
  async ({ deps, caller, query }) => {
    if (query.all !== 'true') {
      throw unprocessable('invalid', 'all', 'This deletes every article: say so with ?all=true.')
    }
    const now = deps.clock.now()
    await removeAll(deps.database, caller.organizationId, (tx, articles) =>
      audit(tx, caller, { action: 'knowledge.emptied', before: { articles }, after: { articles: 0 } }, now),
    )
  },
)

function refuseOlder(error: unknown): never {
  if (!(error instanceof ChangedMeanwhile)) throw error
  throw new ApiError(409, 'changed_meanwhile', 'Somebody has changed this article since you opened it.')
}

function refuseWebsites(error: unknown): never {
  if (!(error instanceof ReadFromWebsite)) throw error
  const { field } = error
  if (field === null)
    throw new ApiError(
      409,
      'from_website',
      'This article is read from a website: exclude its page there, and it goes.',
    )
  throw unprocessable(
    'from_website',
    field,
    'This article is read from a website: what it says is changed there. Here its phrasings can be changed.',
  )
}

/** Who made, changed or removed an article, written down with it. */
export function notingArticle(caller: Caller, action: AuditAction, now: Date): Note {
  return (tx, before, after) => {
    const subjectId = (before ?? after)?.id ?? null
    return audit(tx, caller, { action, subjectId, before: audited(before), after: audited(after) }, now)
  }
}

function audited(article: Article | null) {
  if (article === null) return null
  const { id: _id, websiteId: _from, createdAt: _made, updatedAt: _changed, ...fields } = article
  return fields
}

function found<T>(article: T | null): T {
  if (article === null) throw notFound('article')
  return article
}
