import { randomBytes, randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { Check, Connection, Filters } from '../connection.ts'
import { hashOf, type Vault } from '../secret.ts'
import { secretContext, tokenColumns } from './connection-secrets.ts'
import { json, type Tx } from './database.ts'
import { endForwarding } from './forwards.ts'
import type { Schema } from './schema.ts'
import { goOnOver } from './unfinished.ts'
import { unpark } from './watch.ts'

/** A connection with what only its settings page needs. */
export interface StoredConnection extends Connection {
  tokenEndsWith: string
  secretSealed: string
  checks: Check[]
}

export interface ConnectionValues {
  domain: string
  baseUrl: string
  accountId: string | null
  appId: string | null
  defaultAgent: Connection['defaultAgent']
  /** null: the one there is stays. */
  token: string | null
  publicKey: string | null
  autoHandle: boolean
  filters: Filters
  /** null: could not be read, what is known stays. */
  channels: Connection['channels'] | null
  agents: Connection['agents'] | null
  checks: Check[]
}

/** The connection in force; null when the organization has none. */
export async function connectionOf(tx: Tx): Promise<StoredConnection | null> {
  const row = await tx
    .selectFrom('connections')
    .selectAll()
    .where('disconnected_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : connectionFrom(row)
}

export async function connectionById(tx: Tx, id: string): Promise<StoredConnection | null> {
  const row = await tx.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : connectionFrom(row)
}

export async function connectionOfConversation(
  tx: Tx,
  conversationId: string,
): Promise<StoredConnection | null> {
  const row = await tx
    .selectFrom('connections')
    .selectAll('connections')
    .innerJoin('conversations', 'conversations.connection_id', 'connections.id')
    .where('conversations.id', '=', conversationId)
    .executeTakeFirst()
  return row === undefined ? null : connectionFrom(row)
}

export async function isConnected(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('connections')
    .select('id')
    .where('id', '=', id)
    .where('disconnected_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Two saves at once wait for each other, so that they make one connection and not two. */
export async function lockConnection(tx: Tx, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`baton: connection of ${organizationId}`}))`.execute(tx)
}

/** Changes the connection in force, or makes one with a webhook secret of its own. The caller holds the lock. */
export async function saveConnection(
  tx: Tx,
  vault: Vault,
  organizationId: string,
  values: ConnectionValues,
  now: Date,
): Promise<StoredConnection> {
  const present = await connectionOf(tx)
  if (present === null) {
    const id = randomUUID()
    const secret = randomBytes(32).toString('base64url')
    const { token } = values
    if (token === null) throw new Error('A new connection needs a token')
    await tx
      .insertInto('connections')
      .values({
        id,
        organization_id: organizationId,
        ...columnsOf(values),
        ...tokenColumns(vault, id, token),
        channels: json(values.channels ?? []),
        agents: json(values.agents ?? []),
        secret_hash: hashOf(secret),
        secret_sealed: vault.seal(secret, secretContext(id)),
        created_at: now,
        updated_at: now,
      })
      .execute()
    // what was owed when the last connection ended is owed still
    await goOnOver(tx, id, now)
    await unpark(tx, id, now)
  } else {
    // conversations before connections, as turns and deliveries lock them
    await unpark(tx, present.id, now)
    await tx
      .updateTable('connections')
      .set({
        ...columnsOf(values),
        ...(values.token === null ? {} : tokenColumns(vault, present.id, values.token)),
        ...(values.channels === null ? {} : { channels: json(values.channels) }),
        ...(values.agents === null ? {} : { agents: json(values.agents) }),
        former_agent_ids: json(formerAgents(present, values.defaultAgent.id)),
        ...(values.publicKey === present.publicKey ? {} : { key_proved_at: null }),
        token_refused_at: null,
        // it has just been tested; whoever was told that it is broken is told that it works
        watch_at: now,
        probe_at: now,
        updated_at: now,
      })
      .where('id', '=', present.id)
      .execute()
  }
  const saved = await connectionOf(tx)
  if (saved === null) throw new Error('The connection that was just saved is not there')
  return saved
}

function formerAgents(before: StoredConnection, agentId: string): string[] {
  return [...new Set([...before.formerAgentIds, before.defaultAgent.id])].filter((id) => id !== agentId)
}

export async function changeConnection(
  tx: Tx,
  id: string,
  change: {
    autoHandle?: boolean
    filters?: Filters
    publicKey?: string | null
    forwardUrl?: string | null
    checks?: Check[]
  },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('connections')
    .set({
      updated_at: now,
      ...(change.autoHandle === undefined ? {} : { auto_handle: change.autoHandle }),
      ...(change.filters === undefined ? {} : { filters: json(change.filters) }),
      ...(change.publicKey === undefined ? {} : { public_key: change.publicKey, key_proved_at: null }),
      ...(change.forwardUrl === undefined ? {} : { forward_url: change.forwardUrl }),
      ...(change.checks === undefined ? {} : { checks: json(change.checks) }),
    })
    .where('id', '=', id)
    .execute()
}

/** Whom Freshchat names for what the token does. */
export async function noteTokenAgent(tx: Tx, id: string, agentId: string): Promise<void> {
  await tx.updateTable('connections').set({ token_agent_id: agentId }).where('id', '=', id).execute()
}

/** A check failed in the middle of work: its result takes the place of the last one. */
export async function failCheck(tx: Tx, id: string, check: Check): Promise<void> {
  const row = await tx.selectFrom('connections').select('checks').where('id', '=', id).executeTakeFirst()
  const others = ((row?.checks ?? []) as Check[]).filter(({ name }) => name !== check.name) // as in connectionFrom
  await tx
    .updateTable('connections')
    .set({ checks: json([...others, check]) })
    .where('id', '=', id)
    .execute()
}

/** Its sessions stay, its secret is never used again; false when nothing was connected. */
export async function disconnect(tx: Tx, now: Date): Promise<boolean> {
  const ended = await tx
    .updateTable('connections')
    .set({ disconnected_at: now, updated_at: now, forward_url: null })
    .where('disconnected_at', 'is', null)
    .returning('id')
    .execute()
  for (const { id } of ended) await endForwarding(tx, id)
  return ended.length > 0
}

function columnsOf(values: ConnectionValues) {
  return {
    domain: values.domain,
    base_url: values.baseUrl,
    account_id: values.accountId,
    app_id: values.appId,
    agent_id: values.defaultAgent.id,
    agent_email: values.defaultAgent.email,
    agent_name: values.defaultAgent.name,
    public_key: values.publicKey,
    auto_handle: values.autoHandle,
    filters: json(values.filters),
    checks: json(values.checks),
  }
}

function connectionFrom(row: Selectable<Schema['connections']>): StoredConnection {
  return {
    id: row.id,
    organizationId: row.organization_id,
    domain: row.domain,
    baseUrl: row.base_url,
    defaultAgent: { id: row.agent_id, email: row.agent_email, name: row.agent_name },
    formerAgentIds: row.former_agent_ids,
    autoHandle: row.auto_handle,
    filters: row.filters,
    channels: row.channels,
    agents: row.agents,
    publicKey: row.public_key,
    isKeyProved: row.key_proved_at !== null,
    tokenSealed: row.token_sealed,
    tokenAgentId: row.token_agent_id,
    tokenEndsWith: row.token_ends_with,
    secretSealed: row.secret_sealed,
    checks: row.checks as Check[], // written by columnsOf and changeConnection only
    unheardSince: row.unheard_since,
    drift: row.drift,
    tokenRefusedAt: row.token_refused_at,
    forwardUrl: row.forward_url,
    updatedAt: row.updated_at,
    disconnectedAt: row.disconnected_at,
  }
}
