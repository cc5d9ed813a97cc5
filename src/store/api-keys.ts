import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from './database.ts'

/**
 * API keys in the table of better-auth's plugin, hashed as it hashes them. Its own look-up writes a row for every request;
 * this one reads. Keys come before an organization is known, so the table has no policy: every statement names the organization.
 */
type ApiKeyTable = {
  apikey: {
    id: string
    configId: string
    name: string
    start: string
    referenceId: string
    prefix: string
    key: string
    enabled: boolean
    expiresAt: Date | null
    createdAt: Date
    updatedAt: Date
    /** JSON {"scopes": […]} */
    permissions: string
    /** JSON {"userId", "endsWith"}: who made it */
    metadata: string
  }
}

export interface ApiKey {
  id: string
  name: string
  scopes: string[]
  startsWith: string
  endsWith: string
  createdBy: string
  createdAt: Date
}

/** A key with the maker's present membership: it reaches as far as that does, and ends with it. */
export interface KeyHolder {
  keyName: string
  scopes: string[]
  organizationId: string
  organizationName: string
  memberId: string
  role: string
  userId: string
  email: string
  name: string
}

const PREFIX = 'baton_'

export async function createApiKey(
  database: Database,
  made: { name: string; scopes: string[]; organizationId: string; userId: string; at: Date },
): Promise<{ id: string; key: string }> {
  const key = PREFIX + randomBytes(32).toString('base64url')
  const id = randomUUID()
  await database
    .withTables<ApiKeyTable>()
    .insertInto('apikey')
    .values({
      id,
      configId: 'default',
      name: made.name,
      start: key.slice(0, PREFIX.length + 4),
      referenceId: made.organizationId,
      prefix: PREFIX,
      key: hashOfKey(key),
      enabled: true,
      expiresAt: null,
      createdAt: made.at,
      updatedAt: made.at,
      permissions: JSON.stringify({ scopes: made.scopes }),
      metadata: JSON.stringify({ userId: made.userId, endsWith: key.slice(-4) }),
    })
    .execute()
  return { id, key }
}

export async function apiKeysOf(database: Database, organizationId: string): Promise<ApiKey[]> {
  const rows = await database
    .withTables<ApiKeyTable>()
    .selectFrom('apikey')
    .leftJoin('auth_user', (join) => join.on('auth_user.id', '=', maker))
    .select([
      'apikey.id',
      'apikey.name',
      'start',
      'apikey.createdAt',
      'auth_user.email',
      scopes.as('scopes'),
      endsWith.as('endsWith'),
    ])
    .where('referenceId', '=', organizationId)
    .orderBy('apikey.createdAt', 'desc')
    .orderBy('apikey.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    startsWith: row.start,
    endsWith: row.endsWith,
    createdBy: row.email ?? '',
    createdAt: row.createdAt,
  }))
}

/** What it was called and held; null when this organization has no such key. */
export async function deleteApiKey(
  database: Database,
  organizationId: string,
  id: string,
): Promise<{ name: string; scopes: string[] } | null> {
  const gone = await database
    .withTables<ApiKeyTable>()
    .deleteFrom('apikey')
    .where('id', '=', id)
    .where('referenceId', '=', organizationId)
    .returning(['name', scopes.as('scopes')])
    .executeTakeFirst()
  return gone ?? null
}

/** Those that this person made. */
export async function deleteKeysOf(tx: Database, organizationId: string, userId: string): Promise<void> {
  await tx
    .withTables<ApiKeyTable>()
    .deleteFrom('apikey')
    .where('referenceId', '=', organizationId)
    .where(maker, '=', userId)
    .execute()
}

export async function holderOfKey(database: Database, key: string, now: Date): Promise<KeyHolder | null> {
  if (!key.startsWith(PREFIX)) return null
  const row = await database
    .withTables<ApiKeyTable>()
    .selectFrom('apikey')
    .innerJoin('organization', 'organization.id', 'apikey.referenceId')
    .innerJoin('auth_user', (join) => join.on('auth_user.id', '=', maker))
    .innerJoin('member', (join) =>
      join.onRef('member.organizationId', '=', 'organization.id').onRef('member.userId', '=', 'auth_user.id'),
    )
    .select([
      'apikey.name as keyName',
      scopes.as('scopes'),
      'organization.id as organizationId',
      'organization.name as organizationName',
      'member.id as memberId',
      'member.role as role',
      'auth_user.id as userId',
      'auth_user.email as email',
      'auth_user.name as name',
    ])
    .where('apikey.key', '=', hashOfKey(key))
    .where('apikey.enabled', '=', true)
    .where((eb) => eb.or([eb('apikey.expiresAt', 'is', null), eb('apikey.expiresAt', '>', now)]))
    .executeTakeFirst()
  return row ?? null
}

const maker = sql<string>`(apikey.metadata::json ->> 'userId')`
const endsWith = sql<string>`(apikey.metadata::json ->> 'endsWith')`
const scopes = sql<string[]>`(apikey.permissions::json -> 'scopes')`

function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('base64url')
}
