import { type Conclusion, conclude, concludeBlindly, type Exchange } from '../answer/conclude.ts'
import { ModelError } from '../answer/model.ts'
import type { App } from '../app.ts'
import type { Handoff } from '../conversation.ts'
import { search } from '../knowledge/search.ts'
import type { Decision } from '../rules/decision.ts'
import { inOrganization } from '../store/database.ts'
import { fenced } from '../store/lanes.ts'
import { type MessageRow, threadOf, unhandledMessages } from '../store/messages.ts'
import { changeSession } from '../store/sessions.ts'
import { countFault, planSteps, saveDecision } from '../store/turns.ts'
import type { Turn } from './begin.ts'
import { type Hold, Interrupted } from './hold.ts'
import { planOf } from './plan.ts'

const CONTEXT_MESSAGES = 30
/** Thinking that fails in ways nobody foresaw is tried again; after so often the customer gets a person (A4). */
const MOST_FAULTS = 3

/** What the AI makes of the conversation: thought, then written down with its steps before anything is done. */
export async function think(app: App, hold: Hold, turn: Turn): Promise<Decision> {
  const startedAt = app.clock.now().getTime()
  const thread = await inOrganization(app.database, hold.lease.organizationId, (tx) =>
    threadOf(tx, hold.lease.conversationId, CONTEXT_MESSAGES),
  )
  const exchanges = exchangesOf(thread, turn.id)
  const conclusion = await concludeOrHandOff(app, hold, turn, exchanges)
  conclusion.timings.think = app.clock.now().getTime() - startedAt

  await fenced(app.database, hold.lease, async (tx, conversation) => {
    if (conversation.human_epoch > turn.epoch) throw new Interrupted('person')
    const wroteAgain = (await unhandledMessages(tx, conversation.id)).some(
      (message) => message.handled_by !== turn.id,
    )
    if (wroteAgain && hold.stoppedBy.has('customer')) throw new Interrupted('customer')

    const now = app.clock.now()
    const { decision, language, sentiment, topic, summary } = conclusion
    await saveDecision(tx, turn.id, { ...conclusion, decision }, now)
    await planSteps(
      tx,
      { id: turn.id, ...hold.lease },
      planOf(app, turn, conclusion, thread, conversation.group_id),
    )
    await changeSession(tx, turn.session.id, { language, sentiment, topic, summary }, now)
    // Owner becomes human before the first step of a handoff: whatever dies now, the AI stays silent and the steps are finished.
    if (decision.kind === 'hand_off' && turn.mode === 'autopilot') {
      const handoff: Handoff = {
        reason: decision.reason,
        evidence: decision.evidence,
        summary,
        sentiment,
        at: now.toISOString(),
      }
      await changeSession(tx, turn.session.id, { owner: 'human', ownerSince: now, handoff }, now)
    }
  })
  return conclusion.decision
}

async function concludeOrHandOff(
  app: App,
  hold: Hold,
  turn: Turn,
  exchanges: Exchange[],
): Promise<Conclusion> {
  const { settings, signal } = hold
  const blindly = (reason: 'failure' | 'unreadable_content', evidence: string) =>
    concludeBlindly(settings, exchanges, { reason, evidence })
  if (turn.faults >= MOST_FAULTS) return blindly('failure', 'Thinking failed several times in a row')
  if (exchanges.at(-1)?.text.trim() === '')
    return blindly('unreadable_content', 'The message has no text, only content that cannot be read')
  try {
    const model = await app.modelFor(hold.lease.organizationId, settings)
    const find = (query: string) => search(app.database, hold.lease.organizationId, query, { limit: 8 })
    return await conclude({ search: find, model, settings, channel: turn.session.channel }, exchanges, signal)
  } catch (fault) {
    if (signal.aborted) throw signal.reason
    if (fault instanceof ModelError) {
      app.log.warn({ turnId: turn.id, kind: fault.kind }, 'the model failed, handing off')
      return blindly('failure', `The model failed: ${fault.kind}`)
    }
    await fenced(app.database, hold.lease, (tx) => countFault(tx, turn.id))
    throw fault
  }
}

/** The thread as the answerer reads it; what the customer wrote after the turn began is left to the next one. */
function exchangesOf(thread: MessageRow[], turnId: string): Exchange[] {
  return thread
    .filter(
      (message) =>
        message.author_kind !== 'customer' || message.handled_at !== null || message.handled_by === turnId,
    )
    .flatMap(({ author_kind: author, text }) => (author === 'system' ? [] : { author, text }))
}
