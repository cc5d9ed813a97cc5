import type { Tx } from '../store/database.ts'
import { forgetSession, isUntaken, type SessionRow } from '../store/sessions.ts'
import type { Hold } from './hold.ts'

/** R5: where only what the AI takes is recorded, a session that it left to people is gone once nothing in it is owed. */
export async function forgetUntaken(
  tx: Tx,
  hold: Pick<Hold, 'connection'>,
  session: Pick<SessionRow, 'id'>,
): Promise<void> {
  if (hold.connection.filters.record !== 'taken') return
  if (await isUntaken(tx, session.id)) await forgetSession(tx, session.id)
}
