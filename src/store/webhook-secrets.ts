import { hashOf } from '../secret.ts'
import { asSystem, type Database } from './database.ts'

export interface Whose {
  id: string
  organizationId: string
}

const MOST_REMEMBERED = 10_000
/** Per database, so that tests side by side do not share it; strangers' secrets are not kept. */
const remembered = new WeakMap<Database, Map<string, Whose>>()

/** Whose webhook address ends in this secret; null when nobody's does. This never changes, so it is looked up once. */
export async function whoseSecret(database: Database, secret: string): Promise<Whose | null> {
  const secretHash = hashOf(secret)
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
