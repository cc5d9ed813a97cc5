import { setImmediate } from 'node:timers/promises'
import { Mutex } from 'async-mutex'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { type Database, inOrganization } from '../src/store/database.ts'
import { first, second } from '../src/store/one-at-a-time.ts'
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
  waiting.push(second(() => take('a last step')))
  waiting.push(first(() => take('a delivery')))
  waiting.push(first(() => take('another delivery')))
  letGo()
  await Promise.all([held, ...waiting])
  expect(turns).toEqual(['a delivery', 'another delivery', 'a last step', 'a turn', 'another turn', 'a page'])
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
  await until('a delivery waits at the front', () => asked.mock.calls.some(([priority]) => priority === 2))
  asked.mockRestore()
  letGo()
  await held
  await world.settle()
  expect(world.chat('Ana')).toHaveLength(2)
})

test('the step between the last look at Freshchat and the send goes before all but those', async () => {
  await using world = await createWorld({ engine: 'pglite' })
  const { database } = world.database.opened
  const { id } = (await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')).organization
  const { faults } = world.sandbox
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  // the conversation is the AI's by now, so that nothing is read before the answer but the last look
  faults.set('hang', { match: 'GET messages' })
  world.customer('Ana').says('How do I return an item?')
  await until('the turn looks', () => {
    world.clock.skip(500)
    return world.sandbox
      .calls()
      .list()
      .some(({ path, status }) => path.includes('/messages') && status === 0)
  })
  const { letGo, held } = hold(database)
  const sending: string[] = []
  const pages = Array.from({ length: 3 }, () =>
    inOrganization(database, id, async (tx) => {
      const steps = await tx.selectFrom('steps').select('id').where('state', '=', 'sending').execute()
      sending.push(...steps.map((step) => step.id))
    }),
  )
  const asked = vi.spyOn(Mutex.prototype, 'acquire')
  faults.clear('hang')
  await until('the last step waits at the front', () => asked.mock.calls.some(([priority]) => priority === 1))
  asked.mockRestore()
  letGo()
  await Promise.all([held, ...pages])
  expect(sending).toHaveLength(3)
  await world.settle()
  expect(world.chat('Ana').at(-1)).toMatch(/^AI: /)
})
