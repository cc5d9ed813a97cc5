import { sql } from 'kysely'
import { type Database, inOrganization } from '../../src/store/database.ts'
import type { World } from './world.ts'

/** Every row of every table as text, bodies of deliveries too. Those under a policy are read as the organization: nobody else may. */
async function rowsOf(world: World): Promise<{ table: string; text: string }[]> {
  const { database } = world.database.opened
  const { rows: tables } = await sql<{ name: string; hasPolicy: boolean }>`
    select relname as name, relrowsecurity as "hasPolicy" from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace`.execute(database)
  const { organization } = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
  const all = []
  for (const { name, hasPolicy } of tables) {
    const read = (db: Database) => sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db)
    const { rows } = hasPolicy ? await inOrganization(database, organization.id, read) : await read(database)
    for (const row of rows) {
      const values = Object.values(row).map((value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : JSON.stringify(value),
      )
      all.push({ table: name, text: values.join(' ').toLowerCase() })
    }
  }
  return all
}

/** The tables in which any of these words stands. */
export async function tablesWith(world: World, words: string[]): Promise<string[]> {
  const rows = await rowsOf(world)
  const found = rows.filter(({ text }) => words.some((word) => text.includes(word.toLowerCase())))
  return [...new Set(found.map(({ table }) => table))].sort()
}
