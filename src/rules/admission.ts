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
  ownerSince: Date
  /** When somebody else than us last gave the conversation to the default agent. */
  givenAt: Date | null
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

export type Admission = { kind: 'speak'; claimFirst: boolean } | { kind: 'stay-silent'; because: Silence }

/** At the start of a turn: is this conversation the AI's, or may the AI claim it (if the filters let it)? */
export function admit(standing: Standing, live: Live): Admission {
  const no = (because: Silence): Admission => ({ kind: 'stay-silent', because })
  if (!standing.connected) return no('disconnected')
  if (standing.paused) return no('paused')
  if (!live.isOpen) return no('resolved')

  const ours = live.agentId === standing.defaultAgentId
  if (live.agentId !== null && !ours) return no('a-rep-is-assigned')
  if (standing.owner === 'human')
    return ours && wasGivenBack(standing) ? { kind: 'speak', claimFirst: false } : no('handed-off')
  if (ours) return { kind: 'speak', claimFirst: false }

  if (!standing.autoHandle) return no('not-assigned-to-us')
  return { kind: 'speak', claimFirst: true }
}

/** H6: an assignment to the default agent that is newer than the handoff, and Freshchat still shows it. */
function wasGivenBack(standing: Standing): boolean {
  return standing.givenAt !== null && standing.givenAt.getTime() > standing.ownerSince.getTime()
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
  standing: Pick<Standing, 'paused' | 'connected' | 'defaultAgentId'>,
  live: Live,
  meanwhile: Meanwhile,
): LastLook {
  if (!standing.connected) return { stop: 'disconnected' }
  if (meanwhile.personActed) return { stop: 'a-rep-stepped-in' }
  if (!live.isOpen) return { stop: 'resolved' }
  if (live.agentId !== null && live.agentId !== standing.defaultAgentId) return { stop: 'a-rep-is-assigned' }
  // Nobody has it: a rule or a person took us off it. The next turn finds out which; speaking now could be talking over a person.
  if (live.agentId === null) return { stop: 'not-assigned-to-us-any-more' }
  if (standing.paused) return { stop: 'paused' }
  if (meanwhile.customerWrote && meanwhile.maySupersede) return 'think-again'
  return 'speak'
}
