import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, inject, test } from 'vitest'
import { openPostgres } from '../src/store/database.ts'
import { migrate, migrationNames } from '../src/store/migrate.ts'
import { createFirstOrganization } from '../src/store/organizations.ts'
import { engines, freshDatabase } from './setup/engines.ts'
import { databaseUrl } from './setup/global.ts'
import { query } from './setup/postgres.ts'

const folder = join(import.meta.dirname, '../migrations')

/**
 * What breaks the release before, whose code still runs while instances are replaced one by one, and again after a way back. Such a thing
 * waits until the release that did without it is the one before: expand now, contract a release later.
 */
const BREAKING: [pattern: RegExp, what: string][] = [
  [/\bdrop table\b/, 'drops a table'],
  [/\bdrop column\b/, 'drops a column'],
  [/\bdrop (function|sequence|type|view)\b/, 'drops what code may call'],
  [/\brename\b/, 'renames'],
  [/\balter column \S+ (set data )?type\b/, 'changes a type'],
  [/\bset not null\b/, 'demands what old code may leave out'],
  [/\bdrop default\b/, 'takes a default away'],
  [/\brevoke\b/, 'takes a right away'],
  [/\btruncate\b|\bdelete from\b/, 'deletes rows'],
]

/** Before the first release there was no release before; each with its reason. From then on nothing is added here without a contracting release. */
const EXCEPTIONS: Record<string, string> = {
  '0005_watching: drops a column':
    'conversations.wake_at is computed, and added again in the same migration with one more reason to wake',
  '0026_session_words: deletes rows': 'within triggers, of a new table that the same migration makes',
  '0003_knowledge: deletes rows': 'within a trigger of a new table, when an organization is deleted',
}

/** What it does to tables that were there before, in words; statements about a table that it makes itself are no matter. */
function breaks(sqlText: string): string[] {
  const text = sqlText.replace(/--.*$/gm, '').toLowerCase()
  const made = new Set([...text.matchAll(/create table "?(\w+)"?/g)].map(([, name]) => name))
  return text.split(/;\s*\n/).flatMap((statement) => {
    const [, altered] = /alter table "?(\w+)"?/.exec(statement) ?? []
    if (altered !== undefined && made.has(altered)) return []
    const demands = [...statement.matchAll(/add column \w+ [^,]*?\bnot null\b[^,]*/g)].filter(
      ([column]) => !/\bdefault\b|\bgenerated\b/.test(column),
    )
    return [
      ...BREAKING.filter(([pattern]) => pattern.test(statement)).map(([, what]) => what),
      ...demands.map(() => 'adds a column that old code does not fill'),
    ]
  })
}

test('every migration leaves the release before it working, or stands in the list with its reason', () => {
  const found = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .flatMap((name) =>
      breaks(readFileSync(join(folder, name), 'utf8')).map(
        (what) => `${name.replace(/\.sql$/, '')}: ${what}`,
      ),
    )
  expect([...new Set(found)].sort()).toEqual(Object.keys(EXCEPTIONS).sort())
})

test.each([
  ['alter table sessions drop column topic;', 'drops a column'],
  ['alter table sessions rename column topic to subject;', 'renames'],
  ['alter table sessions add column mood text not null;', 'adds a column that old code does not fill'],
  [
    'alter table sessions add column a text, add column mood integer not null;',
    'adds a column that old code does not fill',
  ],
  ['alter table sessions alter column topic set not null;', 'demands what old code may leave out'],
  ['drop table errands;', 'drops a table'],
])('%s', (statement, what) => {
  expect(breaks(`${statement}\n`)).toEqual([what])
})

test('what only adds is found to break nothing', () => {
  expect(breaks('alter table sessions add column leaks integer not null default 0;\n')).toEqual([])
  expect(
    breaks('create table new_ones (id uuid not null);\n\nalter table new_ones drop column id;\n'),
  ).toEqual([])
  expect(breaks('drop index sessions_newest;\n')).toEqual([])
})

describe.each(engines)('on %s', (engine) => {
  test('the release before starts on the schema of the next one', async () => {
    const { opened, drop } = await freshDatabase(engine)
    const { database } = opened
    const at = new Date().toISOString()
    // what the next release has done already
    await sql`insert into kysely_migration (name, timestamp) values ('9999_of_the_next_release', ${at})`.execute(
      database,
    )
    try {
      await migrate(database)
      expect(await createFirstOrganization(database, 'Acme', new Date())).not.toBeNull()
    } finally {
      await sql`delete from kysely_migration where name = '9999_of_the_next_release'`.execute(database)
      await drop()
    }
  })
})

const server = inject('postgresUrl')

test.skipIf(server === null)(
  'of several instances that start at once on an empty database one migrates, and all start',
  async () => {
    if (server === null) return
    await query(server, 'create database baton_migrated_at_once')
    const url = databaseUrl(server, 'baton_migrated_at_once')
    const instances = Array.from({ length: 4 }, () => openPostgres(url, 2))
    const ran = await Promise.all(
      instances.map(async ({ database }) => {
        await migrate(database)
        const { rows } = await sql`select name from kysely_migration`.execute(database)
        return rows.length
      }),
    )
    for (const { close } of instances) await close()
    await query(server, 'drop database baton_migrated_at_once with (force)')
    const all = (await migrationNames()).length
    expect(ran).toEqual([all, all, all, all])
  },
)
