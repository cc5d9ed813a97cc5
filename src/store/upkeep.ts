import { sql } from 'kysely'
import type { Database } from './database.ts'

/**
 * A PostgreSQL cleans up by itself what updates and deletes leave, and learns what its tables hold (autovacuum). The embedded engine is
 * the same program without that process, and without the counters that it goes by.
 */

/** All that was ever written to the log, in bytes: what came since tells how much there is to clean up. */
export async function writtenBytes(database: Database): Promise<number> {
  const { rows } = await sql<{
    bytes: string
  }>`select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as bytes`.execute(database)
  return Number(rows[0]?.bytes ?? 0)
}

export async function everyTable(database: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname`.execute(database)
  return rows.map(({ name }) => name)
}

/** Everybody waits meanwhile: milliseconds, two seconds for millions of rows. */
export async function vacuum(database: Database, table: string): Promise<void> {
  await sql`vacuum (analyze) ${sql.table(table)}`.execute(database)
}
