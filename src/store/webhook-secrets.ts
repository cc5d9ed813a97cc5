import { hashOf } from '../secret.ts'
import { connectionById, type StoredConnection } from './connections.ts'
import { asSystem, type Database, inOrganization } from './database.ts'

/**
 * The connection whose webhook URL ends in this secret, disconnected ones too (their deliveries get 410); null when there is none.
 * The way from secret to organization never changes, so it is looked up once.
 */
export async function connectionBySecret(
  database: Database,
  secret: string,
): Promise<StoredConnection | null> {
  const found = await whoseSecret(database, hashOf(secret))
  if (found === null) return null
  return inOrganization(database, found.organizationId, (tx) => connectionById(tx, found.id))
}

interface Whose {
  id: string
  organizationId: string
}

const MOST_REMEMBERED = 10_000
/** Per database, so that tests side by side do not share it; strangers' secrets are not kept. */
const remembered = new WeakMap<Database, Map<string, Whose>>()

async function whoseSecret(database: Database, secretHash: string): Promise<Whose | null> {
  const known = remembered.get(database) ?? new Map<string, Whose>()
  remembered.set(database, known)
  const before = known.get(secretHash)
  if (before !== undefined) return before

  const found = await asSystem(database, (tx) =>
    tx
      .selectFrom('connections')
      .select(['id', 'organization_id as organizationId'])
      .where('secret_hash', '=', secretHash)
      .executeTakeFirst(),
  )
  if (found === undefined) return null
  if (known.size >= MOST_REMEMBERED) known.clear()
  known.set(secretHash, found)
  return found
}
