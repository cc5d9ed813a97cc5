import type { App } from '../app.ts'
import { isRep } from '../connection.ts'
import { FreshchatError, isRefusal } from '../freshchat/error.ts'
import type { Slots } from '../freshchat/rate-queue.ts'
import type { FreshchatConversation } from '../freshchat/resource.ts'
import type { Live } from '../rules/admission.ts'
import { traced } from '../span.ts'
import { isConnected } from '../store/connections.ts'
import { type ConversationRow, noteAside } from '../store/conversations.ts'
import type { Tx } from '../store/database.ts'
import { fenced } from '../store/lanes.ts'
import { changeStep, type StepRow } from '../store/steps.ts'
import type { Turn } from './context.ts'
import { Disconnected, type Hold } from './hold.ts'
import { actOptions, noteRead, readLive, seenIn } from './look.ts'
import { giveBackTo } from './overwritten.ts'

/** What the last look showed of the agent is believed for so long when we step aside. */
const LOOKED_GOOD_FOR_MS = 500

/**
 * Takes the default agent off the conversation: into the queue that it was in, or to the group or agent that the step names. Where
 * somebody else has it already, or it has ended, the end state is reached.
 */
export const stepAside = traced('step_aside', takeOff)

async function takeOff(app: App, hold: Hold, turn: Turn, step: StepRow): Promise<void> {
  const { rate } = app.freshchat(hold.connection)
  await rate.withSlots(2, 'handoff', (slots) => lookAndStepAside(app, hold, turn, step, slots), hold.signal)
}

async function lookAndStepAside(
  app: App,
  hold: Hold,
  turn: Turn,
  step: StepRow,
  slots: Slots,
): Promise<void> {
  const isSomebodys = (agentId: string | null) => isRep(hold.connection, agentId)
  const looked = hold.looked
  const isFresh = looked !== null && app.clock.now().getTime() - looked.at.getTime() < LOOKED_GOOD_FOR_MS
  const seen = isFresh ? looked : seenIn(await readLive(app, hold, 'handoff', slots), app.clock.now())
  const { live } = seen
  hold.looked = null
  /** An earlier try got through, and whoever made it died: as if its answer came now. A rep whom it overwrote gets it back. */
  const takeUp = async (tx: Tx, conversation: ConversationRow) => {
    const { agent_id: by } = conversation
    await changeStep(tx, step.id, { freshchatAt: seen.updatedAt })
    await noteAside(tx, conversation.id, { groupId: live.groupId, at: seen.updatedAt })
    if (by !== null && isSomebodys(by)) await giveBackTo(tx, turn.session, by, app.clock.now())
  }
  const isOwed = await fenced(app.database, hold.lease, async (tx, conversation) => {
    if (!(await isConnected(tx, hold.connection.id))) throw new Disconnected()
    // What a webhook has told since the look counts as much: a rep who has just picked up is not taken off again.
    const aRepPickedUp = isSomebodys(conversation.agent_id) && isFresh
    // an end that a rep made is not undone: taking us off would open it again
    if (!live.isOpen || isSomebodys(live.agentId) || aRepPickedUp || isThere(step, live)) {
      await changeStep(tx, step.id, { state: 'done', doneAt: app.clock.now() })
      if (step.state === 'sending' && isThere(step, live)) await takeUp(tx, conversation)
      return false
    }
    await changeStep(tx, step.id, {
      state: 'sending',
      sentAt: app.clock.now(),
      newerThan: seen.updatedAt,
      ...(step.kind === 'unassign' ? { leadsTo: { agentId: null, groupId: live.groupId } } : {}),
    })
    return true
  })
  if (!isOwed) return
  const after = await move(app, hold, step, live, slots)
  if (after.assignedAgentId === hold.connection.defaultAgent.id) {
    throw new FreshchatError({
      kind: 'server',
      message: 'Freshchat still shows the default agent after it was removed.',
      retryAfterMs: 1_000,
    })
  }
  await fenced(app.database, hold.lease, async (tx, conversation) => {
    const now = app.clock.now()
    await changeStep(tx, step.id, { state: 'done', doneAt: now, freshchatAt: after.updatedAt })
    // a rep picked up after our look, and we heard of it while our call was on its way
    const by = conversation.agent_id
    if (by !== null && isSomebodys(by) && after.assignedAgentId !== by)
      await giveBackTo(tx, turn.session, by, now)
    await noteRead(tx, conversation.id, after, true)
  })
}

/** Nobody has it, and it waits where it shall wait. */
function isThere({ kind, leads_to: leadsTo }: StepRow, live: Live): boolean {
  if (live.agentId !== null) return false
  return kind === 'unassign' || (leadsTo?.agentId === null && leadsTo.groupId === live.groupId)
}

async function move(
  app: App,
  hold: Hold,
  step: StepRow,
  live: Live,
  slots: Slots,
): Promise<FreshchatConversation> {
  const { api } = app.freshchat(hold.connection)
  const options = actOptions(hold, 'handoff', slots)
  const unassign = (keepGroupId: string | null) => api.unassign(hold.freshchatId, { ...options, keepGroupId })
  const target = step.kind === 'assign' ? step.leads_to : null
  if (target === null) return unassign(live.groupId)
  try {
    if (target.agentId !== null) return await api.assign(hold.freshchatId, target.agentId, options)
    if (target.groupId === null) return await unassign(live.groupId)
    return live.agentId === null
      ? await api.assignGroup(hold.freshchatId, target.groupId, options)
      : await unassign(target.groupId)
  } catch (fault) {
    // The group or agent that the settings name is gone: in the queue at least everybody sees it.
    if (!(fault instanceof FreshchatError) || !isRefusal(fault)) throw fault
    app.log.error(
      { conversationId: hold.lease.conversationId, stepId: step.id, kind: fault.kind },
      'the target of a handoff was refused; the conversation waits in its queue',
    )
    return unassign(live.groupId)
  }
}
