import { sql } from 'kysely'

/** What the report's figures ask of a row of `sessions`: in one place, so that a figure and the list of its rows cannot differ. */

/** Over, and not because the customer is gone. */
export const hasEnded = sql<boolean>`(sessions.status = 'resolved' and sessions.closure is distinct from 'gone')`

/** The AI answered the customer in it. */
export const wasAnswered = sql<boolean>`exists (
  select 1 from messages m join steps t on t.id = m.step_id
  where m.session_id = sessions.id and m.author_kind = 'ai' and not m.private and t.kind = 'say')`

export const hadRep = sql<boolean>`exists (
  select 1 from messages m where m.session_id = sessions.id and m.author_kind = 'rep' and not m.private)`

/** Opened again or begun anew within seven days of the last message. */
export const wasReopened = sql<boolean>`(
  sessions.reopened_at is not null and sessions.reopened_at < sessions.last_message_at + interval '7 days' or exists (
    select 1 from sessions n where n.conversation_id = sessions.conversation_id and n.previous_session_id = sessions.id
      and n.created_at < sessions.last_message_at + interval '7 days'))`

/** What the AI last said in it, kind words left out, is an answer: a question back that nobody took up is none, and neither is a hello. */
const endsWithAnswer = sql<boolean>`coalesce((
  select turns.decision->>'kind' = 'reply' from messages m join steps t on t.id = m.step_id join turns on turns.id = t.turn_id
  where m.session_id = sessions.id and m.author_kind = 'ai' and not m.private and t.kind = 'say' and turns.confidence is not null
  order by m.created_at desc, m.seq desc limit 1), false)`

export const isContained = sql<boolean>`(
  ${hasEnded} and sessions.closure in ('confirmed', 'assumed') and sessions.handoff is null and ${endsWithAnswer} and not ${hadRep})`

/** Whose the first answer was, and seconds by Freshchat's clock from the customer's first word to it; no row where nobody answered. */
export const firstReply = sql`(
  select replied.author_kind as by, extract(epoch from replied.created_at - asked.created_at)::float8 as seconds
  from (select created_at from messages where session_id = sessions.id and author_kind = 'customer'
      order by created_at, seq limit 1) as asked
    cross join lateral (select author_kind, created_at from messages
      where session_id = sessions.id and author_kind in ('ai', 'rep') and not private and created_at >= asked.created_at
      order by created_at, seq limit 1) as replied)`

/** How many of the AI's words stand twice in it with nothing asked in between. */
export const doublesIn = sql<number>`(
  select count(*) from (
    select m.author_kind as kind, m.text, lag(m.text) over own as before, lag(m.author_kind) over own as before_kind
    from messages m where m.session_id = sessions.id and m.author_kind in ('ai', 'customer') and not m.private
    window own as (order by m.created_at, m.seq)) as said
  where kind = 'ai' and before_kind = 'ai' and text = before)`

const firstReplyIsBy = (author: 'ai' | 'rep') =>
  sql<boolean>`exists (select 1 from ${firstReply} as first_reply where by = ${author})`

/** Each figure that counts sessions which no other filter tells. */
export const FIGURES = {
  ended: hasEnded,
  answered: wasAnswered,
  ended_answered: sql<boolean>`(${hasEnded} and ${wasAnswered})`,
  contained: isContained,
  reopened: sql<boolean>`(${hasEnded} and ${wasReopened})`,
  handed_over: sql<boolean>`sessions.handoff is not null`,
  first_reply_ai: firstReplyIsBy('ai'),
  first_reply_rep: firstReplyIsBy('rep'),
  asked_model: sql<boolean>`exists (select 1 from turns t where t.session_id = sessions.id and t.usage is not null)`,
  unpriced: sql<boolean>`exists (
    select 1 from turns t where t.session_id = sessions.id and t.usage is not null and t.usage->>'costUsd' is null)`,
  leaked: sql<boolean>`sessions.leaks > 0`,
  doubled: sql<boolean>`${doublesIn} > 0`,
}

export type Figure = keyof typeof FIGURES

// there are some
export const figures = Object.keys(FIGURES) as [Figure, ...Figure[]]
