import type { Tx } from './database.ts'

/**
 * A leak is a visible message of ours that Freshchat stored after a rep's act: the rep came between our last look and the send. Both
 * times are Freshchat's; what we knew at the look stands in the step (`newer_than`).
 */

/**
 * Our messages that were stored after an act that we hear of only now, each told once. `isOverwritten`: our own claim had gone over it, so
 * that no look showed it.
 */
export async function leaksAfter(
  tx: Tx,
  conversationId: string,
  actAt: Date,
  isOverwritten: boolean,
): Promise<{ sessionId: string; text: string }[]> {
  const late = tx
    .updateTable('steps')
    .from('messages')
    .set({ leaked: true })
    .whereRef('messages.step_id', '=', 'steps.id')
    .where('messages.conversation_id', '=', conversationId)
    .where('steps.kind', '=', 'say')
    .where('steps.member_name', 'is', null)
    .where('steps.leaked', '=', false)
    .where('messages.created_at', '>', actAt)
  const rows = await (isOverwritten ? late : late.where('steps.newer_than', '<', actAt))
    .returning(['messages.session_id as sessionId', 'messages.text'])
    .execute()
  return rows.flatMap(({ sessionId, text }) => (sessionId === null ? [] : { sessionId, text }))
}

export async function markLeaked(tx: Tx, stepId: string): Promise<void> {
  await tx.updateTable('steps').set({ leaked: true }).where('id', '=', stepId).execute()
}

/** The session shows that a rep was talked over. */
export async function countLeak(tx: Tx, sessionId: string): Promise<void> {
  await tx
    .updateTable('sessions')
    .set((eb) => ({ leaks: eb('leaks', '+', 1) }))
    .where('id', '=', sessionId)
    .execute()
}

/**
 * Whether a person acted since the step's turn began, after all that its look knew and before the message that Freshchat stored at
 * `storedAt`; we heard of it first.
 */
export async function aPersonCameBefore(
  tx: Tx,
  step: { turn_id: string; kind: string; member_name: string | null; newer_than: Date | null },
  storedAt: Date,
): Promise<boolean> {
  if (step.kind !== 'say' || step.member_name !== null) return false
  const knew = step.newer_than ?? new Date(0)
  const row = await tx
    .selectFrom('turns')
    .innerJoin('conversations', 'conversations.id', 'turns.conversation_id')
    .select('turns.id')
    .where('turns.id', '=', step.turn_id)
    .whereRef('conversations.human_epoch', '>', 'turns.epoch')
    .where(({ or, and, eb, exists, selectFrom }) =>
      or([
        and([eb('conversations.acted_at', '>', knew), eb('conversations.acted_at', '<', storedAt)]),
        // the last act may be a later one: what a rep wrote before it stands in the thread
        exists(
          selectFrom('messages')
            .select('messages.id')
            .whereRef('messages.conversation_id', '=', 'conversations.id')
            .where('author_kind', '=', 'rep')
            .where('private', '=', false)
            .where('messages.created_at', '>', knew)
            .where('messages.created_at', '<', storedAt),
        ),
      ]),
    )
    .executeTakeFirst()
  return row !== undefined
}
