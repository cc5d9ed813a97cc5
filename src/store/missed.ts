import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** What may have been missed while webhooks stayed away: when conversations are compared, and whose are still to be found. */

const ACTIVE_MS = 60 * 60_000
const SPREAD_MS = 60_000
const RECENT_MS = 24 * 60 * 60_000

/**
 * Webhooks are silent: conversations with an open session in which something was said within the hour are compared within a minute,
 * spread over it. After an absence (`all`) every open one is, and those that ended within a day. A row that somebody holds just
 * now is left: it is read anyway, or is due at the next look.
 */
export async function bringComparesForward(
  tx: Tx,
  connectionId: string,
  now: Date,
  all: boolean,
): Promise<void> {
  const since = new Date(now.getTime() - (all ? RECENT_MS : ACTIVE_MS))
  const ids = await tx
    .selectFrom('conversations')
    .select('id')
    .where('connection_id', '=', connectionId)
    // what is open wakes some time; the index knows which
    .$if(!all, (query) => query.where('wake_at', 'is not', null))
    .where(({ or, eb }) =>
      or([eb('compare_at', 'is', null), eb('compare_at', '>', new Date(now.getTime() + SPREAD_MS))]),
    )
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('sessions')
          .select('sessions.id')
          .whereRef('sessions.conversation_id', '=', 'conversations.id')
          .where((session) =>
            all
              ? session.or([session('status', '=', 'open'), session('updated_at', '>', since)])
              : session.and([session('status', '=', 'open'), session('last_message_at', '>', since)]),
          ),
      ),
    )
    .forUpdate()
    .skipLocked()
    .execute()
  if (ids.length === 0) return
  await tx
    .updateTable('conversations')
    .set({
      compare_at: sql<Date>`${now}::timestamptz + ('x' || substr(id::text, 1, 4))::bit(16)::int / 65535.0 * ${SPREAD_MS} * interval '1 millisecond'`,
    })
    .where(
      'id',
      'in',
      ids.map(({ id }) => id),
    )
    .execute()
}

export async function compareSoon(tx: Tx, conversationId: string, now: Date): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({ compare_at: sql<Date>`least(compare_at, ${now})` })
    .where('id', '=', conversationId)
    .execute()
}

export async function addChangedCustomers(
  tx: Tx,
  connection: { id: string; organizationId: string },
  customerIds: readonly string[],
  now: Date,
): Promise<void> {
  if (customerIds.length === 0) return
  await tx
    .insertInto('changed_customers')
    .values(
      customerIds.map((id) => ({
        organization_id: connection.organizationId,
        connection_id: connection.id,
        freshchat_id: id,
        found_at: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The first found come first. */
export async function changedCustomers(tx: Tx, connectionId: string, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('changed_customers')
    .select('freshchat_id')
    .where('connection_id', '=', connectionId)
    .orderBy('found_at')
    .orderBy('freshchat_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.freshchat_id)
}

export async function dropChangedCustomer(tx: Tx, connectionId: string, customerId: string): Promise<void> {
  await tx
    .deleteFrom('changed_customers')
    .where('connection_id', '=', connectionId)
    .where('freshchat_id', '=', customerId)
    .execute()
}
