import type { Tx } from '../store/database.ts'
import { addErrand } from '../store/errands.ts'
import type { Turn } from './context.ts'

/**
 * An act of ours in Freshchat overwrote a rep who had taken the conversation in that very moment: no call has a precondition. It is
 * theirs, and the conversation's next turn tells Freshchat so again.
 */
export async function giveBackTo(
  tx: Tx,
  whose: { organizationId: string; conversationId: string; sessionId: string },
  agentId: string,
  now: Date,
): Promise<void> {
  await addErrand(tx, { ...whose, kind: 'assign', payload: { agentId } }, now)
}

export function whoseIs({ conversation, session }: Pick<Turn, 'conversation' | 'session'>) {
  return {
    organizationId: conversation.organization_id,
    conversationId: conversation.id,
    sessionId: session.id,
  }
}
