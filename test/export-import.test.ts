import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { exportDatabase } from '../src/command/export.ts'
import { importInto } from '../src/command/import.ts'
import { carriedTables, LEFT_BEHIND } from '../src/store/carried.ts'
import { type Database, inOrganization, openPglite } from '../src/store/database.ts'
import { lastMigration, migrate, migrationNames } from '../src/store/migrate.ts'
import { createFirstOrganization, organizationName } from '../src/store/organizations.ts'
import { proposeSecondFactor, secondFactorContext } from '../src/store/second-factors.ts'
import { type Engine, engines, freshDatabase } from './setup/engines.ts'
import { fillEveryTable } from './setup/every-table.ts'
import { createWorld } from './setup/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'baton-carried-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const OLDER = '0022_suggested_phrasings'
const newFile = () => join(folder, `${randomBytes(6).toString('hex')}.ndjson.gz`)

const ways = engines.flatMap((from) => engines.map((to): [Engine, Engine] => [from, to]))

/** Every field of every row of every carried table, in an order of our own. */
async function everything(database: Database): Promise<Record<string, string[]>> {
  const organizations = await database.selectFrom('organization').select('id').execute()
  const found: Record<string, string[]> = {}
  for (const { name, hasPolicy } of await carriedTables(database)) {
    const read = async (db: Database) =>
      (
        await sql<{
          row: string
        }>`select to_jsonb(each)::text as row from ${sql.table(name)} as each`.execute(db)
      ).rows
    const rows = hasPolicy
      ? (await Promise.all(organizations.map(({ id }) => inOrganization(database, id, read)))).flat()
      : await read(database)
    found[name] = rows.map(({ row }) => row).sort()
  }
  return found
}

/** What holds of the tables, and rests while an import lasts. */
async function guarantees(database: Database): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint where connamespace = 'public'::regnamespace
    union all select tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
    order by 1`.execute(database)
  return rows.map(({ line }) => line)
}

interface Exported {
  file: string
  secret: Buffer
  held: Record<string, string[]>
  nextTicket: number
  said: { tables: number; rows: number }
}

/** A filled install takes as long as a story: one for each engine. */
const exported = new Map<Engine, Promise<Exported>>()
const exportOf = (engine: Engine): Promise<Exported> => {
  const made = exported.get(engine) ?? exportFilled(engine)
  exported.set(engine, made)
  return made
}

async function exportFilled(engine: Engine): Promise<Exported> {
  await using world = await createWorld({ engine })
  await fillEveryTable(world)
  const { database } = world.database.opened
  const { id } = await database.selectFrom('auth_user').select('id').executeTakeFirstOrThrow()
  const sealed = world.baton.app.vault.seal('JBSWY3DPEHPK3PXP', secondFactorContext(id))
  await proposeSecondFactor(database, id, sealed)
  // whatever it does in the background would change what is compared
  await world.baton.stop()
  const file = newFile()
  const said = await exportDatabase(database, file, new Date())
  const secret = Buffer.from(world.secret, 'base64')
  return { file, secret, said, held: await everything(database), nextTicket: await nextTicket(database) }
}

async function nextTicket(database: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`select nextval('ticket_numbers')::int as n`.execute(database)
  return rows[0]?.n ?? 0
}

interface Target extends AsyncDisposable {
  database: Database
}

async function emptyInstall(engine: Engine): Promise<Target> {
  const { opened, drop } = await freshDatabase(engine)
  return { database: opened.database, [Symbol.asyncDispose]: drop }
}

const isEmptyStill = async ({ database }: Target) =>
  Object.values(await everything(database)).every((rows) => rows.length === 0)

describe.each(ways)('from %s to %s', (from, to) => {
  test('every row of every table comes out as it was, and every guarantee is in force again', async () => {
    const { file, secret, held, said, ...source } = await exportOf(from)
    await using target = await emptyInstall(to)
    const promised = await guarantees(target.database)

    expect(await importInto(target.database, [secret], file)).toMatchObject(said)

    expect(await everything(target.database)).toEqual(held)
    expect(await guarantees(target.database)).toEqual(promised)
    expect(await nextTicket(target.database)).toBe(source.nextTicket)
    // what is left behind is written anew by whoever needs it
    for (const name of ['changes', 'opinions', 'session_words'])
      expect((await sql`select 1 from ${sql.table(name)}`.execute(target.database)).rows).toEqual([])
  })
})

describe.each(engines)('an import on %s', (engine) => {
  test('whatever is no whole export leaves the install empty, and is told what it is', async () => {
    const { file, secret } = await exportOf(engine)
    await using target = await emptyInstall(engine)
    const whole = readFileSync(file)
    const lines = gunzipSync(whole).toString().trimEnd().split('\n')
    const attempt = async (bytes: Buffer | string[]) => {
      const broken = newFile()
      writeFileSync(broken, Array.isArray(bytes) ? gzipSync(`${bytes.join('\n')}\n`) : bytes)
      const fault = await importInto(target.database, [secret], broken).catch((error) => error)
      expect(await isEmptyStill(target)).toBe(true)
      return String(fault)
    }
    const header = JSON.parse(lines[0] ?? '')
    const headed = (fields: object) => lines.with(0, JSON.stringify({ ...header, ...fields }))
    const row = lines.findIndex((line) => line.startsWith('{"table":"messages"')) + 1
    const robbed = lines.with(row, (lines[row] ?? '').replace('delivery', 'robbery'))

    expect(await attempt(whole.subarray(0, whole.length - 4))).toMatch(/its end is missing/)
    expect(await attempt(whole.subarray(0, whole.length / 2))).toMatch(/its end is missing/)
    expect(await attempt(lines.slice(0, -1))).toMatch(/its end is missing/)
    expect(await attempt(lines.slice(0, row + 1))).toMatch(/its end is missing/)
    expect(await attempt([...lines, lines[row] ?? ''])).toMatch(/is damaged/)
    expect(await attempt(lines.toSpliced(row, 1))).toMatch(/is damaged/)
    expect(await attempt(robbed)).toMatch(/is damaged/)
    expect(await attempt(Buffer.from('{"baton":"export"}'))).toMatch(/no export of Baton’s/)
    expect(await attempt(['hello'])).toMatch(/no export of Baton’s/)
    expect(await attempt(headed({ migration: '9999_tomorrow', version: '7.0.0' }))).toMatch(
      /Baton 7\.0\.0, which is newer/,
    )
    expect(await attempt(headed({ format: 2 }))).toMatch(/which is newer/)
    expect(await attempt(headed({ migration: OLDER }))).toMatch(/an older Baton/)
    await importInto(target.database, [secret], file)
  })

  test('nothing is taken in without the secret that it was sealed with; an older one of several will do', async () => {
    const { file, secret } = await exportOf(engine)
    await using target = await emptyInstall(engine)
    for (const secrets of [[], [randomBytes(32)]]) {
      await expect(importInto(target.database, secrets, file)).rejects.toThrow(
        /with a secret that this install does not have/,
      )
      expect(await isEmptyStill(target)).toBe(true)
    }
    await importInto(target.database, [randomBytes(32), secret], file)
  })

  test('an install that holds something takes nothing in, and a file that is there is not written over', async () => {
    const { file, secret, held } = await exportOf(engine)
    await using target = await emptyInstall(engine)
    const { database } = target
    await importInto(database, [secret], file)

    await expect(importInto(database, [secret], file)).rejects.toThrow(/There is data in this database/)
    expect(await everything(database)).toEqual(held)
    const bytes = readFileSync(file)
    await expect(exportDatabase(database, file, new Date())).rejects.toThrow(/is there already/)
    expect(readFileSync(file)).toEqual(bytes)
  })

  test('what is not carried stands in the list of what is left behind, with its reason', async () => {
    await using target = await emptyInstall(engine)
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`.execute(
      target.database,
    )
    const carried = (await carriedTables(target.database)).map(({ name }) => name)
    expect([...carried, ...Object.keys(LEFT_BEHIND)].sort()).toEqual(rows.map(({ name }) => name).sort())
  })
})

test('what an older release exported is taken into a new database and brought up to date', async () => {
  const [older, newer] = [await openPglite(null), await openPglite(null)]
  await migrate(older.database, OLDER)
  await createFirstOrganization(older.database, 'Acme', new Date())
  const file = newFile()
  await exportDatabase(older.database, file, new Date())

  await importInto(newer.database, [], file)

  expect(await lastMigration(newer.database)).toBe((await migrationNames()).at(-1))
  const [{ id } = { id: '' }] = await newer.database.selectFrom('organization').select('id').execute()
  expect(await organizationName(newer.database, id)).toBe('Acme')
  await older.close()
  await newer.close()
})
