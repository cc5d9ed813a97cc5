import type { GivenBy, Owner } from '../conversation.ts'
import type { FilteredOut } from './filters.ts'

/** May the AI speak here now? The one gate; a new condition is a new word here and a case in the table beside it. */

/** What we know ourselves. */
export interface Standing {
  paused: boolean
  connected: boolean
  defaultAgentId: string
  /** R3: the mode the session started with. */
  autoHandle: boolean
  owner: Owner
  /** H6: how it came back to the AI since people have it; null: it did not. */
  givenBackBy: GivenBy | null
  /** V2: the AI had it when it last ended, so that it is the AI's again, in assigned-only too. */
  wasOurs: boolean
  /** V4: the customer wrote before our own resolve was stored: it is open again for the answer. */
  endedUnderIt: boolean
  /** Were the default agent before: who they have is ours to take over. */
  formerAgentIds: readonly string[]
}

/** What Freshchat said when it was just read. */
export interface Live {
  isOpen: boolean
  agentId: string | null
  groupId: string | null
}

export type Silence =
  | 'paused'
  | 'disconnected'
  | 'resolved'
  | 'a-rep-is-assigned'
  | 'handed-off'
  | 'not-assigned-to-us'
  | 'not-assigned-to-us-any-more'
  | FilteredOut
  | 'nothing-to-answer'
  | 'a-rep-stepped-in'
  | 'superseded'
  | 'conversation-is-gone'
  | 'outside-office-hours'
  /** Claimed several times, and taken off again each time: a rule's or a person's way of saying no. */
  | 'claims-are-undone'
  /** Assist: a draft for these messages has been left already. */
  | 'drafted-already'
  /** Freshchat refuses for good what nobody waits for: a note, an end. */
  | 'refused'

export type Admission = { kind: 'speak'; claimFirst: boolean } | { kind: 'stay-silent'; because: Silence }

/** At the start of a turn: is this conversation the AI's, or may the AI claim it (if the filters let it)? */
export function admit(standing: Standing, live: Live): Admission {
  const no = (because: Silence): Admission => ({ kind: 'stay-silent', because })
  if (!standing.connected) return no('disconnected')
  if (standing.paused) return no('paused')
  if (!live.isOpen) return standing.endedUnderIt ? CLAIM : no('resolved')

  const ours = live.agentId === standing.defaultAgentId
  const free = live.agentId === null || standing.formerAgentIds.includes(live.agentId)
  if (standing.owner === 'human' && standing.givenBackBy !== null)
    return comeBack(standing.givenBackBy, ours, free)
  if (!ours && !free) return no('a-rep-is-assigned')
  if (standing.owner === 'human') return no('handed-off')
  if (ours) return SPEAK
  // What was ours before the default agent changed stays ours.
  if (live.agentId !== null && standing.owner === 'ai') return CLAIM
  return standing.autoHandle || standing.wasOurs ? CLAIM : no('not-assigned-to-us')
}

const SPEAK: Admission = { kind: 'speak', claimFirst: false }
const CLAIM: Admission = { kind: 'speak', claimFirst: true }

/** The team's order holds whoever has it; the customer's yes, while nobody has; an assignment, while Freshchat still shows it. */
function comeBack(by: GivenBy, ours: boolean, free: boolean): Admission {
  if (ours) return SPEAK
  if (by === 'order') return CLAIM
  if (!free) return { kind: 'stay-silent', because: 'a-rep-is-assigned' }
  return by === 'customer' ? CLAIM : { kind: 'stay-silent', because: 'handed-off' }
}

/** What happened in the conversation since the turn was taken, beside what Freshchat shows right now. */
export interface Meanwhile {
  personActed: boolean
  customerWrote: boolean
  /** What is being handed over was given back to the AI, and no word of the handoff is out. */
  isBack: boolean
  /** Stale drafts are discarded at most twice in a row (A1), and never once a part of the answer is out. */
  maySupersede: boolean
}

export type LastLook = 'speak' | { stop: Silence } | 'think-again'

/** Immediately before each visible send (A2): still ours, still open, nothing newer. */
export function mayStillSpeak(
  standing: Pick<Standing, 'paused' | 'connected' | 'defaultAgentId' | 'formerAgentIds'>,
  live: Live,
  meanwhile: Meanwhile,
): LastLook {
  if (!standing.connected) return { stop: 'disconnected' }
  if (meanwhile.personActed) return { stop: 'a-rep-stepped-in' }
  if (!live.isOpen) return { stop: 'resolved' }
  const isFree = live.agentId === null || standing.formerAgentIds.includes(live.agentId)
  if (!isFree && live.agentId !== standing.defaultAgentId) return { stop: 'a-rep-is-assigned' }
  // Nobody has it: a rule or a person took us off it. The next turn finds out which; speaking now could be talking over a person.
  if (isFree) return { stop: 'not-assigned-to-us-any-more' }
  if (standing.paused) return { stop: 'paused' }
  if (meanwhile.isBack || (meanwhile.customerWrote && meanwhile.maySupersede)) return 'think-again'
  return 'speak'
}

/** H7: may the customer be told that nobody has come? Only while that is true: nobody has the conversation, or still the AI's seat. */
export function mayAskOn(
  standing: Pick<Standing, 'paused' | 'connected' | 'defaultAgentId' | 'formerAgentIds'>,
  live: Live,
  personActed: boolean,
): Exclude<LastLook, 'think-again'> {
  if (!standing.connected) return { stop: 'disconnected' }
  if (personActed) return { stop: 'a-rep-stepped-in' }
  if (!live.isOpen) return { stop: 'resolved' }
  const { agentId } = live
  const isNobodys =
    agentId === null || agentId === standing.defaultAgentId || standing.formerAgentIds.includes(agentId)
  if (!isNobodys) return { stop: 'a-rep-is-assigned' }
  return standing.paused ? { stop: 'paused' } : 'speak'
}
