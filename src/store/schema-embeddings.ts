import type { Generated } from 'kysely'

export interface EmbeddingsTable {
  organization_id: string
  model: string
  version: Generated<number>
  added: Generated<number>
  lease_until: Date | null
  failing_since: Date | null
  failure: string | null
  failures: Generated<number>
  retry_at: Date | null
}

export interface PassageVectorsTable {
  passage_id: string
  organization_id: string
  model: string
  text_hash: string
  vector: Uint8Array
}
