import type { App } from '../app.ts'
import type { Silence } from '../rules/admission.ts'
import { noteOnTrace, traced } from '../span.ts'
import type { ConversationRow } from '../store/conversations.ts'
import type { Tx } from '../store/database.ts'
import { addErrand, sessionToEnd } from '../store/errands.ts'
import { fenced, release } from '../store/lanes.ts'
import { changeSession, openSession, sessionById } from '../store/sessions.ts'
import { dropSteps, type StepKind, type StepRow, stepsOf } from '../store/steps.ts'
import { finishTurn } from '../store/turns.ts'
import { markCoveredHandled, markDrafted, uncoverMessages } from '../store/unanswered.ts'
import { isGivenBack } from './applying.ts'
import type { Turn } from './context.ts'
import { forgetUntaken } from './forget.ts'
import { type Hold, PAUSED_RETRY_MS } from './hold.ts'
import type { Outcome } from './outcome.ts'
import { owedIn, releaseOwing, releaseWithRest } from './rest.ts'

const NOT_OURS_RETRY_MS = 5_000
const IN_VAIN_RETRY_MS = 10 * 60_000
const REFUSED_RETRY_MS = 24 * 60 * 60_000

export function silent(because: Silence): Outcome {
  return { kind: 'stayed_silent', because }
}

/** The turn came to its one outcome: what it covered is handled, and the lane is due again only for what came later. */
export const close = traced('close', closeTurn)

async function closeTurn(app: App, hold: Hold, turn: Turn, outcome: Outcome): Promise<void> {
  const asksAgainIn = outcome.kind === 'stayed_silent' ? asksAgainAfterMs(outcome.because) : null
  await fenced(app.database, hold.lease, async (tx, conversation) => {
    const now = app.clock.now()
    await finishTurn(tx, turn.id, outcome, now)
    await dropSteps(tx, turn.id)
    // Nobody has it any more, unless a person has taken it since.
    if (outcome.because === 'not-assigned-to-us-any-more' && conversation.human_epoch <= turn.epoch) {
      await changeSession(tx, turn.session.id, { owner: 'none' }, now)
    }
    const isAskedAgain = asksAgainIn !== null || (await isBack(tx, turn, conversation, outcome))
    if (isAskedAgain) await uncoverMessages(tx, turn.id)
    else await markCoveredHandled(tx, { id: turn.id, sessionId: turn.session.id }, now)
    if (turn.mode === 'assist' && outcome.kind === 'drafted') await markDrafted(tx, turn.id, now)
    if (outcome.kind === 'stayed_silent') await forgetUntaken(tx, hold, turn.session)
    const [steps, owed] = await Promise.all([stepsOf(tx, turn.id), owedIn(tx, conversation.id)])
    const endsAgain = await keepEnded(tx, turn, conversation, steps, now)
    const earliest = new Date(now.getTime() + (asksAgainIn ?? 0))
    await releaseOwing(tx, hold, conversation, { ...owed, hasErrand: owed.hasErrand || endsAgain }, now, {
      earliest,
      attendFrom: attendFrom(turn, outcome, now),
    })
  })
  app.measure.turned(outcome.kind)
  noteOutcome(outcome)
  app.log.info(
    { turnId: turn.id, conversationId: hold.lease.conversationId, sessionId: turn.session.id, ...outcome },
    'turn',
  )
}

/** Given back while the turn was under way: what it handed over, or was silent about since a person had it then, nobody has answered. */
async function isBack(tx: Tx, turn: Turn, conversation: ConversationRow, outcome: Outcome): Promise<boolean> {
  const isFromHandoff = outcome.kind === 'handed_off' && conversation.given_by !== 'rule'
  const isFromSilence = outcome.kind === 'stayed_silent' && conversation.given_epoch > turn.epoch
  if (!isFromHandoff && !isFromSilence) return false
  return isGivenBack(conversation, await sessionById(tx, turn.session.id))
}

/** What came to nothing is not asked for again at once; what Freshchat refuses for good, not before much has happened. */
function attendFrom(turn: Turn, outcome: Outcome, now: Date): Date {
  const isByItself = turn.errand === 'quiet' || turn.errand === 'no_pickup'
  if (!isByItself || outcome.kind !== 'stayed_silent') return now
  return new Date(now.getTime() + (outcome.because === 'refused' ? REFUSED_RETRY_MS : IN_VAIN_RETRY_MS))
}

/**
 * What we did in what is over may have opened it again, a rep or a rule having resolved meanwhile: Freshchat is looked at once more.
 * Whether that is owed now.
 */
async function keepEnded(
  tx: Tx,
  turn: Turn,
  conversation: ConversationRow,
  steps: StepRow[],
  now: Date,
): Promise<boolean> {
  if (!mayHaveOpened(steps, conversation.resolved_at)) return false
  const { status, closure } = await sessionById(tx, turn.session.id)
  if (status === 'open' || closure === 'gone' || (await openSession(tx, conversation.id)) !== null)
    return false
  if ((await sessionToEnd(tx, conversation.id)) !== null) return false
  await addErrand(tx, turn.session, { kind: 'resolve_again', payload: { since: conversation.epoch } }, now)
  return true
}

/** A note opens what is over, whenever Freshchat stores it; a claim does, stored after the end. */
function mayHaveOpened(steps: StepRow[], endedAt: Date | null): boolean {
  const isDone = (kind: StepKind) => steps.some((step) => step.kind === kind && step.state === 'done')
  if (isDone('note') && !isDone('resolve')) return true
  return steps.some(
    ({ kind, sent_at: sentAt, freshchat_at: storedAt }) =>
      kind === 'claim' && sentAt !== null && endedAt !== null && (storedAt === null || storedAt > endedAt),
  )
}

/** Silence that is no answer yet: what the customer wrote is decided afresh. */
function asksAgainAfterMs(because: string): number | null {
  if (because === 'paused') return PAUSED_RETRY_MS
  // Taken off the conversation, by a rule or by a person: their event, on its way, says which.
  if (because === 'not-assigned-to-us-any-more') return NOT_OURS_RETRY_MS
  return null
}

/** The customer wrote again while we thought: a new turn answers all. */
export async function supersede(app: App, hold: Hold, turn: Turn): Promise<void> {
  await comeToNothing(app, hold, turn, 'superseded', (tx, conversation, now) =>
    releaseWithRest(tx, hold, conversation, now, { superseded: conversation.superseded + 1 }),
  )
}

/** Given back before a word of its handoff is out: the same questions, asked anew. */
export async function thinkAnew(app: App, hold: Hold, turn: Turn): Promise<void> {
  await comeToNothing(app, hold, turn, 'superseded', atOnce)
}

/** An agent wrote something that may be a note: the AI is silent, and Freshchat is read before anything else. */
export async function stepBack(app: App, hold: Hold, turn: Turn): Promise<void> {
  await comeToNothing(app, hold, turn, 'a-rep-stepped-in', atOnce)
}

function atOnce(tx: Tx, { id }: ConversationRow, now: Date): Promise<void> {
  return release(tx, id, { dueAt: now })
}

/** The turn ends without having dealt with what it covered, which asks again. */
const comeToNothing = traced('close', endWithout)

async function endWithout(
  app: App,
  hold: Hold,
  turn: Turn,
  because: Silence,
  giveBack: (tx: Tx, conversation: ConversationRow, now: Date) => Promise<void>,
): Promise<void> {
  await fenced(app.database, hold.lease, async (tx, conversation) => {
    const now = app.clock.now()
    await finishTurn(tx, turn.id, silent(because), now)
    await dropSteps(tx, turn.id)
    await uncoverMessages(tx, turn.id)
    await giveBack(tx, conversation, now)
  })
  app.measure.turned(because === 'superseded' ? 'superseded' : 'stayed_silent')
  noteOutcome(silent(because))
}

/** Freshchat no longer knows the conversation: its session ends as gone. */
export const closeGone = traced('close', closeForGood)

async function closeForGood(app: App, hold: Hold, turn: Turn | null): Promise<void> {
  await fenced(app.database, hold.lease, async (tx, conversation) => {
    const now = app.clock.now()
    if (turn !== null) {
      await finishTurn(tx, turn.id, silent('conversation-is-gone'), now)
      await dropSteps(tx, turn.id)
      await markCoveredHandled(tx, { id: turn.id, sessionId: turn.session.id }, now)
    }
    const session = await openSession(tx, conversation.id)
    if (session !== null) await changeSession(tx, session.id, { status: 'resolved', closure: 'gone' }, now)
    await release(tx, conversation.id, {
      dueAt: null,
      burstStartedAt: null,
      superseded: 0,
      failures: 0,
      readAgain: false,
      attendAt: null,
      readBackAt: null,
      compareAt: null,
    })
  })
  noteOutcome(silent('conversation-is-gone'))
}

/** For whoever reads the trace: words of our own lists. */
function noteOutcome({ kind, because }: Outcome): void {
  noteOnTrace({ 'baton.turn.outcome': kind, 'baton.turn.because': because })
}
