import type { FreshchatMessage } from '../freshchat/message.ts'
import { type ConversationRow, changeConversation, lockKnown } from '../store/conversations.ts'
import { openSession, type SessionRow, sessionById } from '../store/sessions.ts'
import { hasTurnedAway, takenByPerson } from './acts.ts'
import type { Applying } from './applying.ts'

/**
 * Of an end that no webhook told we know only that the customer began anew after it. Its line in the thread says when it was: who acted
 * after that is with the customer still, and has what they go on with. Returns how many of our words turn out to stand after that act.
 */
export async function dateUnheardEnd(
  on: Applying,
  conversation: ConversationRow,
  messages: FreshchatMessage[],
): Promise<number> {
  // most threads have none, and every look comes by here
  if (!messages.some(({ statusLine }) => statusLine === 'resolved')) return 0
  const session = await openSession(on.tx, conversation.id)
  const endedAt = session === null ? null : await endOfThread(on, conversation, session, messages)
  if (session === null || endedAt === null) return 0
  await changeConversation(on.tx, conversation.id, { byPerson: false, resolvedAt: endedAt })
  const { acted_at: actedAt, given_at: givenAt } = conversation
  if (session.owner === 'human' || actedAt === null || actedAt <= endedAt) return 0
  const isGivenSince = givenAt !== null && givenAt >= actedAt
  if (isGivenSince || hasTurnedAway(actedAt, session.created_at)) return 0
  const dated = await lockKnown(on.tx, conversation.id)
  return (await takenByPerson(on, dated, session, actedAt)).leaks ?? 0
}

/** When what came before the session ended, by its line in the thread; null when a webhook told, or no line does. */
async function endOfThread(
  { tx }: Applying,
  { resolved_at: takenForTheEnd }: ConversationRow,
  { previous_session_id: previousId, created_at: beganAt }: SessionRow,
  messages: FreshchatMessage[],
): Promise<Date | null> {
  if (previousId === null || takenForTheEnd === null) return null
  const previous = await sessionById(tx, previousId)
  const line = messages.findLast(
    ({ statusLine, createdAt }) => statusLine === 'resolved' && createdAt < beganAt,
  )
  const isOfThisEnd = line !== undefined && line.createdAt > (previous.reopened_at ?? previous.created_at)
  return isOfThisEnd && previous.closure === 'rule' && line.createdAt < takenForTheEnd ? line.createdAt : null
}
