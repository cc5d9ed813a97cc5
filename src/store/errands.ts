import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { ErrandKind } from '../conversation.ts'
import { json, type Tx } from './database.ts'
import { sendAhead } from './pipeline.ts'
import type { SessionsTable } from './schema-conversations.ts'

/** What is owed in a conversation beside an answer, in the order in which it arose. */

export interface Errand {
  id: string
  sessionId: string
  kind: ErrandKind
  payload: unknown
}

/** The session that an errand is about. */
export type About = Pick<Selectable<SessionsTable>, 'id' | 'organization_id' | 'conversation_id'>

export async function addErrand(
  tx: Tx,
  { id, organization_id, conversation_id }: About,
  errand: { kind: ErrandKind; payload?: unknown },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('errands')
    .values({
      id: randomUUID(),
      organization_id,
      conversation_id,
      session_id: id,
      kind: errand.kind,
      payload: json(errand.payload ?? {}),
      created_at: now,
    })
    .execute()
}

/** The very same, seen to or not. */
export async function wasErrandAdded(
  tx: Tx,
  session: About,
  errand: { kind: ErrandKind; payload: unknown },
  since: Date,
): Promise<boolean> {
  const row = await tx
    .selectFrom('errands')
    .select('id')
    .where('session_id', '=', session.id)
    .where('kind', '=', errand.kind)
    .where('payload', '=', json(errand.payload))
    .where('created_at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
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

/** The session that is over here and whose end Freshchat is still to be told, or to be told again; null: none. */
export async function sessionToEnd(tx: Tx, conversationId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('errands')
    .leftJoin('turns', 'turns.id', 'errands.turn_id')
    .innerJoin('sessions', 'sessions.id', 'errands.session_id')
    .select('errands.session_id as id')
    .where('errands.conversation_id', '=', conversationId)
    .where('errands.kind', 'in', ['resolve', 'resolve_again'])
    .where('sessions.status', '=', 'resolved')
    .where('turns.finished_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('steps')
            .select('steps.id')
            .whereRef('steps.turn_id', '=', 'errands.turn_id')
            .where('steps.kind', '=', 'resolve')
            .where('steps.state', '=', 'done'),
        ),
      ),
    )
    .orderBy('errands.seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** From now on the turn owes it. */
export async function takeErrand(tx: Tx, id: string, turnId: string): Promise<void> {
  await sendAhead(tx, tx.updateTable('errands').set({ turn_id: turnId }).where('id', '=', id))
}
