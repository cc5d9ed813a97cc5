import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Database } from './database.ts'

/**
 * Brings the schema up to date, or to the migration `until`. All that is missing runs in one transaction, under an advisory lock: of
 * several instances that start at once one migrates, and the others wait for it. Throws on the first fault, and nothing has changed then.
 */
export async function migrate(database: Database, until: string | null = null): Promise<void> {
  const newer = await ranElsewhere(database)
  const getAll = async () => ({ ...(await getMigrations()), ...newer })
  const migrator = new Migrator({ db: database, provider: { getMigrations: getAll } })
  const { error } = until === null ? await migrator.migrateToLatest() : await migrator.migrateTo(until)
  if (error) throw error
}

/**
 * Migrations of a newer release that have run here. The release before it works on its schema (docs/operations.md), so that one can go
 * back to it, or start the new one beside it; the migrator would take what it does not know for damage.
 */
async function ranElsewhere(database: Database): Promise<Record<string, Migration>> {
  const ours = new Set(await migrationNames())
  const ran = await ranMigrations(database)
  const neverRunsHere: Migration = { up: async () => {} }
  return Object.fromEntries(ran.filter((name) => !ours.has(name)).map((name) => [name, neverRunsHere]))
}

/** In the order in which they run. */
export async function migrationNames(): Promise<string[]> {
  return Object.keys(await getMigrations())
}

/** The last one that has run; null on a database that none has. */
export async function lastMigration(database: Database): Promise<string | null> {
  return (await ranMigrations(database)).at(-1) ?? null
}

async function ranMigrations(database: Database): Promise<string[]> {
  const { rows: known } =
    await sql`select 1 where to_regclass('public.kysely_migration') is not null`.execute(database)
  if (known.length === 0) return []
  const { rows } = await sql<{
    name: string
  }>`select name from kysely_migration order by name collate "C"`.execute(database)
  return rows.map(({ name }) => name)
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
