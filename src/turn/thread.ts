import type { Connection } from '../connection.ts'
import type { FreshchatMessage } from '../freshchat/message.ts'
import type { ConversationRow } from '../store/conversations.ts'
import { appendMessage } from '../store/messages.ts'
import { changeSession, type SessionRow } from '../store/sessions.ts'
import type { Applying } from './applying.ts'

/** What somebody else than we wrote, into the thread. `handled`: it asks the AI for nothing. */
export async function append(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow | null,
  message: FreshchatMessage,
  kind: 'customer' | 'rep' | 'system',
  handled: boolean,
): Promise<void> {
  await appendMessage(
    on.tx,
    {
      organizationId: on.connection.organizationId,
      conversationId: conversation.id,
      sessionId: session?.id ?? null,
      freshchatId: message.id,
      author: {
        kind,
        id: message.actor.id,
        name: kind === 'rep' ? nameOf(on.connection, message.actor.id) : null,
      },
      private: message.private,
      visibilityKnown: message.visibilityKnown,
      text: message.text,
      parts: message.parts,
      stepId: null,
      handled,
      createdAt: message.createdAt,
    },
    on.now,
  )
  if (session !== null) await changeSession(on.tx, session.id, { lastMessageAt: message.createdAt }, on.now)
}

function nameOf(connection: Connection, agentId: string | null): string | null {
  return connection.agents.find((agent) => agent.id === agentId)?.name ?? null
}
