import { raiseAlert } from '../store/alerts.ts'
import { addErrand } from '../store/errands.ts'
import { countLeak, leaksAfter } from '../store/leaks.ts'
import type { Applying } from './applying.ts'

/**
 * A visible message of ours that Freshchat stored after a rep's act (A2): the session is marked, and the rep is owed a private note
 * that says so; whoever is to be told hears of it too. How many there were is published.
 */
export async function ownUpToLeaks(
  on: Pick<Applying, 'tx' | 'connection' | 'now'>,
  conversationId: string,
  leaks: { sessionId: string; text: string }[],
): Promise<number> {
  const { organizationId: organization_id } = on.connection
  for (const { sessionId, text } of leaks) {
    await countLeak(on.tx, sessionId)
    const about = { id: sessionId, organization_id, conversation_id: conversationId }
    await addErrand(on.tx, about, { kind: 'leak', payload: { text } }, on.now)
    const item = { text: 'A message of the AI went out in the moment in which a rep stepped in.', sessionId }
    await raiseAlert(on.tx, organization_id, 'leak', item, on.now)
  }
  return leaks.length
}

/** A person acted at `at` (Freshchat's time), and we hear of it only now: what of ours was stored after it? */
export async function leaksSince(
  on: Applying,
  conversationId: string,
  at: Date,
  { isOverwritten = false } = {},
): Promise<number> {
  return ownUpToLeaks(on, conversationId, await leaksAfter(on.tx, conversationId, at, isOverwritten))
}
