import { z } from 'zod'
import type { AuditAction } from '../audit.ts'
import { type Article, articleFields, articlePatch } from '../knowledge/article.ts'
import { createArticle, type Note, patchArticle, removeAll, removeArticle } from '../knowledge/ingest.ts'
import { bestOfEachArticle, LONGEST_QUERY } from '../knowledge/search.ts'
import { inOrganization } from '../store/database.ts'
import { findArticle, listArticles } from '../store/knowledge.ts'
import { audit } from './audited.ts'
import type { Caller } from './caller.ts'
import { notFound, unprocessable } from './error.ts'
import { listOf, operation } from './operation.ts'
import { cursor, given, limit, pageOf, readCursor } from './page.ts'

const tag = 'Knowledge'
const MIB = 1024 * 1024
const params = z.object({ id: z.uuid() })

export const articleSchema = z
  .object({
    id: z.string(),
    externalId: z.string().nullable(),
    title: z.string(),
    body: z.string(),
    phrasings: z.array(z.string()),
    url: z.string().nullable(),
    visibility: z.enum(['public', 'internal']),
    state: z.enum(['published', 'draft']),
    language: z.string(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Article' })

export const findArticles = operation(
  {
    method: 'get',
    path: '/api/v1/knowledge/articles',
    summary: 'Articles, newest first',
    tag,
    query: z.object({ state: given(z.enum(['published', 'draft'])), limit: limit(200, 50), cursor }),
    answer: listOf(articleSchema),
  },
  async ({ deps, caller: { organizationId }, query }) => {
    const after = readCursor(query.cursor, z.uuid())
    const rows = await inOrganization(deps.database, organizationId, (tx) =>
      listArticles(tx, organizationId, { limit: query.limit + 1, after, state: query.state ?? null }),
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
    const note = noting(caller, 'article.added', now)
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
    const article = await inOrganization(deps.database, organizationId, (tx) =>
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
    body: articlePatch,
    maxBytes: 4 * MIB,
    answer: articleSchema,
  },
  async ({ deps, caller, params: { id }, body }) => {
    const now = deps.clock.now()
    const note = noting(caller, 'article.changed', now)
    return presentArticle(
      found(await patchArticle(deps.database, caller.organizationId, id, body, now, note)),
    )
  },
)

export const dropArticle = operation(
  { method: 'delete', path: '/api/v1/knowledge/articles/{id}', summary: 'Delete an article', tag, params },
  async ({ deps, caller, params: { id } }) => {
    const note = noting(caller, 'article.removed', deps.clock.now())
    if (!(await removeArticle(deps.database, caller.organizationId, id, note))) throw notFound('article')
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

export const searchKnowledge = operation(
  {
    method: 'post',
    path: '/api/v1/knowledge/search',
    summary: 'What an answer to this would rest on',
    tag,
    body: z.strictObject({
      query: z
        .string()
        .trim()
        .min(1, 'must not be empty')
        .max(LONGEST_QUERY, `at most ${LONGEST_QUERY} characters`),
      limit: z.number().int().min(1).max(50).default(10),
    }),
    answer: z.object({
      items: z.array(
        z.object({
          articleId: z.string(),
          externalId: z.string().nullable(),
          title: z.string(),
          text: z.string(),
          score: z.number(),
        }),
      ),
    }),
  },
  async ({ deps, caller, body }) => {
    // articles are asked for, passages found: a long article may hold many of the best
    const passages = await deps.knowledge.search(caller.organizationId, body.query, {
      limit: Math.max(body.limit * 5, 50),
    })
    const items = bestOfEachArticle(passages).slice(0, body.limit)
    return {
      items: items.map(({ articleId, externalId, title, text, score }) => ({
        articleId,
        externalId,
        title,
        text,
        score,
      })),
    }
  },
)

/** Who made, changed or removed an article, written down with it. */
function noting(caller: Caller, action: AuditAction, now: Date): Note {
  return (tx, before, after) => {
    const subjectId = (before ?? after)?.id ?? null
    return audit(tx, caller, { action, subjectId, before: audited(before), after: audited(after) }, now)
  }
}

function audited(article: Article | null) {
  if (article === null) return null
  const { id: _id, createdAt: _made, updatedAt: _changed, ...fields } = article
  return fields
}

export function presentArticle(article: Article): z.input<typeof articleSchema> {
  return {
    ...article,
    createdAt: article.createdAt.toISOString(),
    updatedAt: article.updatedAt.toISOString(),
  }
}

function found<T>(article: T | null): T {
  if (article === null) throw notFound('article')
  return article
}
