import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { z } from 'zod'
import { callKinds } from '../freshchat/call-kind.ts'
import type { Period } from '../store/analytics.ts'
import { inOrganization } from '../store/database.ts'
import { callsIn } from '../store/freshchat-calls.ts'
import { listSessions } from '../store/sessions-list.ts'
import type { After, SeenSession } from '../store/sessions-read.ts'
import { type HttpContext, operation } from './operation.ts'
import { periodOf, periodQuery } from './period.ts'
import { presentSession } from './present.ts'

const PAGE = 500

export const exportSessions = operation(
  {
    method: 'get',
    path: '/api/v1/analytics/sessions.csv',
    summary: 'The sessions that the figures count, a row each, newest first',
    tag: 'Analytics',
    query: periodQuery,
    rawAnswer: { 'text/csv': { schema: z.string() } },
  },
  async ({ deps, caller: { organizationId }, query, c }) => {
    const { from, until, channel } = periodOf(query, deps.clock.now())
    const filter = { from, to: until, channel: channel ?? undefined }
    async function* rows() {
      let after: After | null = null
      for (;;) {
        const page = await inOrganization(deps.database, organizationId, (tx) =>
          listSessions(tx, filter, { after, limit: PAGE }),
        )
        yield* page.map(rowOf)
        const last = page.at(-1)
        if (last === undefined || page.length < PAGE) return
        after = { at: last.created_at, id: last.id }
      }
    }
    return fileOf(c, 'sessions', { from, until }, COLUMNS, rows())
  },
)

export const exportCalls = operation(
  {
    method: 'get',
    path: '/api/v1/analytics/calls.csv',
    summary: 'The calls to Freshchat, a row for each day (UTC) with any, by kind',
    tag: 'Analytics',
    query: periodQuery.omit({ channel: true }),
    rawAnswer: { 'text/csv': { schema: z.string() } },
  },
  async ({ deps, caller: { organizationId }, query, c }) => {
    const period = periodOf(query, deps.clock.now())
    await deps.calls.write()
    const counted = await inOrganization(deps.database, organizationId, (tx) => callsIn(tx, period))
    const days = new Map<string, Row>()
    for (const { day, kind, calls } of counted) {
      const row = days.get(day) ?? { day, ...Object.fromEntries(callKinds.map((each) => [each, 0])) }
      days.set(day, { ...row, [kind]: calls })
    }
    return fileOf(c, 'calls', period, ['day', ...callKinds], days.values())
  },
)

type Row = Record<string, string | number>

function fileOf(
  c: HttpContext,
  name: string,
  { from, until }: Pick<Period, 'from' | 'until'>,
  columns: readonly string[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): Response {
  // a spreadsheet takes what begins with = + - @ for a formula, and customers choose their names
  const csv = stringify({ header: true, columns, bom: true, escape_formulas: true })
  const day = (at: Date) => at.toISOString().slice(0, 10)
  c.header('content-type', 'text/csv; charset=utf-8')
  c.header('content-disposition', `attachment; filename="${name}-${day(from)}-${day(until)}.csv"`)
  return c.body(Readable.toWeb(Readable.from(rows).compose(csv)) as ReadableStream)
}

const COLUMNS = [
  'ticket',
  'begun',
  'last message',
  'customer',
  'channel',
  'language',
  'sentiment',
  'topic',
  'status',
  'owner',
  'closure',
  'handoff',
  'leaks',
  'summary',
  'session',
] as const

function rowOf(row: SeenSession): Record<(typeof COLUMNS)[number], string | number> {
  const session = presentSession(row)
  return {
    ticket: session.ticketNumber,
    begun: session.createdAt,
    'last message': session.lastMessageAt,
    customer: session.contact?.name ?? '',
    channel: session.channel,
    language: session.language ?? '',
    sentiment: session.sentiment ?? '',
    topic: session.topic ?? '',
    status: session.status,
    owner: session.owner,
    closure: session.closure ?? '',
    handoff: session.handoff?.reason ?? '',
    leaks: session.leaks,
    summary: session.summary ?? '',
    session: session.id,
  }
}
