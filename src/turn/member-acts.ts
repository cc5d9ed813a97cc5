import type { App } from '../app.ts'
import { FreshchatError, isRefusal } from '../freshchat/error.ts'
import { refusedActNote } from '../rules/session-notes.ts'
import { fenced } from '../store/lanes.ts'
import { changeStep, planSteps, type StepRow } from '../store/steps.ts'
import { stepAside } from './aside.ts'
import type { Turn } from './context.ts'
import { carryThrough, type Hold } from './hold.ts'
import type { Outcome } from './outcome.ts'
import { deliver, note } from './post.ts'

/** What a member did in the Inbox, carried into Freshchat. It is a person's act: no look may forbid it, and nobody stops it. */

export async function postForMember(app: App, hold: Hold, steps: StepRow[]): Promise<Outcome> {
  carryThrough(hold)
  for (const step of steps) {
    if (step.state === 'done') continue
    try {
      await deliver(app, hold, step)
    } catch (fault) {
      if (!(fault instanceof FreshchatError) || !isRefusal(fault)) throw fault
      await postOtherwise(app, hold, step, fault)
    }
  }
  return { kind: 'posted', because: 'a member wrote' }
}

/** In the member's own name it did not go: then in the default agent's; and where the customer cannot be reached, the reps are told. */
async function postOtherwise(app: App, hold: Hold, step: StepRow, fault: FreshchatError): Promise<void> {
  if (step.agent_id !== null) {
    await fenced(app.database, hold.lease, (tx) => changeStep(tx, step.id, { agentId: null }))
    return void (await postForMember(app, hold, [{ ...step, agent_id: null }]))
  }
  const planned = await fenced(app.database, hold.lease, async (tx) => {
    await changeStep(tx, step.id, { state: 'dropped', error: fault.message })
    if (step.kind === 'note') return []
    const text = `Not delivered to the customer, Freshchat refused it: ${fault.message}\n\n${step.member_name} wrote in Baton:\n${step.text}`
    return planSteps(tx, { id: step.turn_id, ...hold.lease }, [{ kind: 'note', text, leadsTo: null }])
  })
  app.log.error(
    { conversationId: hold.lease.conversationId, stepId: step.id, kind: fault.kind },
    'what a member wrote was refused',
  )
  for (const word of planned) await deliver(app, hold, word)
}

/** What Freshchat refuses for good is put right by hand: nobody should believe that it is done. */
export async function tellRefused(
  app: App,
  hold: Hold,
  turn: Turn,
  { act, reason }: { act: 'assign' | 'resolve'; reason: string },
): Promise<void> {
  const steps = await fenced(app.database, hold.lease, (tx) =>
    planSteps(tx, { id: turn.id, ...hold.lease }, [
      { kind: 'note', text: refusedActNote({ act, reason }), leadsTo: null },
    ]),
  )
  for (const step of steps) await note(app, hold, step)
}

/** A member took it over: to their own agent in Freshchat, or off the AI's, so that the team sees it in its queue. */
export async function assignForMember(app: App, hold: Hold, turn: Turn, steps: StepRow[]): Promise<Outcome> {
  carryThrough(hold)
  for (const step of steps) if (step.state !== 'done') await stepAside(app, hold, turn, step)
  return { kind: 'assigned', because: 'a member took it over' }
}
