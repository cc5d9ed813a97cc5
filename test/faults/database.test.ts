import { setTimeout as pass } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { openPostgres } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { engines, type TestDatabase } from '../setup/engines.ts'
import { answers } from '../setup/models.ts'
import { openOwnPostgres, query, type TestPostgres } from '../setup/postgres.ts'
import { createWorld, type World } from '../setup/world.ts'

const CUSTOMERS = ['Ana', 'Eva', 'Ida', 'Kim', 'Lou', 'Mia']
const QUESTIONS = ['How long does delivery take?', 'And express?', 'And to Norway?']

/** A server of the story's own, which it may break. */
async function ownDatabase(server: TestPostgres): Promise<TestDatabase> {
  await query(server.url, 'create database baton')
  const url = server.url.replace(/\/postgres$/, '/baton')
  const opened = openPostgres(url, 10)
  await migrate(opened.database)
  return { opened, url, drop: opened.close }
}

/** Everybody asks again and again, while `breaks` goes on. */
async function askMeanwhile(world: World, breaks: (round: number) => Promise<void>): Promise<void> {
  world.sandbox.patchSettings({ retrySchedule: [0.1, 0.2, 0.4, 0.8, 1.6, 3.2] })
  for (const [round, question] of QUESTIONS.entries()) {
    for (const name of CUSTOMERS) world.customer(name).says(question)
    await breaks(round)
    world.clock.skip(3_000)
    await pass(200)
  }
}

/** Each customer's last question is answered, and no answer stands twice. */
async function everybodyIsServed(world: World): Promise<void> {
  await world.settle()
  for (const name of CUSTOMERS) {
    const lines = world.chat(name)
    expect(lines.filter((line) => !line.startsWith('AI:'))).toHaveLength(QUESTIONS.length)
    expect(lines.at(-1)).toMatch(/^AI: /)
    const said = lines.filter((line) => line.startsWith('AI:'))
    expect(said.length).toBeLessThanOrEqual(QUESTIONS.length)
    expect(new Set(said).size).toBe(said.length)
  }
}

describe.runIf(engines.includes('postgres'))('the database breaks while six customers write', () => {
  test('PostgreSQL stops as after a power cut, and starts again, three times: everybody is served, nobody twice', async () => {
    const server = await openOwnPostgres()
    if (server?.restart === undefined || server.restart === null) return expect(server).toBeNull()
    const { restart } = server
    try {
      await using world = await createWorld({
        engine: 'postgres',
        model: answers(),
        database: await ownDatabase(server),
      })
      await askMeanwhile(world, async () => {
        await pass(300)
        await restart()
      })
      await everybodyIsServed(world)
    } finally {
      await server.stop()
    }
  }, 120_000)

  test('its backends are killed again and again: everybody is served, nobody twice', async () => {
    const server = await openOwnPostgres()
    if (server === null) return expect(server).toBeNull()
    try {
      await using world = await createWorld({
        engine: 'postgres',
        model: answers(),
        database: await ownDatabase(server),
      })
      const kill = `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'baton' and pid <> pg_backend_pid()`
      await askMeanwhile(world, async () => {
        for (let times = 0; times < 12; times++) {
          await query(server.url, kill)
          world.clock.skip(500)
          await pass(40)
        }
      })
      await everybodyIsServed(world)
    } finally {
      await server.stop()
    }
  }, 120_000)

  test('every connection of the pool is taken for a while: everybody is served, nobody twice', async () => {
    const server = await openOwnPostgres()
    if (server === null) return expect(server).toBeNull()
    try {
      const database = await ownDatabase(server)
      await using world = await createWorld({ engine: 'postgres', model: answers(), database })
      await askMeanwhile(world, async () => {
        const taken = Array.from({ length: 10 }, () =>
          database.opened.database.connection().execute(() => pass(700)),
        )
        world.clock.skip(2_000)
        await Promise.all(taken)
      })
      await everybodyIsServed(world)
    } finally {
      await server.stop()
    }
  }, 120_000)
})
