import type { GeneratedAlways } from 'kysely'

export interface SessionWordsTable {
  organization_id: string
  word: string
  created_at: Date
  session_id: string
}

export interface SessionWordsOwedTable {
  organization_id: string
  id: GeneratedAlways<number>
  session_id: string
}
