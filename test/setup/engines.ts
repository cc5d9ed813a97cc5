import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { inject } from 'vitest'
import { type OpenDatabase, openPglite, openPostgres } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { databaseUrl, TEMPLATE } from './global.ts'
import { type OwnPostgres, query } from './postgres.ts'

export type Engine = 'pglite' | 'postgres'

const both: Engine[] = inject('postgresUrl') === null ? ['pglite'] : ['pglite', 'postgres']

/** The engines that stories run on: both, wherever there is a PostgreSQL; `TEST_ENGINE` names the one to keep to. */
export const engines = both.filter((each) => both.length === 1 || (process.env.TEST_ENGINE ?? each) === each)

export interface TestDatabase {
  opened: OpenDatabase
  /** For further instances on the same database; null on the embedded engine, which has one process. */
  url: string | null
  drop(): Promise<void>
}

/** A database of its own with the schema in place. */
export async function freshDatabase(engine: Engine): Promise<TestDatabase> {
  if (engine === 'pglite') return freshEmbedded()
  const server = inject('postgresUrl')
  if (server === null) throw new Error('There is no PostgreSQL here')
  const name = `baton_${randomBytes(6).toString('hex')}`
  await query(server, `create database ${name} template ${TEMPLATE}`)
  const url = databaseUrl(server, name)
  const opened = openPostgres(url, 10)
  return {
    opened,
    url,
    async drop() {
      await opened.close()
      await query(server, `drop database ${name} with (force)`)
    },
  }
}

/** The same on a server of the story's own, which it may break. */
export async function databaseOn(server: OwnPostgres): Promise<TestDatabase> {
  await query(server.url, 'create database baton')
  const url = databaseUrl(server.url, 'baton')
  const opened = openPostgres(url, 10)
  await migrate(opened.database)
  return { opened, url, drop: opened.close }
}

/** One that a story has left behind, which the next one of this file takes over: to empty it takes a tenth of opening one. */
let left: OpenDatabase | null = null

async function freshEmbedded(): Promise<TestDatabase> {
  const opened = left ?? (await openPglite(null, new Blob([readFileSync(inject('pgliteSnapshot'))])))
  left = null
  return {
    opened,
    url: null,
    async drop() {
      await empty(opened)
      if (left === null) left = opened
      else await opened.close()
    },
  }
}

async function empty({ database }: OpenDatabase): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'kysely%'`.execute(
    database,
  )
  const all = sql.join(rows.map(({ name }) => sql.table(name)))
  await sql`truncate ${all} restart identity cascade`.execute(database)
  // those that no column owns
  const sequences = await sql<{ name: string }>`
    select relname as name from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace`.execute(
    database,
  )
  for (const { name } of sequences.rows)
    await sql`alter sequence ${sql.table(name)} restart`.execute(database)
}
