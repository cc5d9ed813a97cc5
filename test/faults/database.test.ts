import { setTimeout as pass } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { databaseOn, type TestDatabase } from '../setup/engines.ts'
import { noteFigures } from '../setup/figures.ts'
import { answers } from '../setup/models.ts'
import { type OwnPostgres, openOwnPostgres, postgresBin, query } from '../setup/postgres.ts'
import { createWorld, type World } from '../setup/world.ts'

const CUSTOMERS = ['Ana', 'Eva', 'Ida', 'Kim', 'Lou', 'Mia']
const QUESTIONS = ['How long does delivery take?', 'And express?', 'And to Norway?']

/** Everybody asks again and again, while `breaks` goes on. */
async function askMeanwhile(world: World, breaks: () => Promise<void>): Promise<void> {
  world.sandbox.patchSettings({ retrySchedule: [0.1, 0.2, 0.4, 0.8, 1.6, 3.2] })
  for (const question of QUESTIONS) {
    for (const name of CUSTOMERS) world.customer(name).says(question)
    await breaks()
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

interface Breaking {
  world: World
  server: OwnPostgres
  database: TestDatabase
}

/** Six customers ask three times on a server of the story's own, while `breaks` goes on; then each is served, and nobody twice. */
async function served(breaks: (on: Breaking) => Promise<void>): Promise<void> {
  await using server = await openOwnPostgres()
  const database = await databaseOn(server)
  await using world = await createWorld({ engine: 'postgres', model: answers(), database })
  await askMeanwhile(world, () => breaks({ world, server, database }))
  await everybodyIsServed(world)
}

describe.runIf(postgresBin() !== null)('the database breaks while six customers write', () => {
  test('PostgreSQL stops as after a power cut, and starts again, three times', async () => {
    await served(async ({ server }) => {
      await pass(300)
      noteFigures({ faults: 1 })
      await server.restart()
    })
  }, 120_000)

  test('its backends are killed again and again', async () => {
    const kill = `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'baton' and pid <> pg_backend_pid()`
    await served(async ({ server, world }) => {
      for (let times = 0; times < 12; times++) {
        noteFigures({ faults: 1 })
        await query(server.url, kill)
        world.clock.skip(500)
        await pass(40)
      }
    })
  }, 120_000)

  test('every connection of the pool is taken for a while', async () => {
    await served(async ({ database, world }) => {
      noteFigures({ faults: 1 })
      const taken = Array.from({ length: 10 }, () =>
        database.opened.database.connection().execute(() => pass(700)),
      )
      world.clock.skip(2_000)
      await Promise.all(taken)
    })
  }, 120_000)
})
