import type { App } from '../app.ts'
import { noteOnTrace, traced } from '../span.ts'
import type { ConversationRow } from '../store/conversations.ts'
import type { Tx } from '../store/database.ts'
import { nextErrand } from '../store/errands.ts'
import { fencedReading } from '../store/lanes.ts'
import type { MessageRow } from '../store/messages.ts'
import { openSession, sessionById } from '../store/sessions.ts'
import { dropSteps } from '../store/steps.ts'
import { finishTurn, runningTurn, startTurn, type TurnRow } from '../store/turns.ts'
import { coverMessages, uncoverMessages, unhandledMessages } from '../store/unanswered.ts'
import { factsOf, type Turn, withContext } from './context.ts'
import { beginByItself, beginErrand } from './errand.ts'
import { forgetUntaken } from './forget.ts'
import { type Hold, PAUSED_RETRY_MS } from './hold.ts'
import { attention, burstDueAt, releaseWithRest } from './rest.ts'

/**
 * The turn that a dead or waiting worker left, else one for what is owed beside an answer, else a new one over all that is
 * unanswered, else one for what the session asks for by itself; null when nothing is to be done now.
 */
export const begin = traced('begin', beginTurn)

async function beginTurn(app: App, hold: Hold): Promise<Turn | null> {
  const turn = await takeUp(app, hold)
  if (turn !== null)
    noteOnTrace({
      'baton.session.id': turn.session.id,
      'baton.turn.id': turn.id,
      'baton.turn.mode': turn.mode,
      'baton.turn.errand': turn.errand,
    })
  return turn
}

function takeUp(app: App, hold: Hold): Promise<Turn | null> {
  const { conversationId } = hold.lease
  const owed = (tx: Tx) =>
    Promise.all([
      runningTurn(tx, conversationId),
      nextErrand(tx, conversationId),
      openSession(tx, conversationId),
      unhandledMessages(tx, conversationId),
    ])
  return fencedReading(app.database, hold.lease, owed, async (tx, conversation, read) => {
    const [running, errand, session, asked] = read
    const now = app.clock.now()
    const goesOn = running === null ? null : await goOn(tx, conversation, running, asked, now)
    if (goesOn !== null) return goesOn
    if (errand !== null) return beginErrand(app, hold, tx, conversation, errand)

    const unhandled = session === null ? [] : asked
    const dueAt = session === null ? null : burstDueAt(conversation, session, unhandled, hold)
    // Paused: what waits is decided afresh when it is lifted, and a night of it leaves no trace.
    const isHeldUp = dueAt !== null && (hold.settings.paused || dueAt > now)
    if (session === null || isHeldUp) {
      const earliest = new Date(now.getTime() + (hold.settings.paused ? PAUSED_RETRY_MS : 0))
      await releaseWithRest(tx, hold, conversation, now, { earliest, superseded: conversation.superseded })
      return null
    }
    if (dueAt === null) {
      const asks = await attention(tx, conversation, session, hold)
      // put off before: what came to nothing is not asked for again whatever else wakes the lane
      const isPutOff = conversation.attend_at !== null && conversation.attend_at > now
      if (asks !== null && asks.at <= now && !isPutOff && !hold.settings.paused)
        return beginByItself(app, hold, tx, conversation, session, asks.kind)
      await forgetUntaken(tx, hold, session)
      await releaseWithRest(tx, hold, conversation, now)
      return null
    }
    const turn = await startTurn(tx, { ...factsOf(hold, conversation, session, now), errand: null })
    await cover(tx, asked, turn.id)
    return withContext(tx, turn, conversation, session)
  })
}

/**
 * A decided turn goes on with its steps. One that was still thinking covers what came meanwhile too, unless its session has ended;
 * and so does one that takes the AI's place, which asks afresh whose the conversation is.
 */
async function goOn(
  tx: Tx,
  conversation: ConversationRow,
  running: TurnRow,
  asked: MessageRow[],
  now: Date,
): Promise<Turn | null> {
  const session = await sessionById(tx, running.sessionId)
  if (running.decision !== null && running.errand !== 'return')
    return withContext(tx, running, conversation, session)
  if (session.status === 'open' || running.errand !== null) {
    if (running.errand === null) await cover(tx, asked, running.id)
    return withContext(tx, { ...running, epoch: conversation.epoch }, conversation, session)
  }
  await finishTurn(tx, running.id, { kind: 'stayed_silent', because: 'resolved' }, now)
  await dropSteps(tx, running.id)
  await uncoverMessages(tx, running.id)
  return null
}

function cover(tx: Tx, asked: MessageRow[], turnId: string): Promise<void> {
  return coverMessages(
    tx,
    asked.map((message) => message.id),
    turnId,
  )
}
