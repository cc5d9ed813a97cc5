import type { Filters } from '../connection.ts'

/** What narrows the conversations that the AI takes (R5). */

export interface Candidate {
  channelId: string | null
  groupId: string | null
  /** Freshchat's id of the conversation: its share of the percentage never changes. */
  conversationId: string
  /** ISO 639-1; null while the customer has said too little to tell. */
  language: string | null
  customer: { id: string | null; email: string | null }
  /** Within office hours; true where none are set. */
  inHours: boolean
}

export type FilteredOut =
  | 'left-to-team'
  | 'filtered-channel'
  | 'filtered-language'
  | 'filtered-percent'
  | 'filtered-hours'
  | 'goes-to-people'

/** Why the AI leaves this conversation to people; null when it takes it. */
export function filteredOut(filters: Filters, candidate: Candidate): FilteredOut | null {
  const { id, email } = candidate.customer
  const names = filters.toPeople.map((name) => name.trim().toLowerCase())
  if ([id, email].some((name) => name !== null && names.includes(name.toLowerCase()))) return 'goes-to-people'
  if (candidate.groupId !== null && filters.leaveToTeam.includes(candidate.groupId)) return 'left-to-team'

  const { mode, ids } = filters.channels
  const isListed = candidate.channelId !== null && ids.includes(candidate.channelId)
  if ((mode === 'only' && !isListed) || (mode === 'except' && isListed)) return 'filtered-channel'

  const { languages } = filters
  if (languages.length > 0 && candidate.language !== null && !languages.includes(candidate.language))
    return 'filtered-language'
  if (filters.hours === 'inside' && !candidate.inHours) return 'filtered-hours'
  if (filters.hours === 'outside' && candidate.inHours) return 'filtered-hours'
  return percentOf(candidate.conversationId) >= filters.percent ? 'filtered-percent' : null
}

/** 0 to under 100, spread evenly, the same for a conversation whenever it is asked (FNV-1a). */
export function percentOf(conversationId: string): number {
  let hash = 0x811c9dc5
  for (const character of conversationId) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  // the last bits of FNV are the well-mixed ones only after a final stir
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * 100
}
