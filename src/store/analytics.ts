import { sql } from 'kysely'
import type { Tx } from './database.ts'
import { doublesIn, firstReply, hasEnded, isContained, wasAnswered, wasReopened } from './figures.ts'

/** What is counted of the sessions that began in a period; every figure is made of rows, none is kept. */

export interface Period {
  from: Date
  /** Not itself. */
  until: Date
  /** Null: all. */
  channel: string | null
}

export interface SessionCounts {
  sessions: number
  /** Over, and not because the customer is gone. */
  ended: number
  confirmed: number
  assumed: number
  byRep: number
  byRule: number
  /** Over, and opened again or begun anew within seven days of the last message. */
  reopened: number
  /** The AI answered the customer in it. */
  answered: number
  endedAnswered: number
  /** Answered by the AI and ended so, without a handoff and without a word of a rep's. */
  contained: number
  handedOver: number
  leaks: number
  /** Sessions with a leak. */
  leaked: number
}

/** A session of the period with what the figures ask of it. */
const sessionsOf = ({ from, until, channel }: Period) => sql`
  select sessions.*, ${hasEnded} as has_ended, ${wasAnswered} as was_answered, ${isContained} as is_contained,
    ${wasReopened} as was_reopened
  from sessions
  where sessions.created_at >= ${from} and sessions.created_at < ${until}
    and (${channel}::text is null or sessions.channel = ${channel})`

export async function countSessions(tx: Tx, period: Period): Promise<SessionCounts> {
  const { rows } = await sql<SessionCounts>`
    select count(*)::int as sessions,
      count(*) filter (where has_ended)::int as ended,
      count(*) filter (where has_ended and closure = 'confirmed')::int as confirmed,
      count(*) filter (where has_ended and closure = 'assumed')::int as assumed,
      count(*) filter (where has_ended and closure = 'rep')::int as "byRep",
      count(*) filter (where has_ended and closure = 'rule')::int as "byRule",
      count(*) filter (where has_ended and was_reopened)::int as reopened,
      count(*) filter (where was_answered)::int as answered,
      count(*) filter (where has_ended and was_answered)::int as "endedAnswered",
      count(*) filter (where is_contained)::int as contained,
      count(*) filter (where handoff is not null)::int as "handedOver",
      coalesce(sum(leaks), 0)::int as leaks,
      count(*) filter (where leaks > 0)::int as leaked
    from (${sessionsOf(period)}) as s`.execute(tx)
  const [counted] = rows
  if (counted === undefined) throw new Error('An aggregate without a group has one row')
  return counted
}

/** `day`: as the time zone has it, `2026-01-31`. */
export interface DayCounts {
  day: string
  open: number
  confirmed: number
  assumed: number
  byRep: number
  byRule: number
  gone: number
}

/** Days on which nothing began are left out. */
export async function countDays(tx: Tx, period: Period, timeZone: string): Promise<DayCounts[]> {
  const { rows } = await sql<DayCounts>`
    select to_char(created_at at time zone ${timeZone}, 'YYYY-MM-DD') as day,
      count(*) filter (where status = 'open')::int as open,
      count(*) filter (where has_ended and closure = 'confirmed')::int as confirmed,
      count(*) filter (where has_ended and closure = 'assumed')::int as assumed,
      count(*) filter (where has_ended and closure = 'rep')::int as "byRep",
      count(*) filter (where has_ended and closure = 'rule')::int as "byRule",
      count(*) filter (where closure = 'gone')::int as gone
    from (${sessionsOf(period)}) as s group by 1 order by 1`.execute(tx)
  return rows
}

/** How often each reason handed a session over, the most frequent first. */
export async function countHandoffs(tx: Tx, period: Period): Promise<{ reason: string; count: number }[]> {
  const { rows } = await sql<{ reason: string; count: number }>`
    select handoff->>'reason' as reason, count(*)::int as count
    from (${sessionsOf(period)}) as s where handoff is not null group by 1 order by 2 desc, 1`.execute(tx)
  return rows
}

/** Seconds by Freshchat's clock from a session's first word of the customer to the first answer after it, by whom. */
export async function firstReplies(
  tx: Tx,
  period: Period,
): Promise<{ by: 'ai' | 'rep'; count: number; median: number; p90: number }[]> {
  const { rows } = await sql<{ by: 'ai' | 'rep'; count: number; median: number; p90: number }>`
    select by, count(*)::int as count,
      percentile_cont(0.5) within group (order by seconds) as median,
      percentile_cont(0.9) within group (order by seconds) as p90
    from (${sessionsOf(period)}) as sessions cross join lateral ${firstReply} as replied
    group by by order by by`.execute(tx)
  return rows
}

export interface Costs {
  calls: number
  /** Of these calls nobody knows what they cost. */
  unpriced: number
  /** Sessions in which a model was asked, and those of them with a call that nobody knows the price of. */
  askedModel: number
  askedUnpriced: number
  usd: number
  /** Calls that changed something in Freshchat. */
  freshchatCalls: number
  /** Words of the AI's that stand twice with nothing asked in between, and sessions with such. */
  doubles: number
  doubled: number
}

/** What the turns of these sessions cost. */
export async function countCosts(tx: Tx, period: Period): Promise<Costs> {
  const { rows } = await sql<Costs>`
    with s as materialized (select id from (${sessionsOf(period)}) as all_of_them),
      thought as (select t.id, t.session_id, t.usage from turns t join s on s.id = t.session_id),
      asked as (select session_id, usage->>'costUsd' is null as is_unpriced from thought where usage is not null),
      said as (select ${doublesIn} as doubles from sessions join s on s.id = sessions.id)
    select
      (select count(*) from asked)::int as calls,
      (select count(*) from asked where is_unpriced)::int as unpriced,
      (select count(distinct session_id) from asked)::int as "askedModel",
      (select count(distinct session_id) from asked where is_unpriced)::int as "askedUnpriced",
      (select coalesce(sum((usage->>'costUsd')::float8), 0) from thought) as usd,
      (select coalesce(sum(p.attempts), 0) from steps p join thought on thought.id = p.turn_id)::int as "freshchatCalls",
      (select coalesce(sum(doubles), 0) from said)::int as doubles,
      (select count(*) from said where doubles > 0)::int as doubled`.execute(tx)
  const [counted] = rows
  if (counted === undefined) throw new Error('A select without a table has one row')
  return counted
}
