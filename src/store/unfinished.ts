import type { ExpressionBuilder } from 'kysely'
import type { Tx } from './database.ts'
import type { Schema } from './schema.ts'

/** What is owed in conversations, whoever looks after them next. */

/** A turn is not over, or an errand waits for one. */
export function hasUnfinished({ or, exists, selectFrom }: ExpressionBuilder<Schema, 'conversations'>) {
  return or([
    exists(
      selectFrom('turns')
        .select('turns.id')
        .whereRef('turns.conversation_id', '=', 'conversations.id')
        .where('finished_at', 'is', null),
    ),
    exists(
      selectFrom('errands')
        .select('errands.id')
        .whereRef('errands.conversation_id', '=', 'conversations.id')
        .where('turn_id', 'is', null),
    ),
  ])
}

/**
 * The organization's conversations go on over this connection. Due are those in which something is owed (an answer, an errand, the
 * rest of a turn), and those that may ask for attention by themselves.
 */
export async function goOnOver(tx: Tx, connectionId: string, now: Date): Promise<void> {
  await tx.updateTable('conversations').set({ connection_id: connectionId }).execute()
  await tx
    .updateTable('conversations')
    .set({ due_at: now })
    .where((builder) => {
      const { or, exists, selectFrom } = builder
      return or([
        hasUnfinished(builder),
        exists(
          selectFrom('sessions')
            .select('sessions.id')
            .whereRef('sessions.conversation_id', '=', 'conversations.id')
            .where('status', '=', 'open')
            .where('owner', '!=', 'none'),
        ),
        exists(
          selectFrom('messages')
            .select('messages.id')
            .whereRef('messages.conversation_id', '=', 'conversations.id')
            .where('author_kind', '=', 'customer')
            .where('handled_at', 'is', null),
        ),
      ])
    })
    .execute()
}
