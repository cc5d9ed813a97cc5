import type { App } from '../app.ts'
import { FreshchatError } from '../freshchat/error.ts'
import type { Slots } from '../freshchat/rate-queue.ts'
import type { FreshchatConversation } from '../freshchat/resource.ts'
import type { Admission } from '../rules/admission.ts'
import { traced } from '../span.ts'
import { isConnected } from '../store/connections.ts'
import type { Tx } from '../store/database.ts'
import { fenced, fencedReading } from '../store/lanes.ts'
import { changeSession } from '../store/sessions.ts'
import { beginStep, changeStep } from '../store/steps.ts'
import type { Turn } from './context.ts'
import { Disconnected, type Hold, Interrupted } from './hold.ts'
import { actOptions, noteRead, readLive, seenIn } from './look.ts'
import { giveBackTo } from './overwritten.ts'

/**
 * Assigns the conversation to the default agent, right after a read showed that nobody has it. Tried once: after any failure the
 * next turn reads again, since a rep may have taken it in between. Repeating does no harm: the read shows what got through.
 * `readAt`: Freshchat's time of what that read showed; a rep who took it after that, and of whom we hear later, was overwritten.
 */
export const claim = traced('claim', assignToUs)

async function assignToUs(
  app: App,
  hold: Hold,
  turn: Turn,
  { slots, readAt = null }: { slots?: Slots; readAt?: Date | null } = {},
): Promise<Admission> {
  const agentId = hold.connection.defaultAgent.id
  const { database } = app
  const isOn = (tx: Tx) => isConnected(tx, hold.connection.id)
  const stepId = await fencedReading(database, hold.lease, isOn, async (tx, conversation, connected) => {
    if (conversation.human_epoch > turn.epoch) throw new Interrupted('person')
    if (!connected) throw new Disconnected()
    const leadsTo = { agentId, groupId: conversation.group_id }
    const step = { kind: 'claim', text: null, leadsTo } as const
    const begun = { sentAt: app.clock.now(), newerThan: readAt }
    return beginStep(tx, { id: turn.id, ...hold.lease }, step, begun)
  })

  const options = actOptions(hold, 'send', slots)
  const assigned = await app
    .freshchat(hold.connection)
    .api.assign(hold.freshchatId, agentId, options)
    .catch((fault) => notAnsweredWell(app, hold, stepId, fault))
  const answer = await shown(app, hold, assigned)
  const isOurs = answer.assignedAgentId === agentId
  const taken = await fenced(database, hold.lease, async (tx, conversation) => {
    await changeStep(tx, stepId, { state: 'done', doneAt: app.clock.now(), freshchatAt: answer.updatedAt })
    const aPersonActed = conversation.human_epoch > turn.epoch
    // Our call may have overwritten a rep who took it in that very moment.
    if (aPersonActed) {
      const by = conversation.agent_id
      if (isOurs && by !== null && by !== agentId) await giveBackTo(tx, turn.session, by, app.clock.now())
      return true
    }
    await noteRead(tx, conversation.id, answer, true)
    const owner = isOurs ? 'ai' : 'human'
    await changeSession(tx, turn.session.id, { owner, ownerEpoch: conversation.epoch }, app.clock.now())
    return false
  })
  if (taken) throw new Interrupted('person')
  if (!isOurs) return { kind: 'stay-silent', because: 'a-rep-is-assigned' }
  hold.seen = seenIn(answer, app.clock.now())
  return { kind: 'speak', claimFirst: false }
}

/** A gateway's 504 says only that nobody waits any longer. */
const STILL_ON_ITS_WAY = 504

/** With an answer, though a bad one, it is over: what the next look shows is what came of it. Without one it may still come. */
async function notAnsweredWell(app: App, hold: Hold, stepId: string, fault: unknown): Promise<never> {
  const isAnswered =
    fault instanceof FreshchatError && fault.status !== null && fault.status !== STILL_ON_ITS_WAY
  if (isAnswered)
    await fenced(app.database, hold.lease, (tx) => changeStep(tx, stepId, { error: fault.message }))
  throw fault
}

/** Some accounts answer with five fields: "nobody" then says nothing, and the conversation is read. */
async function shown(app: App, hold: Hold, answer: FreshchatConversation): Promise<FreshchatConversation> {
  return answer.assignedAgentId === null ? readLive(app, hold, 'send') : answer
}
