/** Our nouns. Freshchat's own spelling ends in `freshchat/`. */

export type AuthorKind = 'customer' | 'ai' | 'rep' | 'system'
export type Owner = 'ai' | 'human' | 'none'
export const closures = ['confirmed', 'assumed', 'rep', 'rule', 'gone'] as const
export type Closure = (typeof closures)[number]
export type Sentiment = 'positive' | 'neutral' | 'negative'

/** How a conversation came back to the AI (H6): an assignment of a person's or of a rule's, the team's order, the customer's yes. */
export type GivenBy = 'assignment' | 'rule' | 'order' | 'customer'

/**
 * One thing owed in a conversation beside an answer: a rep's command (`draft`, `why`, `help`), what must be told or put right
 * (`leak`, `return`, `resolve_again`), or a member's act in the Inbox (`post`, `assign`, `resolve`).
 */
export type ErrandKind =
  | 'draft'
  | 'why'
  | 'help'
  | 'leak'
  | 'return'
  | 'resolve_again'
  | 'post'
  | 'assign'
  | 'resolve'

/** What a turn does instead of answering; the last two come by themselves when time has passed. */
export type TurnErrand = ErrandKind | 'no_pickup' | 'quiet'

export const handoffReasons = [
  'asked_for_human',
  'topic_not_allowed',
  'topic_forbidden',
  'low_confidence',
  'not_in_knowledge',
  'frustration',
  'loop',
  'office_hours',
  'unreadable_content',
  'attack',
  'failure',
  'rep_stepped_in',
] as const
export type HandoffReason = (typeof handoffReasons)[number]

/** What a message carries beside its words; `other`: of a kind that nobody here knows. */
export type AttachmentKind = 'image' | 'file' | 'video' | 'audio' | 'other'

/** One thing somebody wrote. `createdAt` is Freshchat's time, `text` its text parts joined in order, `parts` as they came. */
export interface Message {
  id: string
  freshchatId: string | null
  author: { kind: AuthorKind; name: string | null }
  private: boolean
  text: string
  parts: unknown[]
  createdAt: Date
}

/** The thread with one customer, for ever; who has it as Freshchat last said. */
export interface Conversation {
  id: string
  organizationId: string
  connectionId: string
  freshchatId: string
  internalId: string | null
  customerId: string | null
  channelId: string | null
  url: string | null
  agentId: string | null
  groupId: string | null
}

export interface Handoff {
  reason: HandoffReason
  evidence: string
  summary: string
  sentiment: Sentiment | null
  at: string
  /** Freshchat’s time of the customer’s last word that was handed over; not in those of earlier releases. */
  askedAt?: string
}

/** One stretch of a conversation until it is resolved; what reports count. */
export interface Session {
  id: string
  conversationId: string
  ticketNumber: number
  status: 'open' | 'resolved'
  owner: Owner
  closure: Closure | null
  channel: string
  autoHandle: boolean
  contactId: string | null
  language: string | null
  sentiment: Sentiment | null
  topic: string | null
  summary: string | null
  handoff: Handoff | null
  previousSessionId: string | null
  reopenedAt: Date | null
  createdAt: Date
  updatedAt: Date
  lastMessageAt: Date
}

/** Where a member sees it. `publicUrl`: our own address. */
export function sessionUrl(publicUrl: string, sessionId: string): string {
  return `${publicUrl}/inbox/${sessionId}`
}
