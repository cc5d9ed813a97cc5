import type { Tx } from '../store/database.ts'
import { type About, addErrand } from '../store/errands.ts'

/**
 * An act of ours in Freshchat overwrote a rep who had taken the conversation in that very moment: no call has a precondition. It is
 * theirs, and the conversation's next turn tells Freshchat so again.
 */
export async function giveBackTo(tx: Tx, session: About, agentId: string, now: Date): Promise<void> {
  await addErrand(tx, session, { kind: 'assign', payload: { agentId } }, now)
}
