import type { Tx } from '../store/database.ts'
import { type About, addErrand, wasErrandAdded } from '../store/errands.ts'

/**
 * An act of ours in Freshchat overwrote a rep who had taken the conversation in that very moment: no call has a precondition. It is
 * theirs, and the conversation's next turn tells Freshchat so again.
 */
export async function giveBackTo(tx: Tx, session: About, agentId: string, now: Date): Promise<void> {
  await addErrand(tx, session, { kind: 'assign', payload: { agentId } }, now)
}

/** From the answer to our act to its event it may take so long. */
const JUST_NOW_MS = 60_000

/** Whether that was begun just now, by whoever heard of it first. */
export async function isGivenBackTo(tx: Tx, session: About, agentId: string, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - JUST_NOW_MS)
  return wasErrandAdded(tx, session, { kind: 'assign', payload: { agentId } }, since)
}
