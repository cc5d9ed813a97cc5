import type { App } from '../app.ts'
import { FreshchatError, isRefusal } from '../freshchat/error.ts'
import type { Silence } from '../rules/admission.ts'
import { traced } from '../span.ts'
import { isBegun, type StepRow } from '../store/steps.ts'
import { admission } from './admission.ts'
import type { Turn } from './context.ts'
import type { Decided } from './decide.ts'
import { end } from './end.ts'
import { handOff } from './hand-off.ts'
import { type Hold, Interrupted } from './hold.ts'
import { assignForMember, postForMember } from './member-acts.ts'
import { askOn } from './no-pickup.ts'
import type { Outcome } from './outcome.ts'
import { note } from './post.ts'
import { say } from './send.ts'

/** Carries a stored plan out in Freshchat, each step once, in order. Done steps of an earlier try stay done. */
export const act = traced('act', carryOut)

async function carryOut(app: App, hold: Hold, turn: Turn, { plan, steps }: Decided): Promise<Outcome> {
  switch (plan.kind) {
    case 'reply':
    case 'clarify':
      return turn.mode === 'autopilot' ? reply(app, hold, turn, steps) : draft(app, hold, turn, steps)
    case 'hand_off':
      return turn.mode === 'autopilot' ? handOff(app, hold, turn, plan, steps) : draft(app, hold, turn, steps)
    case 'note':
      return leaveNote(app, hold, steps)
    case 'ask_on':
      return askOn(app, hold, turn, steps)
    case 'resolve':
      return end(app, hold, turn, plan, steps)
    case 'post':
      return postForMember(app, hold, steps)
    case 'assign':
      return assignForMember(app, hold, turn, steps)
    case 'return':
      return takePlace(app, hold, turn)
  }
}

/** Assist leaves a note for a rep, shadow nothing; neither says a word to the customer. */
async function draft(app: App, hold: Hold, turn: Turn, steps: StepRow[]): Promise<Outcome> {
  for (const step of steps) {
    if (step.kind === 'note' && step.state !== 'done') await note(app, hold, step)
  }
  return { kind: 'drafted', because: `the AI is in ${turn.mode}` }
}

async function reply(app: App, hold: Hold, turn: Turn, steps: StepRow[]): Promise<Outcome> {
  const parts = steps.filter((step) => step.kind === 'say')
  // Half an answer is out, or may be: the customer's next message gets a turn of its own.
  if (parts.some(isBegun)) hold.stoppedBy.delete('customer')
  for (const part of parts) {
    if (part.state === 'done') continue
    const sent = await say(app, hold, turn, part)
    if (sent === 'think-again') throw new Interrupted('customer')
    if (sent !== 'sent' && sent.stop === 'a-rep-stepped-in') throw new Interrupted('person')
    if (sent !== 'sent') return cutShort(parts, part, sent.stop)
  }
  const because = 'answered from the knowledge'
  if (!steps.some((step) => step.kind === 'resolve')) return { kind: 'replied', because }
  const isOver = await endAfter(app, hold, turn, steps)
  return { kind: 'replied', because: isOver ? 'the customer said it is solved' : because }
}

/** The answer is out: that Freshchat does not let us end the conversation takes nothing of it back. */
async function endAfter(app: App, hold: Hold, turn: Turn, steps: StepRow[]): Promise<boolean> {
  try {
    const ended = await end(app, hold, turn, { closure: 'confirmed', since: turn.epoch, opened: null }, steps)
    return ended.kind === 'resolved'
  } catch (fault) {
    if (!(fault instanceof FreshchatError) || !isRefusal(fault)) throw fault
    app.log.error({ turnId: turn.id, kind: fault.kind }, 'a conversation could not be resolved')
    return false
  }
}

function cutShort(parts: StepRow[], at: StepRow, because: Silence): Outcome {
  return parts.indexOf(at) === 0
    ? { kind: 'stayed_silent', because }
    : { kind: 'replied', because: `cut short: ${because}` }
}

/** What a rep asked for, or is told; nobody's act forbids it. */
async function leaveNote(app: App, hold: Hold, steps: StepRow[]): Promise<Outcome> {
  for (const step of steps) if (step.state !== 'done') await note(app, hold, step)
  return steps.length === 0
    ? { kind: 'stayed_silent', because: 'the AI is in shadow' }
    : { kind: 'noted', because: 'a private note was asked for' }
}

/** Given back with nothing to answer: the AI takes its place, so that people see in Freshchat who has it. */
async function takePlace(app: App, hold: Hold, turn: Turn): Promise<Outcome> {
  const admitted = await admission(app, hold, turn)
  const because = admitted.kind === 'speak' ? 'nothing-to-answer' : admitted.because
  return { kind: 'stayed_silent', because }
}
