import { type ExpressionBuilder, sql } from 'kysely'
import type { ConversationRow } from './conversations.ts'
import { asSystem, type Database, inOrganization, type Tx } from './database.ts'
import { sendAhead } from './pipeline.ts'
import type { Schema } from './schema.ts'

/**
 * One lane per conversation: its row says when something is due, and a lease with a fencing number lets one worker at a time
 * see to it. A dead worker's lease runs out and the conversation is due again.
 */

export const LEASE_MS = 8_000
export const RENEW_EVERY_MS = 2_000

/** A worker's hold on a conversation for one turn. Every write of the turn checks `fence`. */
export interface Lease {
  organizationId: string
  conversationId: string
  fence: number
}

/** Nobody holds the conversation, or its holder died. */
export function isUnheld(now: Date) {
  return ({ or, eb }: ExpressionBuilder<Schema, 'conversations'>) =>
    or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)])
}

/** The hold was lost: another worker has the conversation. Whatever this one meant to write is not written. */
export class LeaseLost extends Error {
  override name = 'LeaseLost'
  readonly retryAfterMs = null
}

/** Conversations that are due and that nobody holds, oldest debt first, at most `ofOne` of one organization; and when the next falls due. */
export async function dueConversations(
  database: Database,
  now: Date,
  limit: number,
  ofOne: number,
): Promise<{ due: { id: string; organizationId: string }[]; nextAt: Date | null }> {
  return asSystem(database, async (tx) => {
    const ranked = tx
      .selectFrom('conversations')
      .select(['id', 'organization_id', 'wake_at'])
      // who waits for us comes before what is only compared
      .select(sql<boolean>`coalesce(due_at <= ${now}, false)`.as('isOwed'))
      .select(
        sql<number>`row_number() over (partition by organization_id order by coalesce(due_at <= ${now}, false) desc, wake_at)`.as(
          'rank',
        ),
      )
      .where('wake_at', '<=', now)
      .where(isUnheld(now))
    const owed = tx
      .selectFrom(ranked.as('ranked'))
      .select(['id', 'organization_id'])
      .where('rank', '<=', ofOne)
      .orderBy('isOwed', 'desc')
      .orderBy('wake_at')
      .limit(limit)
    const soonest = (column: 'wake_at' | 'lease_until') =>
      tx
        .selectFrom('conversations')
        .select(`${column} as at`)
        .where('wake_at', 'is not', null)
        .where(column, '>', now)
        .orderBy(column)
        .limit(1)
    const [rows, ...soon] = await Promise.all([
      owed.execute(),
      soonest('wake_at').executeTakeFirst(),
      soonest('lease_until').executeTakeFirst(),
    ])
    const next = soon.flatMap((row) => row?.at ?? [])
    return {
      due: rows.map((row) => ({ id: row.id, organizationId: row.organization_id })),
      nextAt: next.length === 0 ? null : new Date(Math.min(...next.map((at) => at.getTime()))),
    }
  })
}

/** How many conversations are due and unheld, and for how long the oldest of them has waited. */
export async function queueLag(
  database: Database,
  now: Date,
): Promise<{ waiting: number; oldestMs: number }> {
  return asSystem(database, async (tx) => {
    const row = await tx
      .selectFrom('conversations')
      .select(({ fn }) => [fn.countAll<string>().as('waiting'), fn.min('due_at').as('oldest')])
      // what is due wakes the lane, and that has an index
      .where('wake_at', '<=', now)
      .where('due_at', '<=', now)
      .where(isUnheld(now))
      .executeTakeFirstOrThrow()
    return {
      waiting: Number(row.waiting),
      oldestMs: row.oldest === null ? 0 : now.getTime() - row.oldest.getTime(),
    }
  })
}

/**
 * Takes a due conversation, or null when somebody else has it or nothing is owed any more. What woke it by itself (attention, a
 * read-back) becomes due like anything else, so that it is owed still when this worker dies.
 */
export async function takeLease(
  tx: Tx,
  organizationId: string,
  conversationId: string,
  now: Date,
): Promise<{ lease: Lease; conversation: ConversationRow } | null> {
  const free = tx
    .selectFrom('conversations')
    .select('id')
    .where('id', '=', conversationId)
    .where('wake_at', '<=', now)
    .where(isUnheld(now))
    .forUpdate()
    .skipLocked()
  const conversation = await tx
    .updateTable('conversations')
    .set((eb) => ({
      fence: eb('fence', '+', 1),
      lease_until: new Date(now.getTime() + LEASE_MS),
      due_at: eb.ref('wake_at'),
      attend_at: sql<Date | null>`case when attend_at > ${now} then attend_at end`,
      read_back_at: sql<Date | null>`case when read_back_at > ${now} then read_back_at end`,
      read_again: sql<boolean>`read_again or coalesce(read_back_at <= ${now}, false)`,
    }))
    .where('id', '=', free)
    .returningAll()
    .executeTakeFirst()
  if (conversation === undefined) return null
  return { lease: { organizationId, conversationId, fence: conversation.fence }, conversation }
}

/** False when the lease is lost. */
export async function renewLease(database: Database, lease: Lease, now: Date): Promise<boolean> {
  return inOrganization(database, lease.organizationId, async (tx) => {
    const result = await tx
      .updateTable('conversations')
      .set({ lease_until: new Date(now.getTime() + LEASE_MS) })
      .where('id', '=', lease.conversationId)
      .where('fence', '=', lease.fence)
      .where('lease_until', 'is not', null)
      .executeTakeFirst()
    return result.numUpdatedRows > 0n
  })
}

/** One fenced transaction of a turn: locks the conversation and throws `LeaseLost` when another worker has taken it since. */
export async function fenced<T>(
  database: Database,
  lease: Lease,
  work: (tx: Tx, conversation: ConversationRow) => Promise<T>,
): Promise<T> {
  return fencedReading(database, lease, async () => null, work)
}

/** The same, with what `read` reads behind the lock: asked in the same round trip, and given to nobody when the lease is lost. */
export async function fencedReading<R, T>(
  database: Database,
  lease: Lease,
  read: (tx: Tx) => Promise<R>,
  work: (tx: Tx, conversation: ConversationRow, read: R) => Promise<T>,
): Promise<T> {
  return inOrganization(database, lease.organizationId, async (tx) => {
    const [conversation, found] = await Promise.all([holdFenced(tx, lease), read(tx)])
    return work(tx, conversation, found)
  })
}

async function holdFenced(tx: Tx, lease: Lease): Promise<ConversationRow> {
  const conversation = await tx
    .selectFrom('conversations')
    .selectAll()
    .where('id', '=', lease.conversationId)
    .where('fence', '=', lease.fence)
    .forUpdate()
    .executeTakeFirst()
  if (conversation === undefined)
    throw new LeaseLost(`Conversation ${lease.conversationId} was taken by another worker`)
  return conversation
}

export interface Release {
  /** When the lane is due again; null when nothing is owed. */
  dueAt: Date | null
  burstStartedAt?: Date | null
  superseded?: number
  failures?: number
  readAgain?: boolean
  /** When the session asks for attention by itself; null: never. Left out: stays. */
  attendAt?: Date | null
  readBackAt?: null
  /** When it is compared with Freshchat at the latest; null: never. Left out: stays. */
  compareAt?: Date | null
}

/** Gives the conversation back. Within a fenced transaction only. */
export async function release(tx: Tx, conversationId: string, next: Release): Promise<void> {
  await sendAhead(
    tx,
    tx
      .updateTable('conversations')
      .set({
        lease_until: null,
        due_at: next.dueAt,
        ...(next.burstStartedAt === undefined ? {} : { burst_started_at: next.burstStartedAt }),
        ...(next.superseded === undefined ? {} : { superseded: next.superseded }),
        ...(next.failures === undefined ? {} : { failures: next.failures }),
        ...(next.readAgain === undefined ? {} : { read_again: next.readAgain }),
        ...(next.attendAt === undefined ? {} : { attend_at: next.attendAt }),
        ...(next.readBackAt === undefined ? {} : { read_back_at: next.readBackAt }),
        ...(next.compareAt === undefined
          ? {}
          : { compare_at: next.compareAt === null ? null : sql<Date>`least(compare_at, ${next.compareAt})` }),
      })
      .where('id', '=', conversationId),
  )
}
