import type { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { storableJson } from '../storable.ts'
import { gatheringSocket } from './gathered.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { overlapping, pipelined, sendAhead } from './pipeline.ts'
import type { Schema } from './schema.ts'

export type Database = Kysely<Schema>
export type Tx = Transaction<Schema>

/** An open database, with what the engine behind it can do. */
export interface OpenDatabase {
  database: Database
  engine: 'pglite' | 'postgres'
  close(): Promise<void>
}

const INT8 = 20
const STATEMENT_TIMEOUT_MS = 15_000
/** An instance that stands still within a transaction holds up the others no longer than this. */
const IDLE_TIMEOUT_MS = 5_000

/**
 * PGlite in this process. One session: transactions wait for each other, so a helper inside a transaction
 * must use that transaction, never the database. `dataDir` null keeps everything in memory.
 * The caller holds the folder's lock: two opens of one folder corrupt it (measured).
 */
export async function openPglite(
  dataDir: string | null,
  from?: Blob,
): Promise<OpenDatabase & { pglite: PGlite }> {
  // loaded by whoever uses it: an install on PostgreSQL does without
  const { PGlite } = await import('@electric-sql/pglite')
  const pglite = await PGlite.create({
    ...(dataDir === null ? {} : { dataDir }),
    ...(from === undefined ? {} : { loadDataDir: from }),
    parsers: { [INT8]: Number },
  })
  const database = new Kysely<Schema>({ dialect: oneAtATime(new PGliteDialect({ pglite })) })
  return { database, engine: 'pglite', pglite, close: () => database.destroy() }
}

/** A PostgreSQL 14+ that any number of instances may share. */
export function openPostgres(url: string, poolSize = 20): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    pipeline: true,
    stream: gatheringSocket,
    connectionTimeoutMillis: 10_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_TIMEOUT_MS,
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) },
  })
  // A backend that dies while idle raises here; the pool replaces it, and the next query says so if it cannot.
  pool.on('error', () => {})
  // One that dies between two queries of a transaction raises at itself, and would end the process; the transaction's next query fails.
  pool.on('connect', (client) => client.on('error', () => {}))
  const database = new Kysely<Schema>({ dialect: pipelined(new PostgresDialect({ pool })) })
  return { database, engine: 'postgres', close: () => database.destroy() }
}

/**
 * One transaction that sees and writes one organization's rows only: it takes the role `baton_app` and sets the organization.
 * Nothing but SQL may be awaited inside. A forgotten organization would see no rows at all.
 */
export function inOrganization<T>(
  database: Database,
  organizationId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return database.transaction().execute(async (tx) => {
    await enterOrganization(tx, organizationId)
    return work(await overlapping(tx))
  })
}

/** The same for one that only reads, which PostgreSQL sees to: nobody waits for its end. */
export function readInOrganization<T>(
  database: Database,
  organizationId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return database
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      await enterOrganization(tx, organizationId)
      return work(await overlapping(tx))
    })
}

/** The rest of a transaction is the organization's; what came before it (better-auth's tables) is committed with it. */
export async function enterOrganization(tx: Tx, organizationId: string): Promise<void> {
  await sendAhead(
    tx,
    sql`select set_config('role', 'baton_app', true), set_config('app.organization_id', ${organizationId}, true)`,
  )
}

/** One transaction that reads what comes before an organization is known: secret hashes and due ids, nothing else. */
export function asSystem<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return database
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sendAhead(tx, sql`select set_config('role', 'baton_system', true)`)
      return work(await overlapping(tx))
    })
}

/** A value for a jsonb column, without what jsonb refuses. Both drivers take the text; a bare array would become a PostgreSQL array. */
export function json(value: unknown) {
  return sql<string>`${JSON.stringify(storableJson(value))}::jsonb`
}
