import { setImmediate } from 'node:timers/promises'
import { Mutex } from 'async-mutex'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import type { Database } from '../src/store/database.ts'
import { beforeOthers } from '../src/store/one-at-a-time.ts'
import { freshDatabase } from './setup/engines.ts'
import { createWorld, until } from './setup/world.ts'

/** The embedded engine has one connection: who waits for it, and who goes first. */

/** A transaction that goes on until it is let go. */
function hold(database: Database): { letGo: () => void; held: Promise<void> } {
  let letGo = () => {}
  const isOver = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const held = database.transaction().execute(async (tx) => {
    await sql`select 1`.execute(tx)
    await isOver
  })
  return { letGo, held }
}

test('what goes before others goes before all that waited longer; those keep their order', async () => {
  const { opened, drop } = await freshDatabase('pglite')
  const { letGo, held } = hold(opened.database)
  const turns: string[] = []
  const take = (name: string) => opened.database.transaction().execute(async () => turns.push(name))
  const waiting = ['a turn', 'another turn', 'a page'].map(take)
  waiting.push(beforeOthers(() => take('a delivery')))
  waiting.push(beforeOthers(() => take('another delivery')))
  letGo()
  await Promise.all([held, ...waiting])
  expect(turns).toEqual(['a delivery', 'another delivery', 'a turn', 'another turn', 'a page'])
  await drop()
})

test('one that fails lets the next one in', async () => {
  const { opened, drop } = await freshDatabase('pglite')
  const { letGo, held } = hold(opened.database)
  const failing = opened.database.transaction().execute((tx) => sql`select 1 / 0`.execute(tx))
  const next = sql<{ one: number }>`select 1 as one`.execute(opened.database)
  letGo()
  await expect(failing).rejects.toThrow(/division by zero/)
  expect((await next).rows).toEqual([{ one: 1 }])
  await held
  await drop()
})

test('while much waits for it, what comes in over the network is looked at between two transactions', async () => {
  const { opened, drop } = await freshDatabase('pglite')
  const turns: string[] = []
  const waiting = Array.from({ length: 20 }, () =>
    opened.database.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx)
      turns.push('a turn')
    }),
  )
  // after whatever Node has been told by the network
  const looked = setImmediate().then(() => turns.push('a look'))
  await Promise.all([...waiting, looked])
  expect(turns.indexOf('a look')).toBeLessThan(3)
  await drop()
})

test('Freshchat’s deliveries are such', async () => {
  await using world = await createWorld({ engine: 'pglite' })
  const asked = vi.spyOn(Mutex.prototype, 'acquire')
  const { letGo, held } = hold(world.database.opened.database)
  world.customer('Ana').says('How long does delivery take?')
  await until('a delivery waits at the front', () => asked.mock.calls.some(([priority]) => priority === 1))
  asked.mockRestore()
  letGo()
  await held
  await world.settle()
  expect(world.chat('Ana')).toHaveLength(2)
})
