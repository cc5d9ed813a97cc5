import type { FreshchatMessage } from '../freshchat/message.ts'
import { commandIn } from '../rules/note-command.ts'
import { type ConversationRow, changeConversation } from '../store/conversations.ts'
import { addErrand } from '../store/errands.ts'
import { changeSession, lastSession, type SessionRow } from '../store/sessions.ts'
import { givenBack, personTookOver } from './acts.ts'
import { type Applied, type Applying, nothing } from './applying.ts'

/** What a rep's private note asks of the AI (H6); any other note is kept, and nothing follows from it. */
export async function applyCommand(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow | null,
  note: FreshchatMessage,
): Promise<Applied> {
  const command = commandIn(note.text)
  if (command === null) return nothing('applied')
  if (command === 'take') return givenBack(on, conversation, session, note.createdAt, 'order')
  if (command === 'stop') {
    const applied = await personTookOver(on, conversation, session, note.createdAt)
    if (session !== null && applied.result !== 'late')
      await changeSession(on.tx, session.id, { stoppedAt: on.now }, on.now)
    return applied
  }
  const about = session ?? (await lastSession(on.tx, conversation.id))
  if (about === null) return nothing('applied')
  await addErrand(on.tx, about, { kind: command === 'unknown' ? 'help' : command }, on.now)
  await changeConversation(on.tx, conversation.id, { byPerson: false, dueAt: on.now })
  return { result: 'applied', change: { conversationId: conversation.id, by: null, dueAt: on.now } }
}
