import { bodyNames } from './customer-data.ts'
import type { Tx } from './database.ts'

/** What is kept of how one session came about, beside what the Inbox shows. */

/** What we did in Freshchat for its turns, in order. */
export function stepsOfSession(tx: Tx, sessionId: string) {
  return tx
    .selectFrom('steps')
    .innerJoin('turns', 'turns.id', 'steps.turn_id')
    .selectAll('steps')
    .where('turns.session_id', '=', sessionId)
    .orderBy('turns.started_at')
    .orderBy('steps.position')
    .execute()
}

/** What Freshchat told of its conversation since then, in the order in which it came. */
export function deliveriesSince(tx: Tx, freshchatConversationId: string, since: Date) {
  return tx
    .selectFrom('deliveries')
    .select(['action', 'event_at', 'received_at', 'result', 'body'])
    .where(bodyNames([freshchatConversationId]))
    .where('received_at', '>=', since)
    .orderBy('received_at')
    .execute()
}

/** Everybody who wrote in it, by the names that are kept of them. */
export async function namesIn(tx: Tx, sessionId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('messages')
    .select('author_name')
    .distinct()
    .where('session_id', '=', sessionId)
    .where('author_kind', '!=', 'ai')
    .execute()
  return rows.flatMap(({ author_name }) => author_name ?? [])
}
