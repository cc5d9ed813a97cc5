import type { App } from '../app.ts'
import { fenced, release } from '../store/lanes.ts'
import { coverMessages, unhandledMessages } from '../store/messages.ts'
import { openSession, type SessionRow, sessionById } from '../store/sessions.ts'
import { runningTurn, startTurn, type TurnRow } from '../store/turns.ts'
import type { Hold } from './hold.ts'

/** The turn in hand, and the session that it speaks in, as they stood when it was begun. */
export interface Turn extends TurnRow {
  session: SessionRow
}

/** The turn that a dead or waiting worker left, else a new one over all that is unanswered; null when nothing is owed. */
export async function begin(app: App, hold: Hold): Promise<Turn | null> {
  return fenced(app.database, hold.lease, async (tx, conversation) => {
    const running = await runningTurn(tx, conversation.id)
    if (running !== null) {
      const session = await sessionById(tx, running.sessionId)
      // Not decided yet: what came meanwhile is covered too.
      if (running.decision === null) await cover(running.id)
      return { ...running, epoch: running.decision === null ? conversation.epoch : running.epoch, session }
    }

    const session = await openSession(tx, conversation.id)
    const unhandled = session === null ? [] : await unhandledMessages(tx, conversation.id)
    if (session === null || unhandled.length === 0) {
      await release(tx, conversation.id, { dueAt: null, burstStartedAt: null, superseded: 0 })
      return null
    }
    const { organizationId, conversationId } = hold.lease
    const now = app.clock.now()
    const turn = await startTurn(tx, {
      organizationId,
      conversationId,
      sessionId: session.id,
      epoch: conversation.epoch,
      mode: hold.settings.channels[session.channel]?.mode ?? hold.settings.reply.mode,
      dueAt: hold.dueAt,
      now,
    })
    await cover(turn.id)
    return { ...turn, session }

    async function cover(turnId: string): Promise<void> {
      const ids = (await unhandledMessages(tx, conversation.id)).map((message) => message.id)
      await coverMessages(tx, ids, turnId)
    }
  })
}
