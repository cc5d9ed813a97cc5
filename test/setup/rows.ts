import { sql } from 'kysely'
import { type Database, inOrganization } from '../../src/store/database.ts'
import type { World } from './world.ts'

interface Field {
  table: string
  column: string
  text: string
}

/** Every field of every row of every table as text, bodies of deliveries too. Under a policy it is read as the organization: nobody else may. */
async function fieldsOf(world: World): Promise<Field[]> {
  const { database } = world.database.opened
  const { rows: tables } = await sql<{ name: string; hasPolicy: boolean }>`
    select relname as name, relrowsecurity as "hasPolicy" from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace`.execute(database)
  const { organization } = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
  const all: Field[] = []
  for (const { name: table, hasPolicy } of tables) {
    const read = (db: Database) => sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db)
    const { rows } = hasPolicy ? await inOrganization(database, organization.id, read) : await read(database)
    for (const row of rows)
      for (const [column, value] of Object.entries(row)) {
        const text =
          value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : (JSON.stringify(value) ?? '')
        all.push({ table, column, text })
      }
  }
  return all
}

/** The tables in which any of these words stands, in whatever case. */
export async function tablesWith(world: World, words: string[]): Promise<string[]> {
  const isFound = ({ text }: Field) => words.some((word) => text.toLowerCase().includes(word.toLowerCase()))
  return distinct((await fieldsOf(world)).filter(isFound).map(({ table }) => table))
}

/** The columns, as `table.column`, in which such a text stands. */
export async function columnsWith(world: World, pattern: RegExp): Promise<string[]> {
  const found = (await fieldsOf(world)).filter(({ text }) => pattern.test(text))
  return distinct(found.map(({ table, column }) => `${table}.${column}`))
}

function distinct(names: string[]): string[] {
  return [...new Set(names)].sort()
}
