import { type Conclusion, conclude, concludeBlindly, concludeResuming } from '../answer/conclude.ts'
import { handoffWords, isUnsure, stillUnsureWords } from '../answer/handover.ts'
import { ModelError } from '../answer/model.ts'
import { saidByAi } from '../answer/said-before.ts'
import type { App } from '../app.ts'
import { isOpen } from '../rules/office-hours.ts'
import { draftNote, noDraftNote } from '../rules/session-notes.ts'
import type { Settings } from '../settings.ts'
import { traced } from '../span.ts'
import { fenced } from '../store/lanes.ts'
import { planSteps } from '../store/steps.ts'
import { countFault, saveErrand } from '../store/turns.ts'
import { attachmentsOf } from './attachments.ts'
import type { Turn } from './context.ts'
import { type Decided, storeDecision } from './decide.ts'
import { coveredBy, exchangesOf, unreadOf, wishesOnly } from './exchanges.ts'
import { type Hold, Interrupted } from './hold.ts'
import { titlesOf } from './plan.ts'

/** Thinking that fails in ways nobody foresaw is tried again; after so often the customer gets a person (A4). */
const MOST_FAULTS = 3
/** What of the timings is the model's own, and not our overhead. */
const MODELS_STEPS = ['picture', 'translation', 'embedding', 'model', 'check']

/** What the AI makes of the conversation: thought, then written down with its steps before anything is done. */
export const think = traced('think', thinkAndDecide)

async function thinkAndDecide(app: App, hold: Hold, turn: Turn): Promise<Decided> {
  const startedAt = app.clock.now().getTime()
  return counted(app, hold, turn, async () => {
    const conclusion = await concludeOrHandOff(app, hold, turn)
    conclusion.timings.think = app.clock.now().getTime() - startedAt
    hold.thoughtMs = MODELS_STEPS.reduce((sum, step) => sum + (conclusion.timings[step] ?? 0), 0)
    const steps = await storeDecision(app, hold, turn, conclusion)
    return { plan: conclusion.decision, steps }
  })
}

/** What a rep asked for with `/baton draft`: the AI's answer to what the customer last wrote, or why there is none. */
export const thinkDraft = traced('think', thinkForRep)

async function thinkForRep(app: App, hold: Hold, turn: Turn): Promise<Decided> {
  const { decision } = await counted(app, hold, turn, () => concludeOrHandOff(app, hold, turn))
  const text =
    decision.kind === 'hand_off'
      ? noDraftNote(decision)
      : draftNote({ text: decision.text, articles: titlesOf(decision) })
  const plan = { kind: 'note' as const }
  const steps = await fenced(app.database, hold.lease, async (tx) => {
    await saveErrand(tx, turn, plan, app.clock.now())
    return planSteps(tx, { id: turn.id, ...hold.lease }, [{ kind: 'note', text, leadsTo: null }])
  })
  return { plan, steps }
}

/** Thinks, and counts a fault that nobody foresaw. */
async function counted<T>(app: App, hold: Hold, turn: Turn, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
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
  const exchanges = exchangesOf(turn)
  const failed = (evidence: string) =>
    concludeBlindly(settings, exchanges, { reason: 'failure', evidence }, app.clock.now())
  if (wishesOnly(turn)) return concludeResuming(settings, exchanges)
  if (turn.faults >= MOST_FAULTS) return failed('Thinking failed several times in a row')
  try {
    const { organizationId } = hold.lease
    const { model, isOverCeiling } = await app.modelFor(organizationId, settings)
    const { sent, pictures } = await attachmentsOf(app, hold, turn, model)
    const unread = unreadOf(sent, pictures, model === null ? 'builtin' : 'model')
    const outsideHours =
      settings.officeHours?.rule === 'hand_off_outside' && !isOpen(settings.officeHours, app.clock.now())
    const inSession = thread
      .filter((message) => message.session_id === turn.session.id)
      .map(({ author_kind: author, text }) => ({ author, text }))
    const { channel } = turn.session
    const conclusion = await conclude(
      {
        ...app.knowledge.of(organizationId, signal),
        model,
        isOverCeiling,
        settings,
        now: app.clock.now(),
        channel,
        outsideHours,
        answersBefore: inSession.filter(({ author }) => author === 'ai').length,
        // a rep who asks for a draft wants the answer, whoever has read it
        saidInSession: turn.errand === 'draft' ? [] : saidByAi(inSession),
        unread,
      },
      exchangesOf(sent, pictures),
      signal,
    )
    return triedAgain(turn) ? withoutPromise(conclusion, settings, app.clock.now()) : conclusion
  } catch (fault) {
    if (signal.aborted || !(fault instanceof ModelError)) throw fault
    app.log.warn({ turnId: turn.id, kind: fault.kind }, 'the model failed, handing off')
    return failed(`The model failed: ${fault.kind}`)
  }
}

/** H7: the customer said yes to more, of what the AI had handed over because it had no sure answer. */
function triedAgain(turn: Turn): boolean {
  const { given_at: givenAt, given_by: by } = turn.conversation
  const isNow = givenAt !== null && coveredBy(turn).some((message) => message.created_at <= givenAt)
  return by === 'customer' && isNow && isUnsure(turn.session.handoff?.reason ?? null)
}

/** Handed over for the same again, it is no news that a colleague takes it, but that nothing was found; what was answered beside it says more. */
function withoutPromise(conclusion: Conclusion, settings: Settings, now: Date): Conclusion {
  const { decision, language } = conclusion
  if (decision.kind !== 'hand_off' || !isUnsure(decision.reason)) return conclusion
  const promise = handoffWords(language, settings, now)
  return decision.text === promise
    ? { ...conclusion, decision: { ...decision, text: stillUnsureWords(language) } }
    : conclusion
}
