import type { App } from '../app.ts'
import type { ConversationRow } from '../store/conversations.ts'
import type { Tx } from '../store/database.ts'
import { fenced, release } from '../store/lanes.ts'
import {
  coverMessages,
  type MessageRow,
  threadOf,
  uncoverMessages,
  unhandledMessages,
} from '../store/messages.ts'
import { openSession, type SessionRow, sessionById } from '../store/sessions.ts'
import { dropSteps } from '../store/steps.ts'
import { finishTurn, runningTurn, startTurn, type TurnRow } from '../store/turns.ts'
import { type Hold, PAUSED_RETRY_MS } from './hold.ts'

/** The turn in hand with all that it starts from, read in the transaction that began it. */
export interface Turn extends TurnRow {
  conversation: ConversationRow
  session: SessionRow
  /** What a reader of the thread would see, oldest first. */
  thread: MessageRow[]
}

const CONTEXT_MESSAGES = 30

/** The turn that a dead or waiting worker left, else a new one over all that is unanswered; null when nothing is to be done now. */
export async function begin(app: App, hold: Hold): Promise<Turn | null> {
  return fenced(app.database, hold.lease, async (tx, conversation) => {
    const now = app.clock.now()
    const running = await goOn(tx, conversation, now)
    if (running !== null) return running

    const session = await openSession(tx, conversation.id)
    const unhandled = session === null ? [] : await unhandledMessages(tx, conversation.id)
    if (session === null || unhandled.length === 0) {
      await release(tx, conversation.id, { dueAt: null, burstStartedAt: null, superseded: 0 })
      return null
    }
    // Paused: what waits is decided afresh when it is lifted, and a night of it leaves no trace.
    if (hold.settings.paused) {
      await release(tx, conversation.id, { dueAt: new Date(now.getTime() + PAUSED_RETRY_MS) })
      return null
    }
    const { organizationId, conversationId } = hold.lease
    const turn = await startTurn(tx, {
      organizationId,
      conversationId,
      sessionId: session.id,
      epoch: conversation.epoch,
      mode: hold.settings.channels[session.channel]?.mode ?? hold.settings.reply.mode,
      dueAt: hold.dueAt,
      now,
    })
    await cover(tx, conversation, turn.id)
    return withContext(tx, turn, conversation, session)
  })
}

/** A decided turn goes on with its steps. One that was still thinking covers what came meanwhile too, unless its session has ended. */
async function goOn(tx: Tx, conversation: ConversationRow, now: Date): Promise<Turn | null> {
  const running = await runningTurn(tx, conversation.id)
  if (running === null) return null
  const session = await sessionById(tx, running.sessionId)
  if (running.decision !== null) return withContext(tx, running, conversation, session)
  if (session.status === 'open') {
    await cover(tx, conversation, running.id)
    return withContext(tx, { ...running, epoch: conversation.epoch }, conversation, session)
  }
  await finishTurn(tx, running.id, { kind: 'stayed_silent', because: 'resolved' }, now)
  await dropSteps(tx, running.id)
  await uncoverMessages(tx, running.id)
  return null
}

async function withContext(
  tx: Tx,
  turn: TurnRow,
  conversation: ConversationRow,
  session: SessionRow,
): Promise<Turn> {
  return { ...turn, conversation, session, thread: await threadOf(tx, conversation.id, CONTEXT_MESSAGES) }
}

async function cover(tx: Tx, conversation: ConversationRow, turnId: string): Promise<void> {
  const ids = (await unhandledMessages(tx, conversation.id)).map((message) => message.id)
  await coverMessages(tx, ids, turnId)
}
