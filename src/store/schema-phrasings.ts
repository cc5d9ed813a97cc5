import type { Generated } from 'kysely'

/** Ways of asking that customers have taught, until a member decides about them, and as a fingerprint after that. */
export interface SuggestedPhrasingsTable {
  id: string
  organization_id: string
  article_id: string
  fingerprint: string
  state: Generated<'suggested' | 'accepted' | 'dismissed'>
  created_at: Date
  decided_at: Date | null
}

/** Who asked that way, and how exactly. */
export interface PhrasingSourcesTable {
  session_id: string
  organization_id: string
  suggestion_id: string
  text: string
  asked_at: Date
}
