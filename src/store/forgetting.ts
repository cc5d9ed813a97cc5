import { type ExpressionBuilder, sql } from 'kysely'
import { hashOf } from '../secret.ts'
import type { Tx } from './database.ts'
import { isUnheld } from './lanes.ts'
import type { Schema } from './schema.ts'

/** What is known of customers who were erased: by which their old messages are recognised, and nothing else. */

/** Not to be led back to the id: ids of Freshchat are random. */
function fingerprintOf(organizationId: string, freshchatId: string): string {
  return hashOf(`${organizationId} ${freshchatId}`)
}

/** What these customers and conversations of Freshchat's held until then is not taken in again. */
export async function noteForgotten(
  tx: Tx,
  organizationId: string,
  freshchatIds: string[],
  until: Date,
): Promise<void> {
  await tx
    .insertInto('forgotten_customers')
    .values(
      freshchatIds.map((id) => ({
        organization_id: organizationId,
        fingerprint: fingerprintOf(organizationId, id),
        until,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'fingerprint']).doUpdateSet((row) => ({
        until: sql`greatest(forgotten_customers.until, ${row.ref('excluded.until')})`,
      })),
    )
    .execute()
}

/** Until when what Freshchat holds under these ids was erased; null: nothing was. */
export async function forgottenUntil(
  tx: Tx,
  organizationId: string,
  freshchatIds: (string | null)[],
): Promise<Date | null> {
  const fingerprints = freshchatIds.flatMap((id) => (id === null ? [] : [fingerprintOf(organizationId, id)]))
  const row = await tx
    .selectFrom('forgotten_customers')
    .select(({ fn }) => fn.max('until').as('until'))
    .where('organization_id', '=', organizationId)
    .where('fingerprint', 'in', fingerprints)
    .executeTakeFirst()
  return row?.until ?? null
}

/** Of a conversation, its row set aside. */
export function nothingIsLeft({ and, not, exists, selectFrom }: ExpressionBuilder<Schema, 'conversations'>) {
  return and([
    not(
      exists(
        selectFrom('sessions')
          .select('sessions.id')
          .whereRef('sessions.conversation_id', '=', 'conversations.id'),
      ),
    ),
    not(
      exists(
        selectFrom('messages')
          .select('messages.id')
          .whereRef('messages.conversation_id', '=', 'conversations.id'),
      ),
    ),
  ])
}

/** News of an erased customer that was no news brought the conversation's row back: it goes again. */
export async function dropForgotten(tx: Tx, conversationId: string): Promise<void> {
  await tx.deleteFrom('conversations').where('id', '=', conversationId).where(nothingIsLeft).execute()
}

/** The same for those that reading Freshchat brought back, once nothing is owed there. */
export async function dropAllForgotten(tx: Tx, now: Date): Promise<void> {
  await tx
    .deleteFrom('conversations')
    .where('forgotten_until', 'is not', null)
    .where('due_at', 'is', null)
    .where(isUnheld(now))
    .where(nothingIsLeft)
    .execute()
}
