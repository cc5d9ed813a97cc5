import type { App } from '../app.ts'
import { FreshchatError } from '../freshchat/error.ts'
import type { Priority } from '../freshchat/rate.ts'
import type { Slots } from '../freshchat/rate-queue.ts'
import { type LastLook, mayStillSpeak, type Silence } from '../rules/admission.ts'
import { nextLookAt } from '../rules/retry.ts'
import { isConnected } from '../store/connections.ts'
import { type ConversationRow, withConnection } from '../store/conversations.ts'
import type { Tx } from '../store/database.ts'
import { fenced } from '../store/lanes.ts'
import { newestMessageAt, unhandledMessages } from '../store/messages.ts'
import { openSession } from '../store/sessions.ts'
import { readSettings } from '../store/settings.ts'
import { changeStep, type StepRow, stepById } from '../store/steps.ts'
import { personTookOver } from './acts.ts'
import type { Turn } from './begin.ts'
import { confirmSend } from './echo.ts'
import { Disconnected, type Hold, Postponed } from './hold.ts'
import { callOptions, look, type Sight, takeIn } from './look.ts'

/** More than this between a look's answer and the send, and we look again (A2). What no code closes is the gap of the one request itself. */
const LOOK_GOOD_FOR_MS = 500
/** Of a look's two answers the older may be so old: nothing is stored later than 2 s after its look. */
const READ_GOOD_FOR_MS = 1_500
/** The claim's answer stands for half a look for so long. */
const SEEN_GOOD_FOR_MS = 250
const MOST_LOOKS = 5

export type Sent = 'sent' | { stop: Silence } | 'think-again'

/** Says one part to the customer, unless a last look at Freshchat forbids it. */
export async function say(app: App, hold: Hold, turn: Turn, step: StepRow): Promise<Sent> {
  const doubtful = await settleDoubt(app, hold, step)
  if (doubtful === 'sent') return 'sent'
  const { rate } = app.freshchat(hold.connection)
  // A look and the send after it take their slots together, so that nothing waits between them.
  return rate.withSlots(3, 'send', (slots) => lookAndSend(app, hold, turn, step, slots), hold.signal)
}

async function lookAndSend(app: App, hold: Hold, turn: Turn, step: StepRow, slots: Slots): Promise<Sent> {
  for (let looks = 1; looks <= MOST_LOOKS; looks++) {
    const sight = await look(app, hold, 'send', SEEN_GOOD_FOR_MS, slots)
    const verdict = await fenced(app.database, hold.lease, async (tx, conversation) => {
      const answer = await judge(app, hold, turn, sight, tx, conversation)
      if (answer !== 'speak') return answer
      if (!isFresh(sight, app.clock.now())) return 'look-again'
      return (await markSending(app, tx, step, sight)) ? 'speak' : 'sent'
    })
    hold.seen = null
    hold.looked = sight
    if (verdict === 'look-again') continue
    if (typeof verdict === 'object' && verdict.stop === 'disconnected') throw new Disconnected()
    if (verdict !== 'speak') return verdict
    // An act heard of after the look counts although the look did not show it.
    if (!hold.signal.aborted && isFresh(sight, app.clock.now())) {
      // From here on the answer is half said: what the customer writes gets a turn of its own.
      hold.stoppedBy.delete('customer')
      measureOverhead(app, hold, turn)
      await post(app, hold, step, false, 'send', slots)
      return 'sent'
    }
    // Marked, and certainly not sent: nobody need look for it.
    await fenced(app.database, hold.lease, (tx) =>
      changeStep(tx, step.id, { state: 'planned', sentAt: null }),
    )
    hold.signal.throwIfAborted()
  }
  // Freshchat or our database is so slow that no look is fresh enough: better late than over a rep.
  throw new FreshchatError({
    kind: 'timeout',
    message: 'No look at Freshchat was fresh enough to speak after.',
    retryAfterMs: 1_000,
  })
}

/** From due to the first post, the model's own time taken out. */
function measureOverhead(app: App, hold: Hold, turn: Turn): void {
  if (hold.thoughtMs === null) return
  app.measure.overhead(app.clock.now().getTime() - turn.dueAt.getTime() - hold.thoughtMs)
  hold.thoughtMs = null
}

function isFresh(sight: Sight, now: Date): boolean {
  const sinceAnswer = now.getTime() - sight.answeredAt.getTime()
  const sinceRead = now.getTime() - sight.at.getTime()
  return sinceAnswer <= LOOK_GOOD_FOR_MS && sinceRead <= READ_GOOD_FOR_MS
}

async function judge(
  app: App,
  hold: Hold,
  turn: Turn,
  sight: Sight,
  tx: Tx,
  before: ConversationRow,
): Promise<LastLook> {
  const { connection, settings, lease } = hold
  const on = { tx, connection, pace: settings.reply, now: app.clock.now() }
  await takeIn(on, before, sight.messages)
  const after = await withConnection(tx, before.id)
  const unhandled = await unhandledMessages(tx, before.id)
  const verdict = mayStillSpeak(
    {
      paused: (await readSettings(tx, lease.organizationId)).paused,
      connected: after.disconnected_at === null,
      defaultAgentId: connection.defaultAgent.id,
      formerAgentIds: connection.formerAgentIds,
    },
    sight.live,
    {
      personActed: after.human_epoch > turn.epoch,
      customerWrote: unhandled.some((message) => message.handled_by !== turn.id),
      maySupersede: hold.stoppedBy.has('customer'),
    },
  )
  // No webhook told, the look did: the rep has it from now on, as if one had.
  if (typeof verdict === 'object' && verdict.stop === 'a-rep-is-assigned') {
    const session = await openSession(tx, before.id)
    await personTookOver(on, after, session, on.now, {
      agentId: sight.live.agentId,
      groupId: sight.live.groupId,
    })
  }
  return verdict
}

/** Writes a private note for the reps. Nobody's act forbids it; only a connection that is gone does. */
export async function note(app: App, hold: Hold, step: StepRow): Promise<void> {
  if ((await settleDoubt(app, hold, step)) === 'sent') return
  const isOwed = await fenced(app.database, hold.lease, async (tx) => {
    if (!(await isConnected(tx, hold.connection.id))) throw new Disconnected()
    return markSending(app, tx, step, null)
  })
  if (isOwed) await post(app, hold, step, true, 'handoff')
}

/** False when it is done already: a look, or its late echo, has just found it. */
async function markSending(app: App, tx: Tx, step: StepRow, sight: Sight | null): Promise<boolean> {
  const { state, attempts } = await stepById(tx, step.id)
  if (state === 'done') return false
  await changeStep(tx, step.id, {
    state: 'sending',
    sentAt: app.clock.now(),
    attempts: attempts + 1,
    looks: 0,
    newerThan: await newestMessageAt(tx, step.conversation_id),
    ...(sight === null ? {} : { lookedAt: sight.at }),
  })
  return true
}

async function post(
  app: App,
  hold: Hold,
  step: StepRow,
  isPrivate: boolean,
  priority: Priority,
  slots?: Slots,
): Promise<void> {
  const { api } = app.freshchat(hold.connection)
  // The signal stays out: what is on its way cannot be called back, only be forgotten about.
  const { signal: _, ...options } = callOptions(hold, priority, slots)
  try {
    const message = await api.send(hold.freshchatId, {
      ...options,
      agentId: hold.connection.defaultAgent.id,
      text: step.text ?? '',
      private: isPrivate,
    })
    if (message.failed !== null)
      throw refused(message.failed.message ?? message.failed.code ?? 'no reason given')
    const { isLeak } = await fenced(app.database, hold.lease, async (tx, conversation) =>
      confirmSend(
        { tx, connection: hold.connection, now: app.clock.now() },
        conversation,
        await stepById(tx, step.id),
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
async function settleDoubt(app: App, hold: Hold, known: StepRow): Promise<'sent' | 'not-sent'> {
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
  const { api } = app.freshchat(hold.connection)
  const messages = await api.messages(hold.freshchatId, callOptions(hold, 'handoff'))
  const after = await fenced(app.database, hold.lease, async (tx, conversation) => {
    const on = { tx, connection: hold.connection, pace: hold.settings.reply, now: app.clock.now() }
    await takeIn(on, conversation, messages)
    await changeStep(tx, step.id, { looks: step.looks + 1 })
    return stepById(tx, step.id)
  })
  return settleDoubt(app, hold, after)
}
