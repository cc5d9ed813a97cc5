import { sql } from 'kysely'
import { type CarriedTable, carriedTables, leaveOrganization, rowText, spellAlike } from './carried.ts'
import { type Database, enterOrganization, type Tx } from './database.ts'
import { oweAllWords } from './session-words.ts'

/** Takes in what an export carries; see `importAll`. */
export interface Importer {
  /** null: this install has no such table. */
  table(name: string): CarriedTable | null
  /** Rows of one owner: of the organization, or (null) of none. `columns`: which of the table's they hold, in their order. */
  rows(table: CarriedTable, columns: string[], organizationId: string | null, texts: string[]): Promise<void>
  sequence(name: string, value: string, isCalled: boolean): Promise<void>
  /** What stands in the table by now, counted and summed as `rowSum` does. */
  counted(
    table: CarriedTable,
    columns: string[],
    organizationIds: string[],
  ): Promise<{ rows: number; sum: bigint }>
}

/**
 * One transaction: all of it, or nothing. While it lasts, references are looked at in the end (messages and steps name each other),
 * and triggers rest, which would note each row as news. As with `exportAll`, more than SQL is awaited within.
 */
export async function importAll(
  database: Database,
  work: (importer: Importer) => Promise<void>,
): Promise<void> {
  await database.transaction().execute(async (tx) => {
    await spellAlike(tx)
    const tables = await carriedTables(tx)
    const references = await firmReferences(tx)
    for (const { table, name } of references)
      await sql`alter table ${sql.table(table)} alter constraint ${sql.ref(name)} deferrable initially deferred`.execute(
        tx,
      )
    for (const { name } of tables) await sql`alter table ${sql.table(name)} disable trigger user`.execute(tx)
    // the locks are ours now: nobody has moved in meanwhile
    if (!(await isEmpty(tx))) throw new NotEmpty('There is data in this database already.')

    await work(importerOf(tx, tables))

    await oweWords(tx)
    await leaveOrganization(tx)
    await sql`set constraints all immediate`.execute(tx)
    for (const { name } of tables) await sql`alter table ${sql.table(name)} enable trigger user`.execute(tx)
    for (const { table, name } of references)
      await sql`alter table ${sql.table(table)} alter constraint ${sql.ref(name)} not deferrable`.execute(tx)
  })
}

export class NotEmpty extends Error {
  override name = 'NotEmpty'
}

/** What belongs to an organization is gone with it, so whatever has no owner tells. A database without our tables is empty, too. */
export async function isEmpty(database: Database): Promise<boolean> {
  for (const { name, hasPolicy } of await carriedTables(database)) {
    if (hasPolicy) continue
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(database)
    if (rows.length > 0) return false
  }
  return true
}

function importerOf(tx: Tx, tables: CarriedTable[]): Importer {
  const enter = (organizationId: string | null) =>
    organizationId === null ? leaveOrganization(tx) : enterOrganization(tx, organizationId)
  const chosen = (table: CarriedTable, columns: string[]) =>
    columns.map((column) => {
      const known = table.columns.find(({ name }) => name === column)
      if (known === undefined) throw new Error(`There is no column ${table.name}.${column}`)
      return known
    })
  return {
    table: (name) => tables.find((each) => each.name === name) ?? null,
    async rows(table, columns, organizationId, texts) {
      await enter(organizationId)
      const names = columns.map((column) => sql.ref(column))
      const values = chosen(table, columns).map(
        ({ type }, index) => sql`(fields ->> ${sql.lit(index)})::${sql.raw(type)}`,
      )
      await sql`insert into ${sql.table(table.name)} (${sql.join(names)}) overriding system value
        select ${sql.join(values)} from json_array_elements(${`[${texts.join(',')}]`}::json)
          with ordinality as listed(fields, position) order by position`.execute(tx)
    },
    async sequence(name, value, isCalled) {
      await leaveOrganization(tx)
      await sql`select setval(${name}::regclass, ${value}::bigint, ${isCalled})`.execute(tx)
    },
    async counted(table, columns, organizationIds) {
      const total = { rows: 0, sum: 0n }
      for (const owner of table.hasPolicy ? organizationIds : [null]) {
        await enter(owner)
        const { rows } = await sql<{ rows: string; sum: string }>`
          select count(*)::text as rows, coalesce(sum(
            ('x' || left(encode(sha256(convert_to(row, 'UTF8')), 'hex'), 15))::bit(60)::bigint), 0)::text as sum
          from (select ${rowText(chosen(table, columns))} as row from ${sql.table(table.name)}) as all_rows`.execute(
          tx,
        )
        for (const { rows: count, sum } of rows) {
          total.rows += Number(count)
          total.sum += BigInt(sum)
        }
      }
      return total
    },
  }
}

/** What is not carried is written anew; the migration sees to it where the file is of a release that had none. */
async function oweWords(tx: Tx): Promise<void> {
  await leaveOrganization(tx)
  const { rows } = await sql`select where to_regclass('public.session_words_owed') is not null`.execute(tx)
  if (rows.length === 0) return
  for (const { id } of await tx.selectFrom('organization').select('id').execute()) {
    await enterOrganization(tx, id)
    await oweAllWords(tx)
  }
}

/** References that are looked at with each row. */
async function firmReferences(tx: Tx): Promise<{ table: string; name: string }[]> {
  const { rows } = await sql<{ table: string; name: string }>`
    select c.relname as table, r.conname as name from pg_constraint r join pg_class c on c.oid = r.conrelid
    where r.contype = 'f' and not r.condeferrable and c.relnamespace = 'public'::regnamespace
    order by 1, 2`.execute(tx)
  return rows
}
