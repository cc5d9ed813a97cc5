import { z } from 'zod'
import { inOrganization, readInOrganization } from '../store/database.ts'
import { flagAnswer, flaggedAnswers } from '../store/flags.ts'
import { findMessage, type SeenMessage } from '../store/sessions-read.ts'
import { audit } from './audited.ts'
import type { Caller } from './caller.ts'
import { notFound } from './error.ts'
import { type HttpDeps, listOf, operation } from './operation.ts'
import { cursor, limit, pageOf, readCursor } from './page.ts'
import { messageSchema, presentMessage } from './present.ts'

/** What a member says of an answer of the AI's: that it was wrong. Nobody outside hears of it. */

const path = '/api/v1/messages/{id}/flag'
const tag = 'Sessions'
const params = z.object({ id: z.uuid() })
const errors = { 404: 'No such answer of the AI’s' }

const flaggedSchema = z
  .object({
    messageId: z.string(),
    sessionId: z.string(),
    question: z.string().nullable(),
    answer: z.string(),
    at: z.string(),
    by: z.string().nullable(),
    note: z.string().nullable(),
    articles: z
      .array(z.object({ id: z.string(), title: z.string() }))
      .describe('What the answer was made of, best first, as far as it is there still'),
  })
  .meta({ id: 'FlaggedAnswer' })

export const findFlags = operation(
  {
    method: 'get',
    path: '/api/v1/flags',
    summary: 'Answers that were flagged as wrong, the newest flag first',
    tag,
    query: z.object({ limit: limit(100, 50), cursor }),
    answer: listOf(flaggedSchema),
  },
  async ({ deps, caller, query }) => {
    const after = readCursor(query.cursor, z.uuid())
    const rows = await readInOrganization(deps.database, caller.organizationId, (tx) =>
      flaggedAnswers(tx, { after, limit: query.limit + 1 }),
    )
    return pageOf(
      rows,
      query.limit,
      (row) => ({
        messageId: row.id,
        sessionId: row.session_id,
        question: row.question,
        answer: row.text,
        at: row.flagged_at.toISOString(),
        by: row.flagged_by,
        note: row.flag_note,
        articles: row.articles,
      }),
      (row) => ({ at: row.flagged_at, id: row.id }),
    )
  },
)

export const addFlag = operation(
  {
    method: 'put',
    path,
    summary: 'Flags an answer of the AI’s as wrong',
    tag,
    params,
    body: z.strictObject({ note: z.string().trim().max(2_000).optional() }),
    answer: messageSchema,
    errors,
  },
  async ({ deps, caller, params: { id }, body }) => {
    const flag = { at: deps.clock.now(), by: caller.name, note: body.note || null }
    return presentMessage(await flagged(deps, caller, id, flag))
  },
)

export const removeFlag = operation(
  { method: 'delete', path, summary: 'Takes the flag back', tag, params, errors },
  async ({ deps, caller, params: { id } }) => {
    await flagged(deps, caller, id, null)
  },
)

function flagged(
  deps: HttpDeps,
  caller: Caller,
  id: string,
  flag: Parameters<typeof flagAnswer>[2],
): Promise<SeenMessage> {
  return inOrganization(deps.database, caller.organizationId, async (tx) => {
    const before = await findMessage(tx, id)
    if (before === null || !(await flagAnswer(tx, id, flag))) throw notFound('answer')
    const after = (await findMessage(tx, id)) ?? before
    const isFlagged = (message: SeenMessage) => ({ isFlagged: message.flagged_at !== null })
    // what was written about it may name the customer
    const change = { before: isFlagged(before), after: isFlagged(after) }
    await audit(tx, caller, { action: 'answer.flagged', subjectId: id, ...change }, deps.clock.now())
    return after
  })
}
