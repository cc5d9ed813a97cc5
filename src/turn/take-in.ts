import type { App } from '../app.ts'
import type { FreshchatMessage } from '../freshchat/message.ts'
import { type ConversationRow, lockKnown } from '../store/conversations.ts'
import { appendMessage, knownMessages, settleVisibility } from '../store/messages.ts'
import { openSession } from '../store/sessions.ts'
import { hasTurnedAway, personTookOver } from './acts.ts'
import { applyMessage } from './apply.ts'
import { type Applied, type Applying, nothing } from './applying.ts'
import { applyCommand } from './command.ts'
import { dateUnheardEnd } from './unheard-end.ts'

/**
 * Takes in what a look found and no webhook had brought, oldest first, as if it had come. What is older than the session and
 * was answered (or ended) before it is history: kept for context, and nothing follows from it. The caller holds the
 * conversation's row.
 */
export async function takeIn(
  app: Pick<App, 'measure'>,
  on: Applying,
  before: ConversationRow,
  messages: FreshchatMessage[],
): Promise<void> {
  let leaks = await dateUnheardEnd(on, before, messages)
  const ids = messages.map((message) => message.id)
  const [conversation, known, session] = await Promise.all([
    lockKnown(on.tx, before.id),
    knownMessages(on.tx, ids),
    openSession(on.tx, before.id),
  ])
  const beganAt =
    session === null ? null : beginningOf(session.created_at, conversation.resolved_at, messages)
  for (const message of messages) {
    const ours = known.get(message.id)
    if (ours === undefined) {
      if (beganAt !== null && isHistory(conversation, beganAt, message))
        await keepAsHistory(on, conversation, message)
      else leaks += (await applyMessage(on, conversation, message)).leaks ?? 0
    } else if (!ours.visibilityKnown) {
      leaks += (await settleUnclear(on, conversation, message)).leaks ?? 0
    }
  }
  app.measure.leaked(leaks)
}

/** Older than the session; but a rep who wrote since the last end, just before it began, has it. */
function isHistory(
  { resolved_at: endedAt }: ConversationRow,
  beganAt: Date,
  { createdAt, actor }: FreshchatMessage,
): boolean {
  if (createdAt >= beganAt) return false
  const isSinceTheEnd = endedAt !== null && createdAt > endedAt
  return actor.kind !== 'agent' || !isSinceTheEnd || hasTurnedAway(createdAt, beganAt)
}

/** The first message's webhook may be late, and the second have opened the session: it began with what nobody had answered before. */
function beginningOf(openedAt: Date, resolvedAt: Date | null, messages: FreshchatMessage[]): Date {
  const isAnswer = ({ actor, private: isNote, statusLine }: FreshchatMessage) =>
    actor.kind === 'agent' && !isNote && statusLine === null
  const lastAnswer = messages.findLast((message) => isAnswer(message) && message.createdAt < openedAt)
  const settledAt = Math.max(lastAnswer?.createdAt.getTime() ?? 0, resolvedAt?.getTime() ?? 0)
  const first = messages.find(
    (message) => message.actor.kind === 'customer' && message.createdAt.getTime() > settledAt,
  )
  return first !== undefined && first.createdAt < openedAt ? first.createdAt : openedAt
}

async function keepAsHistory(
  on: Applying,
  conversation: ConversationRow,
  message: FreshchatMessage,
): Promise<void> {
  const isCustomer = message.actor.kind === 'customer'
  const isRep = message.actor.kind === 'agent' && message.statusLine === null
  await appendMessage(
    on.tx,
    {
      organizationId: on.connection.organizationId,
      conversationId: conversation.id,
      sessionId: null,
      freshchatId: message.id,
      author: {
        kind: isCustomer ? 'customer' : isRep ? 'rep' : 'system',
        id: message.actor.id,
        name: on.connection.agents.find((agent) => agent.id === message.actor.id)?.name ?? null,
      },
      private: message.private,
      visibilityKnown: true,
      text: message.text,
      parts: message.parts,
      stepId: null,
      handled: true,
      createdAt: message.createdAt,
    },
    on.now,
  )
}

/** Read again, it says what it is (S4); one that still does not say is taken for a reply, since silence harms nobody. */
async function settleUnclear(
  on: Applying,
  conversation: ConversationRow,
  message: FreshchatMessage,
): Promise<Applied> {
  const isStatus = message.statusLine !== null
  const authorKind = isStatus ? 'system' : 'rep'
  await settleVisibility(on.tx, message.id, { private: !isStatus && message.private, authorKind })
  if (isStatus) return nothing('applied')
  const session = await openSession(on.tx, conversation.id)
  return message.private
    ? applyCommand(on, conversation, session, message)
    : personTookOver(on, conversation, session, message.createdAt)
}
