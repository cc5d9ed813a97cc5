import type { App } from '../app.ts'
import type { Slots } from '../freshchat/rate-queue.ts'
import type { Silence } from '../rules/admission.ts'
import { traced } from '../span.ts'
import { isConnected } from '../store/connections.ts'
import { changeConversation, lockKnown } from '../store/conversations.ts'
import { fenced } from '../store/lanes.ts'
import { openSession, sessionById } from '../store/sessions.ts'
import { changeStep, type StepRow } from '../store/steps.ts'
import { applyingIn } from './applying.ts'
import { silent } from './close.ts'
import type { Turn } from './context.ts'
import { endSession, resolveAgain } from './ends.ts'
import { carryThrough, Disconnected, type Hold } from './hold.ts'
import { actOptions, look, type Sight, shownAt } from './look.ts'
import { type Ending, mayEnd, unansweredBy } from './may-end.ts'
import { type LostTo, openAgain } from './open-again.ts'
import type { Outcome } from './outcome.ts'
import { note } from './post.ts'
import { takeIn } from './take-in.ts'

/**
 * Ends a session in Freshchat (V1): the note first, then the status, then read back. Whatever the customer or a person does until
 * then wins: a resolve that races with a new message loses (V4). What has ended before, and shows open in Freshchat (a note or a
 * goodbye opened it), is brought in step.
 */
export const end = traced('end', endInOrder)

async function endInOrder(
  app: App,
  hold: Hold,
  turn: Turn,
  ending: Ending,
  steps: StepRow[],
): Promise<Outcome> {
  carryThrough(hold)
  const resolve = steps.find((step) => step.kind === 'resolve')
  if (resolve === undefined || resolve.state === 'done') return RESOLVED
  for (const step of steps) {
    if (step.kind !== 'note' || step.state === 'done') continue
    // A note about the end of what goes on would be untrue.
    const because = await mayEnd(app, hold, turn, ending, await look(app, hold, 'handoff', 0))
    if (because !== 'end') return because === 'ended' ? RESOLVED : silent(because)
    await note(app, hold, step)
  }
  const { rate } = app.freshchat(hold.connection)
  const because = await rate.withSlots(
    3,
    'handoff',
    (slots) => lookAndResolve(app, hold, turn, ending, resolve, slots),
    hold.signal,
  )
  return because === 'ended' ? RESOLVED : silent(because)
}

const RESOLVED: Outcome = { kind: 'resolved', because: 'nothing was open any more' }

async function lookAndResolve(
  app: App,
  hold: Hold,
  turn: Turn,
  ending: Ending,
  step: StepRow,
  slots: Slots,
): Promise<'ended' | Silence> {
  const sight = await look(app, hold, 'handoff', 0, slots)
  // Begun before, and closed: it went through, and whoever sent it died before it was written down, or could not open it again.
  if (step.state === 'sending' && !sight.live.isOpen) {
    const endedAt = step.freshchat_at ?? shownAt(sight, app.clock.now())
    return writeDownOrOpenAgain(app, hold, turn, ending, step, endedAt, sight)
  }
  const verdict = await mayEnd(app, hold, turn, ending, sight)
  if (verdict !== 'end') {
    await doesNotStand(app, hold, step, sight)
    return verdict
  }
  await fenced(app.database, hold.lease, async (tx) => {
    if (!(await isConnected(tx, hold.connection.id))) throw new Disconnected()
    await changeStep(tx, step.id, { state: 'sending', sentAt: app.clock.now(), attempts: step.attempts + 1 })
  })
  const options = actOptions(hold, 'handoff', slots)
  const { api } = app.freshchat(hold.connection)
  const { updatedAt } = await api.resolve(hold.freshchatId, options)
  const after = await look(app, hold, 'handoff', 0)
  const endedAt = updatedAt ?? after.messages.at(-1)?.createdAt ?? app.clock.now()
  const ended = await writeDownOrOpenAgain(app, hold, turn, ending, step, endedAt, after)
  if (ended !== 'ended') return ended
  if (after.live.isOpen && turn.errand !== 'resolve_again') await endOnceMore(app, hold, turn)
  return 'ended'
}

/**
 * Our own note, stored late, may have opened it again: it ends once more, then we leave it. Or the customer has, whose words the other of
 * the two readings did not show yet: so with a look of its own, and as a turn that loses to them.
 */
async function endOnceMore(app: App, hold: Hold, turn: Turn): Promise<void> {
  await fenced(app.database, hold.lease, async (tx, before) => {
    const ended = await sessionById(tx, turn.session.id)
    if (ended.status !== 'resolved' || (await openSession(tx, before.id)) !== null) return
    const on = applyingIn(app, hold, tx)
    await resolveAgain(on, before, ended, on.now)
  })
}

/** An end begun before, of which nobody knew whether it went through, and which is given up: whoever ends it from now on is not us. */
async function doesNotStand(app: App, hold: Hold, step: StepRow, { live, updatedAt }: Sight): Promise<void> {
  if (step.state !== 'sending' || !live.isOpen || updatedAt === null) return
  await fenced(app.database, hold.lease, (tx) => changeStep(tx, step.id, { notAfter: updatedAt }))
}

/** An end that lost is made good before its step is done, so that whoever takes the turn up after us makes it good too. */
async function writeDownOrOpenAgain(
  app: App,
  hold: Hold,
  turn: Turn,
  ending: Ending,
  step: StepRow,
  endedAt: Date,
  after: Sight,
): Promise<'ended' | Silence> {
  const lostTo = await writeDown(app, hold, turn, ending, step, endedAt, after)
  if (lostTo === null) return 'ended'
  const openedAt = await openAgain(app, hold, turn, ending, lostTo)
  await fenced(app.database, hold.lease, (tx) =>
    changeStep(tx, step.id, {
      state: 'done',
      doneAt: app.clock.now(),
      ...(openedAt === null ? {} : { notAfter: openedAt }),
    }),
  )
  return lostTo.by === 'customer' ? 'superseded' : 'a-rep-stepped-in'
}

async function writeDown(
  app: App,
  hold: Hold,
  turn: Turn,
  ending: Ending,
  step: StepRow,
  endedAt: Date,
  after: Sight,
): Promise<LostTo | null> {
  const { closure } = ending
  return fenced(app.database, hold.lease, async (tx, before) => {
    const on = applyingIn(app, hold, tx)
    await changeStep(tx, step.id, { freshchatAt: endedAt })
    await takeIn(
      app,
      on,
      before,
      after.messages.filter(({ createdAt }) => createdAt <= endedAt),
    )
    const conversation = await lockKnown(tx, before.id)
    const session =
      closure === null ? await openSession(tx, before.id) : await sessionById(tx, turn.session.id)
    const isOpen = session !== null && session.status === 'open'
    if (isOpen && conversation.human_epoch > turn.epoch)
      return { by: 'person', agentId: conversation.agent_id }
    const waits = isOpen ? await unansweredBy(tx, turn, endedAt) : []
    if (waits.length > 0) return { by: 'customer', agentId: conversation.agent_id }
    await changeStep(tx, step.id, { state: 'done', doneAt: on.now })
    if (isOpen && closure !== null) await endSession(on, conversation, session, endedAt, closure)
    if (!isOpen) await changeConversation(tx, before.id, { byPerson: false, resolvedAt: endedAt })
    // what came after the end opens the next session
    await takeIn(app, on, await lockKnown(tx, before.id), after.messages)
    return null
  })
}
