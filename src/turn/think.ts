import { type Conclusion, conclude, concludeBlindly, type Exchange } from '../answer/conclude.ts'
import { ModelError } from '../answer/model.ts'
import type { App } from '../app.ts'
import { search } from '../knowledge/search.ts'
import { isOpen } from '../rules/office-hours.ts'
import { fenced } from '../store/lanes.ts'
import type { MessageRow } from '../store/messages.ts'
import { countFault } from '../store/turns.ts'
import type { Turn } from './begin.ts'
import { type Decided, storeDecision } from './decide.ts'
import { type Hold, Interrupted } from './hold.ts'

/** Thinking that fails in ways nobody foresaw is tried again; after so often the customer gets a person (A4). */
const MOST_FAULTS = 3

/** What the AI makes of the conversation: thought, then written down with its steps before anything is done. */
export async function think(app: App, hold: Hold, turn: Turn): Promise<Decided> {
  const startedAt = app.clock.now().getTime()
  try {
    const conclusion = await concludeOrHandOff(app, hold, turn)
    conclusion.timings.think = app.clock.now().getTime() - startedAt
    hold.thoughtMs = conclusion.timings.model ?? 0
    const steps = await storeDecision(app, hold, turn, conclusion)
    return { decision: conclusion.decision, steps }
  } catch (fault) {
    if (hold.signal.aborted) throw hold.signal.reason
    if (!(fault instanceof Interrupted))
      await fenced(app.database, hold.lease, (tx) => countFault(tx, turn.id))
    throw fault
  }
}

async function concludeOrHandOff(app: App, hold: Hold, turn: Turn): Promise<Conclusion> {
  const { settings, signal } = hold
  const { thread } = turn
  const exchanges = exchangesOf(thread, turn.id)
  const blindly = (reason: 'failure' | 'unreadable_content', evidence: string) =>
    concludeBlindly(settings, exchanges, { reason, evidence })
  if (turn.faults >= MOST_FAULTS) return blindly('failure', 'Thinking failed several times in a row')
  // A picture and a few words about it are one question, and half of it cannot be read.
  const isUnreadable = thread.some((message) => message.handled_by === turn.id && message.text.trim() === '')
  if (isUnreadable)
    return blindly('unreadable_content', 'A message has no text, only content that cannot be read')
  try {
    const model = await app.modelFor(hold.lease.organizationId, settings)
    const find = (query: string) => search(app.database, hold.lease.organizationId, query)
    const outsideHours =
      settings.officeHours?.rule === 'hand_off_outside' && !isOpen(settings.officeHours, app.clock.now())
    const answersBefore = thread.filter(
      (message) => message.author_kind === 'ai' && message.session_id === turn.session.id,
    ).length
    const { channel } = turn.session
    return await conclude(
      { search: find, model, settings, channel, outsideHours, answersBefore },
      exchanges,
      signal,
    )
  } catch (fault) {
    if (signal.aborted || !(fault instanceof ModelError)) throw fault
    app.log.warn({ turnId: turn.id, kind: fault.kind }, 'the model failed, handing off')
    return blindly('failure', `The model failed: ${fault.kind}`)
  }
}

/**
 * The thread as the answerer reads it. What the turn covers comes last, though an answer to something before it may have been
 * stored after it; what the customer wrote after the turn began is left to the next one.
 */
export function exchangesOf(thread: MessageRow[], turnId: string): Exchange[] {
  const covered = thread.filter((message) => message.handled_by === turnId && message.handled_at === null)
  const before = thread.filter((message) => message.author_kind !== 'customer' || message.handled_at !== null)
  return [...before, ...covered].flatMap(({ author_kind: author, text }) =>
    author === 'system' ? [] : { author, text },
  )
}
