import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { Closure, Handoff, Owner, Sentiment } from '../conversation.ts'
import { storable } from '../storable.ts'
import { json, type Tx } from './database.ts'
import { sendAhead } from './pipeline.ts'
import type { SessionsTable } from './schema-conversations.ts'

export type SessionRow = Selectable<SessionsTable>

export async function openSession(tx: Tx, conversationId: string): Promise<SessionRow | null> {
  const row = await tx
    .selectFrom('sessions')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('status', '=', 'open')
    .executeTakeFirst()
  return row ?? null
}

export async function lastSession(tx: Tx, conversationId: string): Promise<SessionRow | null> {
  const row = await tx
    .selectFrom('sessions')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('created_at', 'desc')
    .orderBy('ticket_number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** The open session, else the last one; asked for by Freshchat's name of the conversation, beside the lock that tells ours. */
export async function newestSession(
  tx: Tx,
  organizationId: string,
  freshchatConversationId: string,
): Promise<SessionRow | null> {
  const row = await tx
    .selectFrom('sessions')
    .innerJoin('conversations', 'conversations.id', 'sessions.conversation_id')
    .selectAll('sessions')
    .where('conversations.organization_id', '=', organizationId)
    .where('conversations.freshchat_id', '=', freshchatConversationId)
    .orderBy(sql`sessions.status = 'open'`, 'desc')
    .orderBy('sessions.created_at', 'desc')
    .orderBy('sessions.ticket_number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

export interface NewSession {
  organizationId: string
  conversationId: string
  owner: Owner
  channel: string
  autoHandle: boolean
  contactId: string | null
  previousSessionId: string | null
  at: Date
}

/** The caller holds the conversation's row, so that two messages at once cannot open two. */
export async function createSession(tx: Tx, session: NewSession): Promise<SessionRow> {
  return tx
    .insertInto('sessions')
    .values({
      id: randomUUID(),
      organization_id: session.organizationId,
      conversation_id: session.conversationId,
      status: 'open',
      owner: session.owner,
      channel: session.channel,
      auto_handle: session.autoHandle,
      contact_id: session.contactId,
      previous_session_id: session.previousSessionId,
      created_at: session.at,
      updated_at: session.at,
      last_message_at: session.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export interface SessionChange {
  owner?: Owner
  /** The conversation's epoch in which the owner changed: what we heard of before cannot give it back. */
  ownerEpoch?: number
  handoff?: Handoff | null
  closure?: Closure | null
  status?: 'open' | 'resolved'
  language?: string | null
  sentiment?: Sentiment | null
  topic?: string | null
  summary?: string | null
  contactId?: string
  channel?: string
  lastMessageAt?: Date
  reopenedAt?: Date
  createdAt?: Date
  noPickupAt?: Date
  stoppedAt?: Date | null
}

export async function changeSession(tx: Tx, id: string, change: SessionChange, now: Date): Promise<void> {
  await sendAhead(
    tx,
    tx
      .updateTable('sessions')
      .set({
        updated_at: now,
        ...(change.owner === undefined ? {} : { owner: change.owner }),
        ...(change.ownerEpoch === undefined ? {} : { owner_epoch: change.ownerEpoch }),
        ...(change.handoff === undefined
          ? {}
          : { handoff: change.handoff === null ? null : json(change.handoff) }),
        ...(change.closure === undefined ? {} : { closure: change.closure }),
        ...(change.status === undefined ? {} : { status: change.status }),
        ...(change.language === undefined ? {} : { language: change.language }),
        ...(change.sentiment === undefined ? {} : { sentiment: change.sentiment }),
        ...(change.topic === undefined
          ? {}
          : { topic: change.topic === null ? null : storable(change.topic) }),
        ...(change.summary === undefined
          ? {}
          : { summary: change.summary === null ? null : storable(change.summary) }),
        ...(change.contactId === undefined ? {} : { contact_id: change.contactId }),
        ...(change.channel === undefined ? {} : { channel: change.channel }),
        ...(change.lastMessageAt === undefined
          ? {}
          : { last_message_at: sql<Date>`greatest(last_message_at, ${change.lastMessageAt})` }),
        ...(change.reopenedAt === undefined ? {} : { reopened_at: change.reopenedAt }),
        ...(change.createdAt === undefined ? {} : { created_at: change.createdAt }),
        ...(change.noPickupAt === undefined ? {} : { no_pickup_at: change.noPickupAt }),
        ...(change.stoppedAt === undefined ? {} : { stopped_at: change.stoppedAt }),
      })
      .where('id', '=', id),
  )
}

export async function sessionById(tx: Tx, id: string): Promise<SessionRow> {
  return tx.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** The AI never had the session and did nothing in it, and nothing in it is owed. */
export async function isUntaken(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', id)
    .where('owner', '!=', 'ai')
    .where('handoff', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('messages')
            .select('messages.id')
            .where('messages.session_id', '=', id)
            .where('author_kind', '=', 'customer')
            .where('handled_at', 'is', null),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('turns')
            .leftJoin('steps', 'steps.turn_id', 'turns.id')
            .select('turns.id')
            .where('turns.session_id', '=', id)
            .where((turn) =>
              turn.or([
                turn('turns.finished_at', 'is', null),
                turn('steps.state', '=', 'done'),
                turn(sql`turns.outcome->>'kind'`, '!=', 'stayed_silent'),
              ]),
            ),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('errands')
            .select('errands.id')
            .where('errands.session_id', '=', id)
            .where('turn_id', 'is', null),
        ),
      ),
    )
    .executeTakeFirst()
  return row !== undefined
}

/** The session with its messages and turns, and what was read of the conversation as mere history. */
export async function forgetSession(tx: Tx, id: string): Promise<void> {
  const { conversation_id } = await sessionById(tx, id)
  await tx
    .deleteFrom('messages')
    .where('conversation_id', '=', conversation_id)
    .where((row) => row.or([row('session_id', '=', id), row('session_id', 'is', null)]))
    .execute()
  await tx.deleteFrom('sessions').where('id', '=', id).execute()
}
