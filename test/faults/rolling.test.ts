import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { lastMigration } from '../../src/store/migrate.ts'
import { databaseOn } from '../setup/engines.ts'
import { openOwnPostgres, postgresBin } from '../setup/postgres.ts'
import { type Watching, watch } from '../setup/stream.ts'
import { until } from '../setup/world.ts'
import { buildExecutable, ROOT } from './executable.ts'
import { createGroup, type Group } from './group.ts'

/** Fewer than where seconds are counted. */
const CUSTOMERS = 12
/** Who was handed over asks no more. */
const SOME = 2

/** As a release may bring it: columns and an index on what every delivery and every turn writes to. */
const NEXT_MIGRATION = `alter table conversations add column of_next_release text not null default 'x';

alter table sessions add column of_next_release integer;

create index sessions_of_next_release on sessions (organization_id, of_next_release);

alter table messages add column of_next_release boolean not null default false;

update sessions set of_next_release = 1;
`

/** This release once more, with a migration that only the next one has. */
function nextRelease(): { folder: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'baton-next-'))
  for (const part of ['dist', 'migrations', 'package.json'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'migrations/9000_next_release.sql'), NEXT_MIGRATION)
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A dashboard that stays open: whoever it watched is gone, and it goes on elsewhere from what it saw last. */
function follow({ install, programs }: Group) {
  const watched: Watching[] = []
  let isOver = false
  const following = (async () => {
    for (let turn = 0; !isOver; turn++) {
      const lastId = watched.at(-1)?.lastId()
      const whose = install.url(turn % programs.length)
      const watching = await watch(whose, install.key(), lastId ? { lastId } : {}).catch(() => null)
      if (watching !== null) watched.push(watching)
      do await pass(20)
      while (!isOver && watching?.isOver() === false)
      await watching?.cut()
    }
  })()
  const events = () => watched.flatMap((each) => each.events)
  return {
    sees: (id: string) => events().some((event) => event.id === id),
    resets: () => events().filter(({ event }) => event === 'reset').length,
    async end() {
      isOver = true
      await following
    },
  }
}

/** The ids of all that has happened since `beganAt`. */
async function allSince(beganAt: string, { install }: Group): Promise<string[]> {
  const now = await watch(install.url(1), install.key())
  await now.cut()
  const again = await watch(install.url(0), install.key(), { lastId: beganAt })
  await until('all of it is read once more', () => again.lastId() === now.lastId())
  await again.cut()
  return again.events.map(({ id }) => id)
}

beforeAll(buildExecutable)

describe.skipIf(inject('postgresUrl') === null)('three instances, while customers write', () => {
  test('roll to a release with a migration, one after the other: nothing is lost, nothing said twice, in order, and a dashboard sees all of it', async () => {
    await using group = await createGroup(3, { customers: CUSTOMERS })
    using next = nextRelease()
    const { install, programs } = group
    // what an idle dashboard would come back with, so that all that follows can be read once more at the end
    const before = await watch(install.url(0), install.key())
    const beganAt = before.lastId()
    await before.cut()
    const dashboard = follow(group)

    for (const which of programs.keys()) {
      group.everybodyAsks()
      await group.untilManyAreHeld(SOME)
      programs[which]?.kill('SIGTERM')
      const { code, signal } = (await programs[which]?.exited) ?? { code: null, signal: null }
      expect({ code, signal }, programs[which]?.output()).toEqual({ code: 0, signal: null })
      const newer = install.start(which, {}, next.folder)
      programs[which] = newer
      await install.ready(newer, which)
    }
    group.everybodyAsks()
    await group.settle()
    await group.report('rolled', programs.length)
    await group.expectPromisesKept()
    if (install.database === null) throw new Error('They share a PostgreSQL')
    expect(await lastMigration(install.database.opened.database)).toBe('9000_next_release')

    const all = await allSince(beganAt, group)
    expect(all.length).toBeGreaterThan(install.sandbox.state.conversations().length)
    const unseen = () => all.filter((id) => !dashboard.sees(id))
    await expect.poll(unseen, { timeout: 30_000 }).toEqual([])
    expect(dashboard.resets()).toBe(0)
    await dashboard.end()
  }, 300_000)

  test.skipIf(postgresBin() === null)(
    'their PostgreSQL stops as after a power cut and starts again, twice: everybody is answered, nobody twice',
    async () => {
      await using server = await openOwnPostgres()
      const database = await databaseOn(server)
      {
        await using group = await createGroup(3, { database, customers: CUSTOMERS })
        for (let times = 0; times < 2; times++) {
          group.everybodyAsks()
          await group.untilManyAreHeld(SOME)
          await server.restart()
        }
        group.everybodyAsks()
        await group.settle()
        await group.report('PostgreSQL restarted', 2)
        await group.expectPromisesKept()
        expect(group.programs.map((program) => program.isRunning())).toEqual([true, true, true])
      }
      await database.drop()
    },
    300_000,
  )
})
