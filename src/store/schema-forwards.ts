import type { Generated } from 'kysely'

export interface ForwardsTable {
  id: Generated<number>
  organization_id: string
  connection_id: string
  delivery_id: string
  signature: string | null
  content_type: string | null
  attempts: Generated<number>
}

export interface ForwardingTable {
  connection_id: string
  organization_id: string
  due_at: Date | null
  lease_until: Date | null
  failures: Generated<number>
  failing_since: Date | null
  error: string | null
  forwarded_at: Date | null
  given_up: Generated<number>
  given_up_at: Date | null
}
