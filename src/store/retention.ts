import { sql } from 'kysely'
import type { Tx } from './database.ts'
import { NOTHING } from './deliveries.ts'
import { nothingIsLeft } from './forgetting.ts'
import { dropForwardsOf } from './forwards.ts'
import { isUnheld } from './lanes.ts'
import { dropUnasked, forgetSourcesOlderThan } from './suggested-phrasings.ts'

/** What is older than an organization keeps, forgotten a batch at a time. A new table with customers' data belongs here. */

const CONVERSATIONS_AT_ONCE = 200
const DELIVERIES_AT_ONCE = 2_000

/**
 * One batch of what is older than `since`; false when nothing was left. Conversations in which something is owed, or that somebody
 * works on, are left for another time.
 */
export async function forgetOlderThan(tx: Tx, since: Date, now: Date): Promise<boolean> {
  const conversations = await forgetConversations(tx, since, now)
  const deliveries = await forgetDeliveries(tx, since)
  await forgetSourcesOlderThan(tx, since)
  await dropUnasked(tx)
  return conversations || deliveries
}

/** How much that would be, as it stands now. */
export async function countOlderThan(tx: Tx, since: Date): Promise<{ sessions: number; messages: number }> {
  const { sessions } = await tx
    .selectFrom('sessions')
    .select(({ fn }) => fn.countAll<string>().as('sessions'))
    .where('last_message_at', '<', since)
    .executeTakeFirstOrThrow()
  const { messages } = await tx
    .selectFrom('messages')
    .select(({ fn }) => fn.countAll<string>().as('messages'))
    .where('created_at', '<', since)
    .executeTakeFirstOrThrow()
  return { sessions: Number(sessions), messages: Number(messages) }
}

async function forgetConversations(tx: Tx, since: Date, now: Date): Promise<boolean> {
  const ids = await conversationsWithOld(tx, since, now)
  if (ids.length === 0) return false
  await tx
    .deleteFrom('sessions')
    .where('conversation_id', 'in', ids)
    .where('last_message_at', '<', since)
    .execute()
  await tx
    .deleteFrom('messages')
    .where('conversation_id', 'in', ids)
    .where('created_at', '<', since)
    .execute()
  await tx
    .deleteFrom('turns')
    .where('conversation_id', 'in', ids)
    .where('started_at', '<', since)
    .where('finished_at', 'is not', null)
    .execute()

  const empty = await tx
    .deleteFrom('conversations')
    .where('id', 'in', ids)
    .where(nothingIsLeft)
    .returning('customer_id')
    .execute()
  await forgetContacts(
    tx,
    empty.flatMap(({ customer_id: id }) => id ?? []),
  )
  return true
}

/** Locked; what somebody holds just now is passed over. Found from the old side, by age: what is recent is not read. */
async function conversationsWithOld(tx: Tx, since: Date, now: Date): Promise<string[]> {
  const free = tx
    .selectFrom('conversations')
    .where('conversations.due_at', 'is', null)
    .where(isUnheld(now))
    .select('conversations.id')
    .limit(CONVERSATIONS_AT_ONCE)
  const withOldMessages = await free
    .innerJoin('messages', 'messages.conversation_id', 'conversations.id')
    .where('messages.created_at', '<', since)
    .execute()
  const withOldTurns = await free
    .innerJoin('turns', 'turns.conversation_id', 'conversations.id')
    .where('turns.started_at', '<', since)
    .where('turns.finished_at', 'is not', null)
    .execute()
  const withOldSessions = await free
    .innerJoin('sessions', 'sessions.conversation_id', 'conversations.id')
    .where('sessions.last_message_at', '<', since)
    .execute()
  // seen, and nothing was ever recorded of them, or all of it was forgotten
  const empty = await free.where('conversations.created_at', '<', since).where(nothingIsLeft).execute()
  const ids = [...withOldMessages, ...withOldTurns, ...withOldSessions, ...empty].map(({ id }) => id)
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('conversations')
    .select('id')
    .where('id', 'in', [...new Set(ids)])
    .where('due_at', 'is', null)
    .where(isUnheld(now))
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(({ id }) => id)
}

/** Customers of whom nothing else is left. */
async function forgetContacts(tx: Tx, freshchatIds: string[]): Promise<void> {
  if (freshchatIds.length === 0) return
  await tx
    .deleteFrom('contacts')
    .where('freshchat_id', 'in', freshchatIds)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('sessions').select('sessions.id').whereRef('sessions.contact_id', '=', 'contacts.id'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('conversations')
            .select('conversations.id')
            .whereRef('conversations.customer_id', '=', 'contacts.freshchat_id'),
        ),
      ),
    )
    .execute()
}

/** Of each kind the last one stays, without its body: the connection's page says when it came. */
async function forgetDeliveries(tx: Tx, since: Date): Promise<boolean> {
  const isLast = sql<boolean>`received_at = (
    select max(later.received_at) from deliveries later
    where later.connection_id = deliveries.connection_id and later.action = deliveries.action)`
  const blanked = await tx
    .updateTable('deliveries')
    .set({ body: NOTHING })
    .where('received_at', '<', since)
    .where('body', '!=', NOTHING)
    .where(isLast)
    .returning('id')
    .execute()
  await dropForwardsOf(
    tx,
    blanked.map(({ id }) => id),
  )
  const deleted = await tx
    .deleteFrom('deliveries')
    .where('id', 'in', ({ selectFrom, not }) =>
      selectFrom('deliveries')
        .select('id')
        .where('received_at', '<', since)
        .where(not(isLast))
        .limit(DELIVERIES_AT_ONCE),
    )
    .executeTakeFirstOrThrow()
  return blanked.length > 0 || deleted.numDeletedRows > 0n
}
