import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { AuthorKind } from '../conversation.ts'
import { json, type Tx } from './database.ts'
import type { MessagesTable } from './schema-conversations.ts'

export type MessageRow = Selectable<MessagesTable>

export interface NewMessage {
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

/** False when Freshchat's id is known already: the same message by another way (webhook, look, our own send). */
export async function appendMessage(tx: Tx, message: NewMessage, now: Date): Promise<boolean> {
  const row = await tx
    .insertInto('messages')
    .values({
      id: randomUUID(),
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
    .onConflict((conflict) => conflict.columns(['organization_id', 'freshchat_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
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

/** The customer's messages that still ask for an answer, oldest first. */
export async function unhandledMessages(tx: Tx, conversationId: string): Promise<MessageRow[]> {
  return tx
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('author_kind', '=', 'customer')
    .where('handled_at', 'is', null)
    .orderBy('created_at')
    .orderBy('seq')
    .execute()
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

/** The turn covers these: what comes later is not answered by it. */
export async function coverMessages(tx: Tx, ids: string[], turnId: string): Promise<void> {
  if (ids.length === 0) return
  await tx.updateTable('messages').set({ handled_by: turnId }).where('id', 'in', ids).execute()
}

/**
 * Every deliberate outcome moves the mark, silence included: what the turn covered is not answered by the next one. What has
 * become another session's meanwhile was not dealt with, and asks again.
 */
export async function markCoveredHandled(
  tx: Tx,
  turn: { id: string; sessionId: string },
  now: Date,
): Promise<void> {
  const covered = () =>
    tx.updateTable('messages').where('handled_by', '=', turn.id).where('handled_at', 'is', null)
  await covered().set({ handled_at: now }).where('session_id', '=', turn.sessionId).execute()
  await covered().set({ handled_by: null }).execute()
}

/** The turn came to nothing: what it covered asks again. */
export async function uncoverMessages(tx: Tx, turnId: string): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ handled_by: null })
    .where('handled_by', '=', turnId)
    .where('handled_at', 'is', null)
    .execute()
}

/** What the customer wrote up to `until` no longer asks the AI: a rep has answered, or the conversation is over. */
export async function markAllHandled(tx: Tx, conversationId: string, until: Date, now: Date): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ handled_at: now })
    .where('conversation_id', '=', conversationId)
    .where('author_kind', '=', 'customer')
    .where('handled_at', 'is', null)
    .where('created_at', '<=', until)
    .execute()
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

/** The unanswered tail asks again (R4, H6): what the customer wrote in this session since anybody last answered in public. */
export async function reopenTail(tx: Tx, sessionId: string): Promise<number> {
  const result = await tx
    .updateTable('messages')
    .set({ handled_at: null, handled_by: null })
    .where('session_id', '=', sessionId)
    .where('author_kind', '=', 'customer')
    // what a turn under way covers is being answered already
    .where('handled_at', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('messages as answer')
            .select(sql`1`.as('one'))
            .where('answer.session_id', '=', sessionId)
            .where('answer.author_kind', 'in', ['ai', 'rep'])
            .where('answer.private', '=', false)
            .whereRef('answer.created_at', '>', 'messages.created_at'),
        ),
      ),
    )
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
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
