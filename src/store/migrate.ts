import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Database } from './database.ts'

/** Brings the schema up to date; safe to call from several instances at once (Kysely takes an advisory lock). Throws on the first fault. */
export async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

async function getMigrations(): Promise<Record<string, Migration>> {
  const folder = migrationsFolder()
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const entries = names.map(async (name): Promise<[string, Migration]> => {
    const statements = statementsOf(await readFile(join(folder, name), 'utf8'))
    const up: Migration['up'] = async (tx) => {
      for (const statement of statements) await sql.raw(statement).execute(tx)
    }
    return [name.replace(/\.sql$/, ''), { up }]
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** PGlite takes one statement at a time: our files set them apart by an empty line after the semicolon. */
function statementsOf(text: string): string[] {
  return text
    .split(/;\r?\n(?=\r?\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replace(/^--.*$/gm, '').trim() !== '')
}

/** `migrations/` beside `src/` (development, tests) and beside `dist/` (built): two or one levels up. */
function migrationsFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const found = [join(here, '../migrations'), join(here, '../../migrations')].find((folder) =>
    existsSync(folder),
  )
  if (found === undefined) throw new Error('The folder migrations/ is missing beside the program')
  return found
}
