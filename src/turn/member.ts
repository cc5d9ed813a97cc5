import { randomUUID } from 'node:crypto'
import { isOurSeat } from '../connection.ts'
import { type ConversationRow, changeConversation, changedEpoch, lockKnown } from '../store/conversations.ts'
import { addErrand } from '../store/errands.ts'
import { appendMessage, newestMessageAt } from '../store/messages.ts'
import { changeSession, type SessionRow, sessionById } from '../store/sessions.ts'
import { givenToAi, takenByPerson } from './acts.ts'
import type { Applied, Applying } from './applying.ts'
import { endSession } from './ends.ts'

/**
 * What a member does in the Inbox (I1). It counts as a rep's act: in force when this transaction is committed, and carried into
 * Freshchat by the conversation's next turn.
 */

/** `agentId`: the Freshchat agent with the member's e-mail, null where there is none. */
export interface Member {
  name: string
  agentId: string | null
}

export async function takeOver(on: Applying, sessionId: string, member: Member): Promise<Applied> {
  const { conversation, session, at } = await locked(on, sessionId)
  const applied = await takenByPerson(on, conversation, session, at)
  await owe(on, session, 'assign', { agentId: member.agentId })
  return applied
}

export async function handBack(on: Applying, sessionId: string): Promise<Applied> {
  const { conversation, session, at } = await locked(on, sessionId)
  return givenToAi(on, conversation, session, at, 'order')
}

export async function resolve(on: Applying, sessionId: string): Promise<Applied> {
  const { conversation, session, at } = await locked(on, sessionId)
  await endSession(on, conversation, session, at, 'rep')
  const since = await changedEpoch(on.tx, conversation.id, { byPerson: false, dueAt: on.now })
  await owe(on, session, 'resolve', { since })
  return { result: 'applied', change: { conversationId: conversation.id, by: 'person', dueAt: on.now } }
}

/** Stands in the thread at once, and goes out in the member's own agent's name or else in the default agent's. Its id. */
export async function write(
  on: Applying,
  sessionId: string,
  member: Member,
  { text, isPrivate }: { text: string; isPrivate: boolean },
): Promise<{ applied: Applied; messageId: string }> {
  const { conversation, session, at } = await locked(on, sessionId)
  const messageId = randomUUID()
  const applied: Applied = isPrivate
    ? { result: 'applied', change: { conversationId: conversation.id, by: null, dueAt: on.now } }
    : await takenByPerson(on, conversation, session, at)
  await appendMessage(
    on.tx,
    {
      id: messageId,
      organizationId: on.connection.organizationId,
      conversationId: conversation.id,
      sessionId,
      freshchatId: null,
      author: { kind: 'rep', id: member.agentId, name: member.name },
      private: isPrivate,
      visibilityKnown: true,
      text,
      parts: [{ text: { content: text } }],
      stepId: null,
      handled: true,
      // after all that is known, until Freshchat says when: two clocks are never compared
      createdAt: at,
    },
    on.now,
  )
  await changeSession(on.tx, sessionId, { lastMessageAt: at }, on.now)
  const { name: memberName, agentId } = member
  const isOurs = isOurSeat(on.connection, agentId)
  await owe(on, session, 'post', {
    text,
    private: isPrivate,
    agentId: isOurs ? null : agentId,
    memberName,
    messageId,
  })
  return { applied, messageId }
}

/** The act is newer than all that is known of the conversation. `at` in Freshchat's time, as far as we know it. */
async function locked(
  on: Applying,
  sessionId: string,
): Promise<{ conversation: ConversationRow; session: SessionRow; at: Date }> {
  const session = await sessionById(on.tx, sessionId)
  const conversation = await lockKnown(on.tx, session.conversation_id)
  const at = (await newestMessageAt(on.tx, conversation.id)) ?? on.now
  return { conversation, session: await sessionById(on.tx, sessionId), at }
}

async function owe(
  on: Applying,
  session: SessionRow,
  kind: 'assign' | 'resolve' | 'post',
  payload: object,
): Promise<void> {
  await addErrand(on.tx, session, { kind, payload }, on.now)
  await changeConversation(on.tx, session.conversation_id, { byPerson: false, dueAt: on.now })
}
