import type { App } from '../app.ts'
import { ourSeats } from '../connection.ts'
import type { FreshchatMessage } from '../freshchat/message.ts'
import { type ConversationRow, changeConversation } from '../store/conversations.ts'
import { fenced } from '../store/lanes.ts'
import { openSession } from '../store/sessions.ts'
import { markReadBack } from '../store/steps.ts'
import { personTookOver } from './acts.ts'
import { applyMessage } from './apply.ts'
import { applyingIn } from './applying.ts'
import { applyResolution } from './ends.ts'
import type { Hold } from './hold.ts'
import { liveOf, look, noteRead, readLive, seenIn, takeIn } from './look.ts'

/**
 * A delivery was doubtful: more than a day old (a captured one could be replayed), or an agent's message that does not say who
 * may see it; or the echo of our own message stays away. Freshchat is read once, and its truth is applied.
 */
export async function readAgain(app: App, hold: Hold): Promise<void> {
  const read = await readLive(app, hold, 'read')
  const live = liveOf(read)
  hold.seen = seenIn(read, app.clock.now())
  const sight = await look(app, hold, 'read', Number.POSITIVE_INFINITY)
  await fenced(app.database, hold.lease, async (tx, conversation) => {
    const on = applyingIn(app, hold, tx)
    await noteRead(tx, conversation.id, read)
    const session = await openSession(tx, conversation.id)

    if (session === null) {
      for (const message of live.isOpen ? unansweredTail(conversation, sight.messages) : [])
        await applyMessage(on, conversation, message)
    }
    await takeIn(app, on, conversation, sight.messages)

    const at = read.updatedAt ?? on.now
    if (session !== null && !live.isOpen)
      await applyResolution(on, conversation, { resolver: { kind: 'unknown', id: null } }, at)
    const aRepHasIt = live.agentId !== null && !ourSeats(hold.connection).includes(live.agentId)
    if (live.isOpen && aRepHasIt && session?.owner !== 'human') {
      await personTookOver(on, conversation, await openSession(tx, conversation.id), at, live)
    }
    await markReadBack(tx, conversation.id, on.now)
    await changeConversation(tx, conversation.id, { byPerson: false, readAgain: false })
  })
}

/** What the customer wrote since anybody answered in public, and since the last end we know of. */
function unansweredTail(conversation: ConversationRow, messages: FreshchatMessage[]): FreshchatMessage[] {
  const lastAnswer = messages.findLastIndex(
    (message) => message.actor.kind === 'agent' && !message.private && message.statusLine === null,
  )
  return messages
    .slice(lastAnswer + 1)
    .filter((message) => message.actor.kind === 'customer')
    .filter((message) => conversation.resolved_at === null || message.createdAt > conversation.resolved_at)
}
