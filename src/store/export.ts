import { sql } from 'kysely'
import {
  type CarriedTable,
  carriedTables,
  leaveOrganization,
  rowText,
  sequenceNames,
  spellAlike,
} from './carried.ts'
import { type Database, enterOrganization, type Tx } from './database.ts'
import { lastMigration } from './migrate.ts'
import { SEALED_COLUMNS } from './sealed.ts'

const ROWS_AT_ONCE = 500

/** What an install holds, piece by piece. */
export interface Carrier {
  begins(of: { migration: string; keys: string[] }): Promise<void>
  table(name: string, columns: string[]): Promise<void>
  /** As `rowText` spells them. */
  rows(texts: string[]): Promise<void>
  tableEnds(name: string): Promise<void>
  sequence(name: string, value: string, isCalled: boolean): Promise<void>
}

/**
 * Everything as it was at one moment, whatever goes on meanwhile. Within the transaction more is awaited than SQL, which is allowed to
 * nobody else: it locks no row, and on the embedded engine nobody else is there.
 */
export async function exportAll(database: Database, to: Carrier): Promise<void> {
  await database.transaction().execute(async (tx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(tx)
    await spellAlike(tx)
    const organizations = await tx.selectFrom('organization').select('id').orderBy('id').execute()
    const ids = organizations.map(({ id }) => id)
    const tables = await carriedTables(tx)
    await to.begins({ migration: (await lastMigration(tx)) ?? '', keys: await sealingKeys(tx, tables, ids) })
    for (const table of tables) {
      await to.table(
        table.name,
        table.columns.map(({ name }) => name),
      )
      await forEachOwner(tx, table, ids, () => readAll(tx, table, to))
      await to.tableEnds(table.name)
    }
    for (const name of await sequenceNames(tx)) {
      const { rows } = await sql<{ value: string; isCalled: boolean }>`
        select last_value::text as value, is_called as "isCalled" from ${sql.table(name)}`.execute(tx)
      for (const { value, isCalled } of rows) await to.sequence(name, value, isCalled)
    }
  })
}

/** Those of a table without a policy are nobody's, and read once. */
async function forEachOwner(
  tx: Tx,
  { hasPolicy }: CarriedTable,
  organizationIds: string[],
  work: () => Promise<void>,
): Promise<void> {
  if (!hasPolicy) return work()
  for (const id of organizationIds) {
    await enterOrganization(tx, id)
    await work()
  }
  await leaveOrganization(tx)
}

async function readAll(tx: Tx, { name, columns }: CarriedTable, to: Carrier): Promise<void> {
  await sql`declare carried no scroll cursor for select ${rowText(columns)} as row from ${sql.table(name)}`.execute(
    tx,
  )
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(ROWS_AT_ONCE)} from carried`.execute(tx)
    if (rows.length > 0) await to.rows(rows.map(({ row }) => row))
    if (rows.length < ROWS_AT_ONCE) break
  }
  await sql`close carried`.execute(tx)
}

/** The ids of the keys (secret.ts) that something is sealed with. */
async function sealingKeys(tx: Tx, tables: CarriedTable[], organizationIds: string[]): Promise<string[]> {
  const keys = new Set<string>()
  for (const place of SEALED_COLUMNS) {
    const [name, column] = place.split('.')
    const table = tables.find((each) => each.name === name)
    if (table === undefined || column === undefined) throw new Error(`There is no ${place}`)
    await forEachOwner(tx, table, organizationIds, async () => {
      const { rows } = await sql<{ key: string }>`
        select distinct found[1] as key from ${sql.table(table.name)},
          regexp_matches(${sql.ref(column)}::text, 'v1\\.([0-9a-f]{8})\\.', 'g') as found`.execute(tx)
      for (const { key } of rows) keys.add(key)
    })
  }
  return [...keys].sort()
}
