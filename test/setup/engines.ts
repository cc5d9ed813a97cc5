import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { inject } from 'vitest'
import { type OpenDatabase, openPglite, openPostgres } from '../../src/store/database.ts'
import { databaseUrl, TEMPLATE } from './global.ts'
import { query } from './postgres.ts'

export type Engine = 'pglite' | 'postgres'

/** The engines that stories run on: both, wherever there is a PostgreSQL. */
export const engines: Engine[] = inject('postgresUrl') === null ? ['pglite'] : ['pglite', 'postgres']

export interface TestDatabase {
  opened: OpenDatabase
  /** For further instances on the same database; null on the embedded engine, which has one process. */
  url: string | null
  drop(): Promise<void>
}

/** A database of its own with the schema in place. */
export async function freshDatabase(engine: Engine): Promise<TestDatabase> {
  if (engine === 'pglite') {
    const snapshot = new Blob([readFileSync(inject('pgliteSnapshot'))])
    const opened = await openPglite(null, snapshot)
    return { opened, url: null, drop: opened.close }
  }
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
