import { randomUUID } from 'node:crypto'
import type { ErrandKind } from '../conversation.ts'
import { json, type Tx } from './database.ts'

/** What is owed in a conversation beside an answer, in the order in which it arose. */

export interface Errand {
  id: string
  sessionId: string
  kind: ErrandKind
  payload: unknown
}

export async function addErrand(
  tx: Tx,
  errand: {
    organizationId: string
    conversationId: string
    sessionId: string
    kind: ErrandKind
    payload?: unknown
  },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('errands')
    .values({
      id: randomUUID(),
      organization_id: errand.organizationId,
      conversation_id: errand.conversationId,
      session_id: errand.sessionId,
      kind: errand.kind,
      payload: json(errand.payload ?? {}),
      created_at: now,
    })
    .execute()
}

/** The oldest that no turn has seen to; null when nothing is owed. */
export async function nextErrand(tx: Tx, conversationId: string): Promise<Errand | null> {
  const row = await tx
    .selectFrom('errands')
    .select(['id', 'session_id as sessionId', 'kind', 'payload'])
    .where('conversation_id', '=', conversationId)
    .where('turn_id', 'is', null)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** From now on the turn owes it. */
export async function takeErrand(tx: Tx, id: string, turnId: string): Promise<void> {
  await tx.updateTable('errands').set({ turn_id: turnId }).where('id', '=', id).execute()
}

/** The errand that a turn sees to. */
export async function errandOf(tx: Tx, turnId: string): Promise<Errand | null> {
  const row = await tx
    .selectFrom('errands')
    .select(['id', 'session_id as sessionId', 'kind', 'payload'])
    .where('turn_id', '=', turnId)
    .executeTakeFirst()
  return row ?? null
}
