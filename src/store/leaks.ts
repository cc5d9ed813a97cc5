import type { Tx } from './database.ts'

/**
 * A leak is a visible message of ours that Freshchat stored after a rep's act: the rep came between our last look and the send. Both
 * times are Freshchat's; what we knew at the look stands in the step (`newer_than`).
 */

/** How many of our messages were stored after an act that we hear of only now. */
export async function leaksAfter(tx: Tx, conversationId: string, actAt: Date): Promise<number> {
  const row = await tx
    .selectFrom('messages')
    .innerJoin('steps', 'steps.id', 'messages.step_id')
    .select(({ fn }) => fn.countAll<number>().as('leaks'))
    .where('messages.conversation_id', '=', conversationId)
    .where('steps.kind', '=', 'say')
    .where('messages.created_at', '>', actAt)
    .where('steps.newer_than', '<', actAt)
    .executeTakeFirstOrThrow()
  return Number(row.leaks)
}

/** Whether a rep wrote between our look and the message that Freshchat stored at `storedAt`, and we heard of it first. */
export async function aRepCameBefore(
  tx: Tx,
  step: { conversation_id: string; kind: string; newer_than: Date | null },
  storedAt: Date,
): Promise<boolean> {
  if (step.kind !== 'say' || step.newer_than === null) return false
  const row = await tx
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', '=', step.conversation_id)
    .where('author_kind', '=', 'rep')
    .where('private', '=', false)
    .where('created_at', '>', step.newer_than)
    .where('created_at', '<', storedAt)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
