import type { Config } from '../config.ts'
import { createVault } from '../secret.ts'
import { secretIn } from '../secret-file.ts'
import type { CarriedTable } from '../store/carried.ts'
import type { Database } from '../store/database.ts'
import { type Importer, importAll, isEmpty, NotEmpty } from '../store/import.ts'
import { lastMigration, migrate, migrationNames } from '../store/migrate.ts'
import { VERSION } from '../version.ts'
import { CommandFault } from './ask-server.ts'
import { damaged, FORMAT, type Header, type Line, openFileOf, rowSum } from './carried-file.ts'
import { withDatabase } from './open-install.ts'

/** `baton import FILE`: what an export holds, into an install that is empty. All of it, or nothing. */
export async function importFrom(
  config: Config,
  path: string | null,
): Promise<{ lines: string[]; isDone: boolean }> {
  if (path === null) throw new CommandFault('Which file?', 'Name one: baton import baton.ndjson.gz')
  const kept = async () => [await secretIn(config.dataDir).catch(() => null)].filter((one) => one !== null)
  const secrets = config.secrets ?? (await kept())
  const { header, rows, tables } = await withDatabase(config, (database) =>
    importInto(database, secrets, path),
  )
  return {
    lines: [
      `${rows} rows of ${tables} tables are in place, exported by Baton ${header.version} at ${header.exportedAt}.`,
      'Start Baton; leave the one that it came from stopped.',
    ],
    isDone: true,
  }
}

/** Throws CommandFault, and nothing was imported then. */
export async function importInto(
  database: Database,
  secrets: Buffer[],
  path: string,
): Promise<{ header: Header } & Counts> {
  const file = await openFileOf(path)
  try {
    await refuseUnreadable(secrets, path, file.header)
    await makeRoom(database, file.header)
    const counts = await takeIn(database, path, file.lines())
    // what the file's own release had not done yet
    await migrate(database)
    return { header: file.header, ...counts }
  } finally {
    file.close()
  }
}

async function refuseUnreadable(secrets: Buffer[], path: string, header: Header): Promise<void> {
  if (header.format !== FORMAT || !(await migrationNames()).includes(header.migration))
    throw new CommandFault(
      `${path} was written by Baton ${header.version}, which is newer than this one (${VERSION}).`,
      'Import it with that Baton, or a newer one.',
    )
  if (header.keys.length === 0) return
  const vault = secrets.length === 0 ? null : createVault(secrets)
  if (!header.keys.every((key) => vault?.knowsKeyOf(`v1.${key}.`)))
    throw new CommandFault(
      'What is sealed in it (tokens, model keys) was sealed with a secret that this install does not have.',
      'Set BATON_SECRET to the one of the install that it came from (embedded: its BATON_DATA/secret), several comma-separated.',
    )
}

/** The schema as it was where the file comes from, and nothing in it. */
async function makeRoom(database: Database, { migration }: Header): Promise<void> {
  if (!(await isEmpty(database))) throw notEmpty()
  const present = await lastMigration(database)
  if (present !== null && present > migration)
    throw new CommandFault(
      `The file is of an older Baton (${migration}) than this database (${present}).`,
      'Use a database that no Baton has been started on: import brings it up to date itself.',
    )
  await migrate(database, migration)
}

function notEmpty(): CommandFault {
  return new CommandFault(
    'There is data in this database already.',
    'Import into an empty one: a new BATON_DATA, or a DATABASE_URL that no Baton has been started on.',
  )
}

interface Counts {
  tables: number
  rows: number
}

async function takeIn(database: Database, path: string, lines: AsyncGenerator<Line>): Promise<Counts> {
  const total: Counts = { tables: 0, rows: 0 }
  try {
    await importAll(database, async (importer) => {
      let open: OpenTable | null = null
      for await (const line of lines) {
        if ('row' in line) {
          if (open === null || line.row.length !== open.columns.length) throw damaged(path)
          await open.add(line.row, line.text)
        } else if ('table' in line) {
          if (open !== null) throw damaged(path)
          open = openTable(importer, path, line.table, line.columns)
        } else if ('end' in line) {
          if (open?.table.name !== line.end) throw damaged(path)
          await open.end(line)
          total.tables += 1
          total.rows += line.rows
          open = null
        } else if ('sequence' in line) {
          await importer.sequence(line.sequence, line.value, line.isCalled)
        } else if (open !== null || line.tables !== total.tables || line.rows !== total.rows)
          throw damaged(path)
      }
    })
  } catch (fault) {
    if (fault instanceof NotEmpty) throw notEmpty()
    throw fault
  }
  return total
}

interface OpenTable {
  table: CarriedTable
  columns: string[]
  add(row: (string | null)[], text: string): Promise<void>
  /** Throws CommandFault where what stands in the database now is not what the file says. */
  end(expected: { rows: number; sum: string }): Promise<void>
}

const CHARACTERS_AT_ONCE = 500_000
const ROWS_AT_ONCE = 500

function openTable(importer: Importer, path: string, name: string, columns: string[]): OpenTable {
  const table = importer.table(name)
  if (table === null || columns.some((column) => !table.columns.some((each) => each.name === column)))
    throw damaged(path)
  const ownerAt = table.hasPolicy ? columns.indexOf('organization_id') : -1
  const owners = new Set<string>()
  const read = { rows: 0, sum: 0n }
  let owner: string | null = null
  let waiting: string[] = []
  let characters = 0
  const flush = async () => {
    if (waiting.length > 0) await importer.rows(table, columns, owner, waiting)
    waiting = []
    characters = 0
  }
  return {
    table,
    columns,
    async add(row, text) {
      const its = ownerAt < 0 ? null : (row[ownerAt] ?? null)
      if (its !== owner) await flush()
      owner = its
      if (its !== null) owners.add(its)
      waiting.push(text)
      characters += text.length
      read.rows += 1
      read.sum += rowSum([text])
      if (waiting.length >= ROWS_AT_ONCE || characters >= CHARACTERS_AT_ONCE) await flush()
    },
    async end({ rows, sum }) {
      await flush()
      if (read.rows !== rows || read.sum !== BigInt(sum)) throw damaged(path)
      const stored = await importer.counted(table, columns, [...owners])
      if (stored.rows !== rows || stored.sum !== read.sum)
        throw new CommandFault(
          `${name} did not come out as it is in the file. Nothing was imported.`,
          'Please tell us, with the versions of both databases.',
        )
    },
  }
}
