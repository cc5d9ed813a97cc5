import { sql } from 'kysely'
import type { Database, Tx } from './database.ts'

/**
 * WHAT AN EXPORT CARRIES: every table of the schema that does not stand here, so that a new table is carried unless somebody says why not.
 */
export const LEFT_BEHIND: Record<string, string> = {
  kysely_migration: 'which migrations have run: whoever imports runs the same',
  kysely_migration_lock: 'who migrates',
  changes:
    'a day of news for whoever watches live, in the order of this database’s own transactions: they are told to read afresh',
  session_words: 'what sessions are found by: written anew in the background from what is carried',
  session_words_owed: 'whose words are still to be written: after an import all',
  opinions: 'what phrasings taught: learnt anew in the background from what is carried',
}

export interface CarriedTable {
  name: string
  /** Under a policy: its rows are read and written as the organization they belong to. */
  hasPolicy: boolean
  /** Those that hold something: what is computed from others is computed again. */
  columns: { name: string; type: string }[]
}

/** In the order of their names. */
export async function carriedTables(tx: Database): Promise<CarriedTable[]> {
  const { rows } = await sql<{ table: string; hasPolicy: boolean; column: string; type: string }>`
    select c.relname as table, c.relrowsecurity as "hasPolicy", a.attname as column,
      format_type(a.atttypid, a.atttypmod) as type
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      -- an extension's are not ours
      and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')
    order by c.relname collate "C", a.attnum`.execute(tx)
  const tables = new Map<string, CarriedTable>()
  for (const { table, hasPolicy, column, type } of rows) {
    if (table in LEFT_BEHIND) continue
    const known = tables.get(table) ?? { name: table, hasPolicy, columns: [] }
    known.columns.push({ name: column, type })
    tables.set(table, known)
  }
  return [...tables.values()]
}

export async function sequenceNames(tx: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'S' and relnamespace = 'public'::regnamespace order by relname collate "C"`.execute(tx)
  return rows.map(({ name }) => name)
}

/** A row as JSON text: the list of its fields, each in PostgreSQL's own spelling of its type, so that nothing is rounded on the way. */
export function rowText(columns: readonly { name: string }[]) {
  const fields = columns.map(({ name }) => sql`${sql.ref(name)}::text`)
  return sql<string>`json_build_array(${sql.join(fields)})::text`
}

/** From one session, database and version to another a value is spelt the same, and a long one may take its time. */
export async function spellAlike(tx: Tx): Promise<void> {
  await sql`select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO', true),
    set_config('intervalstyle', 'postgres', true), set_config('extra_float_digits', '1', true),
    set_config('bytea_output', 'hex', true), set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`.execute(tx)
}

/** The rest of a transaction is the login user's again. */
export async function leaveOrganization(tx: Tx): Promise<void> {
  await sql`select set_config('role', 'none', true), set_config('app.organization_id', '', true)`.execute(tx)
}
