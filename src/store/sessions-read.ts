import { type Selectable, sql } from 'kysely'
import type { Closure, HandoffReason, Owner, Sentiment } from '../conversation.ts'
import type { Tx } from './database.ts'
import { FIGURES, type Figure } from './figures.ts'
import type { Schema } from './schema.ts'
import type { MessagesTable } from './schema-conversations.ts'

export interface SessionFilter {
  status?: 'open' | 'resolved' | undefined
  owner?: Owner | undefined
  channel?: string | undefined
  language?: string | undefined
  topic?: string | undefined
  sentiment?: Sentiment | undefined
  closure?: Closure | undefined
  handoff?: HandoffReason | undefined
  /** Found in a message, the customer's name or e-mail, topic, summary, or as the ticket number. */
  q?: string | undefined
  /** Freshchat's id of the conversation. */
  conversationId?: string | undefined
  /** Our ids of conversations. */
  inConversations?: string[] | undefined
  /** Those that this figure of the report counts. */
  figure?: Figure | undefined
  /** Begun on this day, `2026-01-31`, as the time zone has it. */
  on?: { day: string; timeZone: string } | undefined
  /** `from` itself is in, `to` is not. */
  from?: Date | undefined
  to?: Date | undefined
}

/** Where a page ended: the next one begins behind it. */
export interface After {
  at: Date
  id: string
}

export type SeenSession = Awaited<ReturnType<typeof listSessions>>[number]
export type SeenMessage = Selectable<MessagesTable> & { customer_name: string | null; turn_id: string | null }
export type SeenTurn = Selectable<Schema['turns']>

/** Newest first, by the index sessions_newest. */
export function listSessions(tx: Tx, filter: SessionFilter, page: { after: After | null; limit: number }) {
  let query = sessionsWithTheirPeople(tx)
  if (filter.status !== undefined) query = query.where('sessions.status', '=', filter.status)
  if (filter.owner !== undefined) query = query.where('sessions.owner', '=', filter.owner)
  if (filter.channel !== undefined) query = query.where('sessions.channel', '=', filter.channel)
  if (filter.language !== undefined) query = query.where('sessions.language', '=', filter.language)
  if (filter.topic !== undefined) query = query.where('sessions.topic', '=', filter.topic)
  if (filter.sentiment !== undefined) query = query.where('sessions.sentiment', '=', filter.sentiment)
  if (filter.closure !== undefined) query = query.where('sessions.closure', '=', filter.closure)
  if (filter.handoff !== undefined)
    query = query.where(sql<boolean>`sessions.handoff->>'reason' = ${filter.handoff}`)
  if (filter.conversationId !== undefined) {
    query = query.where('conversations.freshchat_id', '=', filter.conversationId)
  }
  if (filter.inConversations !== undefined)
    query = query.where('sessions.conversation_id', 'in', filter.inConversations)
  if (filter.figure !== undefined) query = query.where(FIGURES[filter.figure])
  if (filter.on !== undefined) {
    const { day, timeZone } = filter.on
    const midnight = (days: number) =>
      sql<Date>`((${day}::date + ${days}::int)::timestamp at time zone ${timeZone})`
    query = query
      .where('sessions.created_at', '>=', midnight(0))
      .where('sessions.created_at', '<', midnight(1))
  }
  if (filter.from !== undefined) query = query.where('sessions.created_at', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('sessions.created_at', '<', filter.to)
  if (filter.q !== undefined) query = query.where(mentions(filter.q))
  if (page.after !== null) {
    query = query.where(
      sql<boolean>`(sessions.created_at, sessions.id) < (${page.after.at}, ${page.after.id}::uuid)`,
    )
  }
  return query
    .orderBy('sessions.created_at', 'desc')
    .orderBy('sessions.id', 'desc')
    .limit(page.limit)
    .execute()
}

export async function sessionById(tx: Tx, id: string): Promise<SeenSession | null> {
  return (await sessionsWithTheirPeople(tx).where('sessions.id', '=', id).executeTakeFirst()) ?? null
}

/** In the order in which they were written. */
export function messagesOf(
  tx: Tx,
  sessionId: string,
  page: { after: After | null; limit: number },
): Promise<SeenMessage[]> {
  let query = messagesWithTheirPeople(tx).where('messages.session_id', '=', sessionId)
  if (page.after !== null) {
    query = query.where(
      sql<boolean>`(messages.created_at, messages.seq) > (${page.after.at}, ${page.after.id}::bigint)`,
    )
  }
  return query.orderBy('messages.created_at').orderBy('messages.seq').limit(page.limit).execute()
}

export function turnsOf(
  tx: Tx,
  sessionId: string,
  page: { after: After | null; limit: number },
): Promise<SeenTurn[]> {
  let query = tx.selectFrom('turns').selectAll().where('session_id', '=', sessionId)
  if (page.after !== null) {
    query = query.where(sql<boolean>`(started_at, id) > (${page.after.at}, ${page.after.id}::uuid)`)
  }
  return query.orderBy('started_at').orderBy('id').limit(page.limit).execute()
}

export async function messageById(tx: Tx, id: string): Promise<SeenMessage> {
  return messagesWithTheirPeople(tx).where('messages.id', '=', id).executeTakeFirstOrThrow()
}

export async function findMessage(tx: Tx, id: string): Promise<SeenMessage | null> {
  return (await messagesWithTheirPeople(tx).where('messages.id', '=', id).executeTakeFirst()) ?? null
}

export async function turnById(tx: Tx, id: string): Promise<SeenTurn | null> {
  return (await tx.selectFrom('turns').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The customer of a session, with what Freshchat knows of them; null: not known yet. */
export async function customerOfSession(tx: Tx, sessionId: string) {
  const row = await tx
    .selectFrom('sessions')
    .innerJoin('contacts', 'contacts.id', 'sessions.contact_id')
    .selectAll('contacts')
    .where('sessions.id', '=', sessionId)
    .executeTakeFirst()
  return row ?? null
}

/** The newest sessions of one customer. */
export function sessionsOfContact(tx: Tx, contactId: string, limit: number) {
  return tx
    .selectFrom('sessions')
    .select(['id', 'ticket_number', 'status', 'closure', 'created_at'])
    .where('contact_id', '=', contactId)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
}

function messagesWithTheirPeople(tx: Tx) {
  return tx
    .selectFrom('messages')
    .innerJoin('sessions', 'sessions.id', 'messages.session_id')
    .leftJoin('contacts', 'contacts.id', 'sessions.contact_id')
    .leftJoin('steps', 'steps.id', 'messages.step_id')
    .selectAll('messages')
    .select(['contacts.name as customer_name', 'steps.turn_id'])
}

function sessionsWithTheirPeople(tx: Tx) {
  return tx
    .selectFrom('sessions')
    .innerJoin('conversations', 'conversations.id', 'sessions.conversation_id')
    .innerJoin('connections', 'connections.id', 'conversations.connection_id')
    .leftJoin('contacts', 'contacts.id', 'sessions.contact_id')
    .selectAll('sessions')
    .select([
      'conversations.freshchat_id as freshchat_conversation_id',
      'conversations.url as conversation_url',
      'conversations.connection_id',
      'connections.domain as domain',
      'connections.app_id as app_id',
      'contacts.name as contact_name',
      'contacts.email as contact_email',
      'contacts.phone as contact_phone',
    ])
}

function mentions(q: string) {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(
    sessions.ticket_number::text = ${q}
    or contacts.name ilike ${like} or contacts.email ilike ${like}
    or sessions.topic ilike ${like} or sessions.summary ilike ${like}
    or exists (select 1 from messages where messages.session_id = sessions.id and messages.text ilike ${like}))`
}
