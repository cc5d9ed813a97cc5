import { sql } from 'kysely'
import type { Tx } from './database.ts'

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
}

/** A session of the period with what the figures ask of it. */
const sessionsOf = ({ from, until, channel }: Period) => sql`
  select s.*, s.status = 'resolved' and s.closure is distinct from 'gone' as has_ended,
    exists (
      select 1 from messages m join steps t on t.id = m.step_id
      where m.session_id = s.id and m.author_kind = 'ai' and not m.private and t.kind = 'say'
    ) as was_answered,
    exists (select 1 from messages m where m.session_id = s.id and m.author_kind = 'rep' and not m.private) as had_rep,
    s.reopened_at is not null and s.reopened_at < s.last_message_at + interval '7 days' or exists (
      select 1 from sessions n where n.conversation_id = s.conversation_id and n.previous_session_id = s.id
        and n.created_at < s.last_message_at + interval '7 days'
    ) as was_reopened
  from sessions s
  where s.created_at >= ${from} and s.created_at < ${until} and (${channel}::text is null or s.channel = ${channel})`

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
      count(*) filter (where has_ended and was_answered and closure in ('confirmed', 'assumed')
        and handoff is null and not had_rep)::int as contained,
      count(*) filter (where handoff is not null)::int as "handedOver",
      coalesce(sum(leaks), 0)::int as leaks
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
    from (${sessionsOf(period)}) as s
    cross join lateral (select created_at as asked_at from messages
      where session_id = s.id and author_kind = 'customer' order by created_at, seq limit 1) as asked
    cross join lateral (select author_kind as by, extract(epoch from created_at - asked_at)::float8 as seconds from messages
      where session_id = s.id and author_kind in ('ai', 'rep') and not private and created_at >= asked_at
      order by created_at, seq limit 1) as replied
    group by by order by by`.execute(tx)
  return rows
}

export interface Costs {
  calls: number
  /** Of these calls nobody knows what they cost. */
  unpriced: number
  usd: number
  /** Calls that changed something in Freshchat. */
  freshchatCalls: number
  /** Words of the AI's that stand twice with nothing asked in between. */
  doubles: number
}

/** What the turns of these sessions cost. */
export async function countCosts(tx: Tx, period: Period): Promise<Costs> {
  const { rows } = await sql<Costs>`
    with s as materialized (select id from (${sessionsOf(period)}) as all_of_them),
      thought as (select t.id, t.usage from turns t join s on s.id = t.session_id),
      said as (
        select m.session_id, m.author_kind, m.text, lag(m.text) over own as before, lag(m.author_kind) over own as before_kind
        from messages m join s on s.id = m.session_id
        where m.author_kind in ('ai', 'customer') and not m.private
        window own as (partition by m.session_id order by m.created_at, m.seq)
      )
    select
      (select count(*) from thought where usage is not null)::int as calls,
      (select count(*) from thought where usage is not null and usage->>'costUsd' is null)::int as unpriced,
      (select coalesce(sum((usage->>'costUsd')::float8), 0) from thought) as usd,
      (select coalesce(sum(p.attempts), 0) from steps p join thought on thought.id = p.turn_id)::int as "freshchatCalls",
      (select count(*) from said where author_kind = 'ai' and before_kind = 'ai' and text = before)::int as doubles`.execute(
    tx,
  )
  const [counted] = rows
  if (counted === undefined) throw new Error('A select without a table has one row')
  return counted
}
