import type { App } from '../app.ts'
import { fenced } from '../store/lanes.ts'
import { beginStep, changeStep, type PlannedStep } from '../store/steps.ts'
import { claim } from './claim.ts'
import type { Turn } from './context.ts'
import { type Hold, Interrupted } from './hold.ts'
import { actOptions } from './look.ts'

/** Who was faster than the end that Freshchat has just stored, and who had it then. */
export interface LostTo {
  by: 'customer' | 'person'
  agentId: string | null
}

/**
 * The customer or a rep wrote before the end was stored: what they wrote stands, and the conversation is open again for it. Freshchat's
 * time of that, where it tells: an end of later than that is not ours.
 */
export async function openAgain(
  app: App,
  hold: Hold,
  turn: Turn,
  { closure }: { closure: 'confirmed' | 'assumed' | null },
  { by, agentId }: LostTo,
): Promise<Date | null> {
  if (by === 'customer' && closure !== null) {
    try {
      await claim(app, hold, turn)
      return hold.seen?.updatedAt ?? null
    } catch (fault) {
      // a person has come since: it is theirs, and open for them all the same
      if (!(fault instanceof Interrupted)) throw fault
    }
  }
  const options = actOptions(hold, 'handoff')
  const { api } = app.freshchat(hold.connection)
  const isReps = by === 'person' && agentId !== null && agentId !== hold.connection.defaultAgent.id
  if (isReps) return (await api.assign(hold.freshchatId, agentId, options)).updatedAt
  // opened again it is with nobody: a step that leads there, so that its echo is not taken for a rep's opening it
  const stepId = await fenced(app.database, hold.lease, (tx) =>
    beginStep(tx, { id: turn.id, ...hold.lease }, NOBODYS, { sentAt: app.clock.now() }),
  )
  const { updatedAt } = await api.reopen(hold.freshchatId, options)
  await fenced(app.database, hold.lease, (tx) =>
    changeStep(tx, stepId, { state: 'done', doneAt: app.clock.now(), freshchatAt: updatedAt }),
  )
  return updatedAt
}

const NOBODYS: PlannedStep = { kind: 'unassign', text: null, leadsTo: { agentId: null, groupId: null } }
