import { type Selectable, sql } from 'kysely'
import type { Tx } from './database.ts'
import type { Schema } from './schema.ts'
import type { MessagesTable } from './schema-conversations.ts'

/** Where a page ended: the next one begins behind it. */
export interface After {
  at: Date
  id: string
}

export type SeenSession = Awaited<ReturnType<ReturnType<typeof sessionsWithTheirPeople>['execute']>>[number]
export type SeenMessage = Selectable<MessagesTable> & { customer_name: string | null; turn_id: string | null }
export type SeenTurn = Selectable<Schema['turns']>

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

export function sessionsWithTheirPeople(tx: Tx) {
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
