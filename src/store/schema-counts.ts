import type { CallKind } from '../freshchat/call-kind.ts'

/** What is added up as it happens, because no rows are kept to count. */

export interface ModelSpendingTable {
  organization_id: string
  month: Date
  calls: number
  unpriced_calls: number
  cost_usd: number
}

export interface FreshchatCallsTable {
  organization_id: string
  day: Date
  kind: CallKind
  calls: number
}
