import type { App } from '../app.ts'
import { FreshchatError } from '../freshchat/error.ts'
import type { Slots } from '../freshchat/rate-queue.ts'
import { type LastLook, mayAskOn, mayStillSpeak, type Silence } from '../rules/admission.ts'
import { type ConversationRow, withConnection } from '../store/conversations.ts'
import type { Tx } from '../store/database.ts'
import { fenced } from '../store/lanes.ts'
import { second } from '../store/one-at-a-time.ts'
import { openSession, sessionById } from '../store/sessions.ts'
import { readSettings } from '../store/settings.ts'
import { changeStep, isBegun, type StepRow, stepsOf } from '../store/steps.ts'
import { unhandledMessages } from '../store/unanswered.ts'
import { personTookOver } from './acts.ts'
import { applyingIn, isGivenBack } from './applying.ts'
import type { Turn } from './context.ts'
import { applyResolution } from './ends.ts'
import { Disconnected, type Hold } from './hold.ts'
import { look, type Sight, shownAt } from './look.ts'
import { markSending, post, settleDoubt, stepNow } from './post.ts'
import { takeIn } from './take-in.ts'

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
    // the longer it takes from here to the send, the likelier a rep comes between
    const verdict = await second(() =>
      fenced(app.database, hold.lease, async (tx, conversation) => {
        await takeIn(app, applyingIn(app, hold, tx), conversation, sight.messages)
        const [answer, stands] = await Promise.all([
          judge(app, hold, turn, sight, tx, conversation),
          stepNow(tx, step),
        ])
        if (answer !== 'speak') return answer
        if (!isFresh(sight, app.clock.now())) return 'look-again'
        return (await markSending(app, tx, stands, sight)) ? 'speak' : 'sent'
      }),
    )
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
      await post(app, hold, step, 'send', { slots })
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
  const { connection, lease } = hold
  const on = applyingIn(app, hold, tx)
  const [after, unhandled, { paused }] = await Promise.all([
    withConnection(tx, before.id),
    unhandledMessages(tx, before.id),
    readSettings(tx, lease.organizationId),
  ])
  const standing = {
    paused,
    connected: after.disconnected_at === null,
    defaultAgentId: connection.defaultAgent.id,
    formerAgentIds: connection.formerAgentIds,
  }
  const personActed = after.human_epoch > turn.epoch
  const verdict =
    turn.errand === 'no_pickup'
      ? mayAskOn(standing, sight.live, personActed)
      : mayStillSpeak(standing, sight.live, {
          personActed,
          customerWrote: unhandled.some((message) => message.handled_by !== turn.id),
          isBack: await isHandoffGivenBack(tx, turn, after),
          maySupersede: hold.stoppedBy.has('customer'),
        })
  // What is over asks for nobody any more.
  if (turn.errand === 'no_pickup' && typeof verdict === 'object' && verdict.stop === 'resolved')
    await applyResolution(on, after, { resolver: { kind: 'unknown', id: null } }, shownAt(sight, on.now))
  // No webhook told, the look did: the rep has it from now on, as if one had.
  if (typeof verdict === 'object' && verdict.stop === 'a-rep-is-assigned') {
    const session = await openSession(tx, before.id)
    await personTookOver(on, after, session, shownAt(sight, on.now), {
      agentId: sight.live.agentId,
      groupId: sight.live.groupId,
    })
  }
  return verdict
}

/** H6: who gives it back has not read the handoff, of which nothing is out. A rule does so of itself, with whatever is handed over. */
async function isHandoffGivenBack(tx: Tx, turn: Turn, conversation: ConversationRow): Promise<boolean> {
  if (conversation.given_epoch <= turn.epoch || conversation.given_by === 'rule') return false
  const session = await sessionById(tx, turn.session.id)
  if (session.owner !== 'human' || !isGivenBack(conversation, session)) return false
  const steps = await stepsOf(tx, turn.id)
  return !steps.some((step) => step.kind === 'say' && isBegun(step))
}
