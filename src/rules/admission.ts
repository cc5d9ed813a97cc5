import type { Owner } from '../conversation.ts'
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
  /** H6: since people have it, somebody else than us gave the conversation to the default agent. */
  isGivenBack: boolean
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

export type Admission = { kind: 'speak'; claimFirst: boolean } | { kind: 'stay-silent'; because: Silence }

/** At the start of a turn: is this conversation the AI's, or may the AI claim it (if the filters let it)? */
export function admit(standing: Standing, live: Live): Admission {
  const no = (because: Silence): Admission => ({ kind: 'stay-silent', because })
  if (!standing.connected) return no('disconnected')
  if (standing.paused) return no('paused')
  if (!live.isOpen) return no('resolved')

  const ours = live.agentId === standing.defaultAgentId
  const free = live.agentId === null || standing.formerAgentIds.includes(live.agentId)
  if (!ours && !free) return no('a-rep-is-assigned')
  // Freshchat must still show what was given back.
  if (standing.owner === 'human')
    return ours && standing.isGivenBack ? { kind: 'speak', claimFirst: false } : no('handed-off')
  if (ours) return { kind: 'speak', claimFirst: false }
  // What was ours before the default agent changed stays ours.
  if (live.agentId !== null && standing.owner === 'ai') return { kind: 'speak', claimFirst: true }
  return standing.autoHandle ? { kind: 'speak', claimFirst: true } : no('not-assigned-to-us')
}

/** What happened in the conversation since the turn was taken, beside what Freshchat shows right now. */
export interface Meanwhile {
  personActed: boolean
  customerWrote: boolean
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
  if (meanwhile.customerWrote && meanwhile.maySupersede) return 'think-again'
  return 'speak'
}
