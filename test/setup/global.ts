import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openPglite, openPostgres } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openTestPostgres, query } from './postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PGlite folder with the schema in place, packed: opening a copy is ten times faster than a first start. */
    pgliteSnapshot: string
    /** null: there is no PostgreSQL here. */
    postgresUrl: string | null
  }
}

export const TEMPLATE = 'baton_template'

/** Once per run: both engines with the schema in place, to be copied for each world. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-test-'))
  const snapshot = join(folder, 'pglite.tar')
  const embedded = await openPglite(null)
  await migrate(embedded.database)
  writeFileSync(snapshot, Buffer.from(await (await embedded.pglite.dumpDataDir('none')).arrayBuffer()))
  await embedded.close()

  const postgres = await openTestPostgres()
  if (postgres === null) {
    const line =
      'No PostgreSQL here: set DATABASE_URL or install the package postgresql; stories run on the embedded engine only.'
    if (process.env.CI) throw new Error(line)
    process.stderr.write(`${line}\n`)
  } else {
    await query(postgres.url, `drop database if exists ${TEMPLATE}`)
    await query(postgres.url, `create database ${TEMPLATE}`)
    const template = openPostgres(databaseUrl(postgres.url, TEMPLATE))
    await migrate(template.database)
    await template.close()
  }

  project.provide('pgliteSnapshot', snapshot)
  project.provide('postgresUrl', postgres?.url ?? null)
  return async () => {
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

export function databaseUrl(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
