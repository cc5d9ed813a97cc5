import { z } from 'zod'
import { phrasing } from '../knowledge/article.ts'
import { acceptPhrasing, dismissPhrasing } from '../knowledge/phrasings.ts'
import { inOrganization } from '../store/database.ts'
import { listSuggested, type SuggestedPhrasing } from '../store/suggested-phrasings.ts'
import { audit } from './audited.ts'
import { ApiError, notFound, unprocessable } from './error.ts'
import { listOf, operation } from './operation.ts'
import { cursor, given, limit, pageOf, readCursor } from './page.ts'
import { articleSchema, presentArticle } from './present-knowledge.ts'

/** What customers have taught about how an article is asked for: nothing of it is the article's until a member says so. */

const path = '/api/v1/knowledge/suggested-phrasings'
const tag = 'Knowledge'
const params = z.object({ id: z.uuid() })
const errors = { 404: 'No such suggestion', 409: 'It has been accepted or dismissed already' }

const suggestedSchema = z
  .object({
    id: z.string(),
    articleId: z.string(),
    articleTitle: z.string(),
    text: z.string().describe('As a customer put it, masked'),
    count: z.number().describe('In how many sessions it was asked alike; at most 100 are counted'),
    sessionIds: z.array(z.string()).describe('The newest of these'),
    createdAt: z.string(),
  })
  .meta({ id: 'SuggestedPhrasing' })

export const findSuggested = operation(
  {
    method: 'get',
    path,
    summary:
      'How customers asked for what an article then answered, newest first; nobody has decided about these yet',
    tag,
    query: z.object({ articleId: given(z.uuid()), limit: limit(200, 50), cursor }),
    answer: listOf(suggestedSchema),
  },
  async ({ deps, caller: { organizationId }, query }) => {
    const after = readCursor(query.cursor, z.uuid())
    const rows = await inOrganization(deps.database, organizationId, (tx) =>
      listSuggested(tx, { articleId: query.articleId ?? null, after, limit: query.limit + 1 }),
    )
    return pageOf(rows, query.limit, present, ({ createdAt, id }) => ({ at: createdAt, id }))
  },
)

export const acceptSuggested = operation(
  {
    method: 'post',
    path: `${path}/{id}/accept`,
    summary: 'Makes it one of the article’s phrasings, in other words where some are given',
    tag,
    params,
    body: z.strictObject({ text: phrasing.optional() }),
    answer: articleSchema,
    errors,
  },
  async ({ deps, caller, params: { id }, body }) => {
    const now = deps.clock.now()
    const { database } = deps
    const accepted = await acceptPhrasing(
      database,
      caller.organizationId,
      id,
      body.text ?? null,
      now,
      (tx, before, after) => {
        // how many, and not which: the log is for ever, and these began as a customer's words
        const change = {
          before: { phrasings: before?.phrasings.length },
          after: { phrasings: after?.phrasings.length },
        }
        const subjectId = after?.id ?? null
        return audit(tx, caller, { action: 'phrasing.accepted', subjectId, ...change, isDeed: true }, now)
      },
    )
    if (accepted.kind === 'unknown') throw notFound('suggestion')
    if (accepted.kind === 'decided') throw decided()
    if (accepted.kind === 'full')
      throw unprocessable(
        'invalid',
        'phrasings',
        'The article has as many phrasings as it may have: take one out first.',
      )
    return presentArticle(accepted.article)
  },
)

export const dismissSuggested = operation(
  {
    method: 'post',
    path: `${path}/{id}/dismiss`,
    summary: 'Takes it off the list, for good',
    tag,
    params,
    errors,
  },
  async ({ deps, caller, params: { id } }) => {
    const now = deps.clock.now()
    const change = { before: { state: 'suggested' }, after: { state: 'dismissed' } }
    const done = await dismissPhrasing(deps.database, caller.organizationId, id, now, (tx) =>
      audit(tx, caller, { action: 'phrasing.dismissed', subjectId: id, ...change }, now),
    )
    if (done === 'unknown') throw notFound('suggestion')
    if (done === 'decided') throw decided()
  },
)

function decided(): ApiError {
  return new ApiError(409, 'already_decided', 'Somebody has accepted or dismissed it already.')
}

function present(suggested: SuggestedPhrasing): z.input<typeof suggestedSchema> {
  return { ...suggested, createdAt: suggested.createdAt.toISOString() }
}
