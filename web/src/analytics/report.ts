import { queryOptions } from '@tanstack/react-query'
import { get } from '../api.ts'
import type { SessionFilter } from '../queries.ts'
import type { Day } from './DaysChart.tsx'

export interface Share {
  count: number
  of: number
}

export interface Report {
  timeZone: string
  sessions: number
  days: Day[]
  contained: Share
  confirmed: Share
  assumed: Share
  resolvedByRep: Share
  resolvedByRule: Share
  reopened: Share
  handedOver: Share
  handoffs: { reason: string; count: number }[]
  firstReplies: { by: 'ai' | 'rep'; count: number; median: number; p90: number }[]
  model: { turns: number; unpriced: number; costUsd: number; sessions: number; unpricedSessions: number }
  freshchatCalls: number
  answered: number
  /** null: of one channel, by which they are not told apart. */
  calls: {
    byKind: Record<'read' | 'send' | 'change' | 'reconcile' | 'health', number>
    total: number
    perAnswered: number | null
  } | null
  leaks: number
  leaked: number
  doubles: number
  doubled: number
}

/** What the report is of, as it stands in the address. */
export interface ReportSearch {
  days?: number
  channel?: string
}

/** Days, both of them in. */
export interface Asked {
  from: string
  to: string
  channel: string
}

export const PERIODS = [7, 30, 90, 365] as const
export const USUAL_DAYS = 30
const DAY_MS = 24 * 3600 * 1000
const MINUTE_MS = 60_000

export function reportSearchIn({ days, channel }: Record<string, unknown>): ReportSearch {
  const isPeriod = PERIODS.find((each) => each === days)
  // the router reads a number as one
  const named = typeof channel === 'number' ? String(channel) : channel
  return {
    ...(isPeriod === undefined || isPeriod === USUAL_DAYS ? {} : { days: isPeriod }),
    ...(typeof named === 'string' && named !== '' && named.length <= 200 ? { channel: named } : {}),
  }
}

export function askedBy({ days = USUAL_DAYS, channel = '' }: ReportSearch): Asked {
  const to = new Date().toISOString().slice(0, 10)
  const from = new Date(Date.parse(to) - (days - 1) * DAY_MS).toISOString().slice(0, 10)
  return { from, to, channel }
}

/** What narrows the Inbox to rows of the report. */
export function rowsOf({ from, to, channel }: Asked, filter: SessionFilter = {}): SessionFilter {
  return { from, to, ...(channel === '' ? {} : { channel }), ...filter }
}

export const report = (asked: Asked) =>
  queryOptions({
    queryKey: ['analytics', asked],
    queryFn: ({ signal }) => get<Report>(`/api/v1/analytics?${new URLSearchParams({ ...asked })}`, signal),
    placeholderData: (before) => before,
    staleTime: MINUTE_MS,
  })
