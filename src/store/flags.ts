import type { Tx } from './database.ts'

/** Marks an answer of the AI's as wrong, or takes that back with null. False: there is no such answer. */
export async function flagAnswer(
  tx: Tx,
  messageId: string,
  flag: { at: Date; by: string; note: string | null } | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('messages')
    .set({
      flagged_at: flag?.at ?? null,
      flagged_by: flag?.by ?? null,
      flag_note: flag?.note ?? null,
    })
    .where('id', '=', messageId)
    .where('author_kind', '=', 'ai')
    .where('session_id', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
