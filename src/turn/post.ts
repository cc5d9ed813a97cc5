import type { App } from '../app.ts'
import { FreshchatError, isRefusal } from '../freshchat/error.ts'
import type { Priority } from '../freshchat/rate.ts'
import type { Slots } from '../freshchat/rate-queue.ts'
import { nextLookAt } from '../rules/retry.ts'
import { note as noteOnSpan, traced } from '../span.ts'
import { failCheck, isConnected } from '../store/connections.ts'
import { inOrganization, type Tx } from '../store/database.ts'
import { fenced, fencedReading } from '../store/lanes.ts'
import { newestMessageAt } from '../store/messages.ts'
import { changeStep, type StepRow, stepById } from '../store/steps.ts'
import { applyingIn } from './applying.ts'
import { confirmSend } from './echo.ts'
import { Disconnected, type Hold, Postponed } from './hold.ts'
import { actOptions, readMessages, type Sight } from './look.ts'
import { takeIn } from './take-in.ts'

/** Posting one message so that it stands in Freshchat once, whoever dies and whatever is not answered. */

/**
 * Writes a private note for the reps. Nobody's act forbids it; only a connection that is gone does. Where the default agent no
 * longer works, it lands all the same, as a bot's without a name (H4), and health says so.
 */
export async function note(app: App, hold: Hold, step: StepRow): Promise<void> {
  try {
    await deliver(app, hold, step)
  } catch (fault) {
    if (!(fault instanceof FreshchatError) || !isRefusal(fault)) throw fault
    await deliver(app, hold, step, 'nameless')
    await reportAgent(app, hold, fault)
  }
}

/** Posts what needs no look: a note, or what a member wrote in the Inbox. In the step's own agent's name, unless `nameless`. */
export async function deliver(app: App, hold: Hold, step: StepRow, nameless?: 'nameless'): Promise<void> {
  if ((await settleDoubt(app, hold, step)) === 'sent') return
  const standing = (tx: Tx) => Promise.all([isConnected(tx, hold.connection.id), stepNow(tx, step)])
  const isOwed = await fencedReading(
    app.database,
    hold.lease,
    standing,
    async (tx, _, [connected, stands]) => {
      if (!connected) throw new Disconnected()
      return markSending(app, tx, stands, null)
    },
  )
  if (isOwed) await post(app, hold, step, 'handoff', { nameless: nameless !== undefined })
}

async function reportAgent(app: App, hold: Hold, fault: FreshchatError): Promise<void> {
  const { connection, lease } = hold
  const now = app.clock.now()
  await inOrganization(app.database, lease.organizationId, (tx) =>
    failCheck(tx, connection.id, {
      name: 'agent',
      ok: false,
      detail: `Freshchat does not let ${connection.defaultAgent.email} post: ${fault.message}`,
      fix: 'Check in Freshchat that the agent exists and is active, or choose another one and Test & Save.',
      checkedAt: now.toISOString(),
    }),
  )
}

export interface StepNow {
  step: StepRow
  /** Freshchat's time of the newest message of its conversation. */
  newerThan: Date | null
}

/** A step as it stands now: a look, or a late echo, may just have found it. */
export async function stepNow(tx: Tx, { id, conversation_id }: StepRow): Promise<StepNow> {
  const [step, newerThan] = await Promise.all([stepById(tx, id), newestMessageAt(tx, conversation_id)])
  return { step, newerThan }
}

/** False when it is done already. */
export async function markSending(
  app: App,
  tx: Tx,
  { step, newerThan }: StepNow,
  sight: Sight | null,
): Promise<boolean> {
  if (step.state === 'done') return false
  await changeStep(tx, step.id, {
    state: 'sending',
    sentAt: app.clock.now(),
    attempts: step.attempts + 1,
    looks: 0,
    newerThan,
    ...(sight === null ? {} : { lookedAt: sight.startedAt }),
  })
  return true
}

export const post = traced('send', postOnce)

async function postOnce(
  app: App,
  hold: Hold,
  step: StepRow,
  priority: Priority,
  { slots, nameless = false }: { slots?: Slots; nameless?: boolean },
): Promise<void> {
  noteOnSpan({ 'baton.step.kind': step.kind, 'baton.step.id': step.id })
  const { api } = app.freshchat(hold.connection)
  const options = actOptions(hold, priority, slots)
  try {
    const message = await api.send(hold.freshchatId, {
      ...options,
      agentId: nameless ? null : (step.agent_id ?? hold.connection.defaultAgent.id),
      text: step.text ?? '',
      private: step.kind === 'note',
    })
    if (message.failed !== null)
      throw refused(message.failed.message ?? message.failed.code ?? 'no reason given')
    const asItStands = (tx: Tx) => stepById(tx, step.id)
    const { isLeak } = await fencedReading(app.database, hold.lease, asItStands, (tx, conversation, stands) =>
      confirmSend(
        { tx, connection: hold.connection, now: app.clock.now() },
        conversation,
        stands,
        message,
        'answer',
      ),
    )
    if (isLeak) app.measure.leaked(1)
  } catch (fault) {
    if (!(fault instanceof FreshchatError)) throw fault
    const left = fault.maybeSent ? { state: 'unsure' as const } : { state: 'planned' as const, sentAt: null }
    // The echo may have come before the answer that never did: then the step is done and stays so.
    await fenced(app.database, hold.lease, (tx) => changeStep(tx, step.id, { ...left, error: fault.message }))
    if (!fault.maybeSent) throw fault
    await settleDoubt(app, hold, { ...step, state: 'unsure', looks: 0, sent_at: app.clock.now() })
  }
}

/** Freshchat took the message and could not deliver it (a channel's own rules): trying again does not help. */
function refused(reason: string): FreshchatError {
  return new FreshchatError({
    kind: 'bad_request',
    message: `Freshchat could not deliver the message: ${reason}`,
  })
}

/**
 * A send of which nobody knows whether Freshchat stored it (no answer, or its worker died): look after 2, 10 and 30 s for our own
 * words, newer than the step and belonging to no other, and send again only then (A3). What Freshchat stores later still is
 * counted, not prevented: there is no idempotency key.
 */
export async function settleDoubt(app: App, hold: Hold, known: StepRow): Promise<'sent' | 'not-sent'> {
  if (known.state === 'planned') return 'not-sent'
  const step = await fenced(app.database, hold.lease, (tx) => stepById(tx, known.id))
  if (step.state === 'done') return 'sent'
  if (step.state === 'planned' || step.sent_at === null) return 'not-sent'

  const lookAt = nextLookAt(step.sent_at, step.looks)
  if (lookAt === null) return 'not-sent'
  if (lookAt > app.clock.now()) {
    await fenced(app.database, hold.lease, (tx) => changeStep(tx, step.id, { state: 'unsure' }))
    throw new Postponed(lookAt)
  }
  const messages = await readMessages(app, hold, 'handoff')
  const after = await fenced(app.database, hold.lease, async (tx, conversation) => {
    await takeIn(app, applyingIn(app, hold, tx), conversation, messages)
    await changeStep(tx, step.id, { looks: step.looks + 1 })
    return stepById(tx, step.id)
  })
  return settleDoubt(app, hold, after)
}
