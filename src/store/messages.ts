import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { AuthorKind } from '../conversation.ts'
import { json, type Tx } from './database.ts'
import { sendAhead } from './pipeline.ts'
import type { MessagesTable } from './schema-conversations.ts'

export type MessageRow = Selectable<MessagesTable>

export interface NewMessage {
  /** Made here unless it is known before. */
  id?: string
  organizationId: string
  conversationId: string
  sessionId: string | null
  freshchatId: string | null
  author: { kind: AuthorKind; id: string | null; name: string | null }
  private: boolean
  visibilityKnown: boolean
  text: string
  parts: unknown[]
  stepId: string | null
  /** A customer's message that asks for nothing any more (a rep has answered, the session is over). */
  handled: boolean
  createdAt: Date
}

/** Nothing where Freshchat's id is known already: the same message by another way (webhook, look, our own send). */
export async function appendMessage(tx: Tx, message: NewMessage, now: Date): Promise<void> {
  await sendAhead(
    tx,
    tx
      .insertInto('messages')
      .values({
        id: message.id ?? randomUUID(),
        organization_id: message.organizationId,
        conversation_id: message.conversationId,
        session_id: message.sessionId,
        freshchat_id: message.freshchatId,
        author_kind: message.author.kind,
        author_id: message.author.id,
        author_name: message.author.name,
        private: message.private,
        visibility_known: message.visibilityKnown,
        text: message.text,
        parts: json(message.parts),
        step_id: message.stepId,
        handled_at: message.handled ? now : null,
        created_at: message.createdAt,
        received_at: now,
      })
      .onConflict((conflict) => conflict.columns(['organization_id', 'freshchat_id']).doNothing()),
  )
}

/** A member's words, in the thread since they were written: Freshchat has them now. */
export async function settleOutgoing(
  tx: Tx,
  id: string,
  stored: { id: string; parts: unknown[]; createdAt: Date },
): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ freshchat_id: stored.id, parts: json(stored.parts), created_at: stored.createdAt })
    .where('id', '=', id)
    .execute()
}

/** Which of these Freshchat ids are messages that we have, and whether each one's visibility is known. */
export async function knownMessages(
  tx: Tx,
  freshchatIds: string[],
): Promise<Map<string, { visibilityKnown: boolean }>> {
  if (freshchatIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('messages')
    .select(['freshchat_id', 'visibility_known'])
    .where('freshchat_id', 'in', freshchatIds)
    .execute()
  return new Map(rows.map((row) => [row.freshchat_id ?? '', { visibilityKnown: row.visibility_known }]))
}

/** The last `limit` messages of a conversation that a reader of the thread would see, oldest first. */
export async function threadOf(tx: Tx, conversationId: string, limit: number): Promise<MessageRow[]> {
  const rows = await tx
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('author_kind', '!=', 'system')
    .where('private', '=', false)
    .orderBy('created_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.reverse()
}

/** The last words in a session that the customer could read, and when we had them; null: none yet. */
export async function lastWordIn(
  tx: Tx,
  sessionId: string,
): Promise<{ by: 'customer' | 'ai' | 'rep'; at: Date } | null> {
  const row = await tx
    .selectFrom('messages')
    .select(['author_kind', 'received_at'])
    .where('session_id', '=', sessionId)
    .where('author_kind', '!=', 'system')
    .where('private', '=', false)
    .orderBy('created_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined || row.author_kind === 'system') return null
  return { by: row.author_kind, at: row.received_at }
}

/** What was written after `after` (Freshchat's time) belongs to another session. */
export async function moveMessages(
  tx: Tx,
  fromSessionId: string,
  toSessionId: string,
  after: Date,
): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ session_id: toSessionId })
    .where('session_id', '=', fromSessionId)
    .where('created_at', '>', after)
    .execute()
}

/** One message with the names that Freshchat has for it and its conversation; null: this organization has no such message. */
export async function messageInFreshchat(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select(['messages.id', 'messages.parts', 'messages.freshchat_id', 'conversations.connection_id'])
    .select(['conversations.freshchat_id as conversation_freshchat_id', 'conversations.internal_id'])
    .where('messages.id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** A message was read again: its attachments have their addresses now. */
export async function storeParts(tx: Tx, id: string, parts: unknown[]): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ parts: json(parts) })
    .where('id', '=', id)
    .execute()
}

/** A message whose visibility was unknown was read again. */
export async function settleVisibility(
  tx: Tx,
  freshchatId: string,
  visible: { private: boolean; authorKind: AuthorKind },
): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ private: visible.private, author_kind: visible.authorKind, visibility_known: true })
    .where('freshchat_id', '=', freshchatId)
    .execute()
}

/** Freshchat's time of the newest message we know; null when there is none. */
export async function newestMessageAt(tx: Tx, conversationId: string): Promise<Date | null> {
  const row = await tx
    .selectFrom('messages')
    .select('created_at')
    .where('conversation_id', '=', conversationId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.created_at ?? null
}

/** When the customer first wrote after `after` in this session; null when nothing came. Freshchat's times. */
export async function firstCustomerMessageAfter(
  tx: Tx,
  sessionId: string,
  after: Date,
): Promise<Date | null> {
  const row = await tx
    .selectFrom('messages')
    .select(({ fn }) => fn.min('created_at').as('at'))
    .where('session_id', '=', sessionId)
    .where('author_kind', '=', 'customer')
    .where('created_at', '>', after)
    .executeTakeFirstOrThrow()
  return row.at
}
