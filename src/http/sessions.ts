import { z } from 'zod'
import { closures, handoffReasons } from '../conversation.ts'
import { type Database, readInOrganization, type Tx } from '../store/database.ts'
import { figures } from '../store/figures.ts'
import { listSessions } from '../store/sessions-list.ts'
import { messagesOf, type SeenSession, sessionById, turnsOf } from '../store/sessions-read.ts'
import { readSettings } from '../store/settings.ts'
import { notFound } from './error.ts'
import { listOf, operation } from './operation.ts'
import { cursor, day, from, given, limit, pageOf, readCursor, to } from './page.ts'
import {
  messageSchema,
  presentMessage,
  presentSession,
  presentTurn,
  sessionSchema,
  turnSchema,
} from './present.ts'

const tag = 'Sessions'
const params = z.object({ id: z.uuid() })
const page = z.object({ limit: limit(500, 200), cursor })

export const findSessions = operation(
  {
    method: 'get',
    path: '/api/v1/sessions',
    summary: 'Sessions, newest first',
    tag,
    query: z.object({
      status: given(z.enum(['open', 'resolved'])),
      owner: given(z.enum(['ai', 'human', 'none'])),
      channel: given(z.string().max(200)),
      language: given(z.string().max(20)),
      topic: given(z.string().max(200)),
      sentiment: given(z.enum(['positive', 'neutral', 'negative'])),
      closure: given(z.enum(closures)).describe('How it ended'),
      handoff: given(z.enum(handoffReasons)).describe('Why it was handed over'),
      figure: given(z.enum(figures)).describe('Those that this figure of the report counts'),
      day: given(day).describe('Begun on this day, in the time zone of the office hours; UTC without any'),
      q: given(z.string().trim().min(1).max(200)).describe(
        'Words that are all in its messages, its customer, topic, summary or ticket number; the last may be a beginning',
      ),
      conversationId: given(z.string().max(200)),
      from: given(from),
      to: given(to),
      limit: limit(100, 50),
      cursor,
    }),
    answer: listOf(sessionSchema),
  },
  async ({ deps, caller, query }) => {
    const { cursor: text, limit: size, day, ...filter } = query
    const after = readCursor(text, z.uuid())
    const rows = await readInOrganization(deps.database, caller.organizationId, async (tx) => {
      const on =
        day === undefined ? undefined : { day, timeZone: await timeZoneOf(tx, caller.organizationId) }
      return listSessions(tx, { ...filter, on }, { after, limit: size + 1 })
    })
    return pageOf(rows, size, presentSession, (row) => ({ at: row.created_at, id: row.id }))
  },
)

export const getSession = operation(
  {
    method: 'get',
    path: '/api/v1/sessions/{id}',
    summary: 'One session',
    tag,
    params,
    answer: sessionSchema,
  },
  async ({ deps, caller, params: { id } }) =>
    inSession(deps.database, caller.organizationId, id, async (_tx, session) => presentSession(session)),
)

export const getMessages = operation(
  {
    method: 'get',
    path: '/api/v1/sessions/{id}/messages',
    summary: 'What was written in a session, in order',
    tag,
    params,
    query: page,
    answer: listOf(messageSchema),
  },
  async ({ deps, caller, params: { id }, query }) => {
    const after = readCursor(query.cursor, z.string().regex(/^\d{1,18}$/))
    const rows = await inSession(deps.database, caller.organizationId, id, (tx) =>
      messagesOf(tx, id, { after, limit: query.limit + 1 }),
    )
    return pageOf(rows, query.limit, presentMessage, (row) => ({ at: row.created_at, id: String(row.seq) }))
  },
)

export const getTurns = operation(
  {
    method: 'get',
    path: '/api/v1/sessions/{id}/turns',
    summary: 'How each answer came about, in order',
    tag,
    params,
    query: page,
    answer: listOf(turnSchema),
  },
  async ({ deps, caller, params: { id }, query }) => {
    const after = readCursor(query.cursor, z.uuid())
    const rows = await inSession(deps.database, caller.organizationId, id, (tx) =>
      turnsOf(tx, id, { after, limit: query.limit + 1 }),
    )
    return pageOf(rows, query.limit, presentTurn, (row) => ({ at: row.started_at, id: row.id }))
  },
)

/** Where a day begins. */
export async function timeZoneOf(tx: Tx, organizationId: string): Promise<string> {
  const { officeHours } = await readSettings(tx, organizationId)
  return officeHours?.timezone ?? 'UTC'
}

/** Work within one session of the organization; throws 404 when it has no such session. */
function inSession<T>(
  database: Database,
  organizationId: string,
  id: string,
  work: (tx: Tx, session: SeenSession) => Promise<T>,
): Promise<T> {
  return readInOrganization(database, organizationId, async (tx) => {
    const session = await sessionById(tx, id)
    if (session === null) throw notFound('session')
    return work(tx, session)
  })
}
