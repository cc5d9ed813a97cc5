import { modeOf } from '../rules/attention.ts'
import type { ConversationRow } from '../store/conversations.ts'
import type { Tx } from '../store/database.ts'
import { type MessageRow, threadOf } from '../store/messages.ts'
import type { SessionRow } from '../store/sessions.ts'
import type { TurnRow } from '../store/turns.ts'
import type { Hold } from './hold.ts'

/** The turn in hand with all that it starts from, read in the transaction that began it. */
export interface Turn extends TurnRow {
  conversation: ConversationRow
  session: SessionRow
  /** What a reader of the thread would see, oldest first. */
  thread: MessageRow[]
}

const CONTEXT_MESSAGES = 30

/** What every new turn starts from. */
export function factsOf(hold: Hold, conversation: ConversationRow, session: SessionRow, now: Date) {
  return {
    organizationId: hold.lease.organizationId,
    conversationId: conversation.id,
    sessionId: session.id,
    epoch: conversation.epoch,
    mode: modeOf(session.channel, hold.settings),
    dueAt: hold.dueAt,
    now,
  }
}

export async function withContext(
  tx: Tx,
  turn: TurnRow,
  conversation: ConversationRow,
  session: SessionRow,
): Promise<Turn> {
  return { ...turn, conversation, session, thread: await threadOf(tx, conversation.id, CONTEXT_MESSAGES) }
}
