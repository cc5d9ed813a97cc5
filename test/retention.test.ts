import { describe, expect, test } from 'vitest'
import { tidy } from '../src/watch/tidy.ts'
import { engines } from './setup/engines.ts'
import { answers } from './setup/models.ts'
import { delivered, idle, later, nextWake } from './setup/moments.ts'
import { tablesWith } from './setup/rows.ts'
import { createWorld, type World } from './setup/world.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const keeps = (days: number | null) => ({
  privacy: { retentionDays: days },
  resolution: { quietMinutes: 43_200 },
})

async function handedOver(world: World, customer: string, text: string): Promise<void> {
  world.customer(customer).says('I want to talk to a human.')
  await world.settle()
  world.rep('Ben').replies(customer, text)
  await world.settle()
}

describe.each(engines)('what is older than an organization keeps, on %s', (engine) => {
  test('is nowhere any more, and what is younger is all there', async () => {
    await using world = await createWorld({ engine, model: answers(), settings: keeps(30) })
    world.customer('Zora').says('How long does delivery take? MARK-4711')
    await world.settle()
    await handedOver(world, 'Zora', 'Hello MARK-4711')
    world.rep('Ben').resolves('Zora')
    await world.settle()
    const marks = ['MARK-4711', 'Zora', world.conversationOf('Zora')]
    world.clock.skip(29 * DAY)
    world.customer('Ana').says('How do I return an item?')
    await world.settle()
    const anas = ['How do I return an item?', world.conversationOf('Ana')]
    const before = await tablesWith(world, anas)

    await tidy(world.baton.app)
    expect(await tablesWith(world, marks)).toContain('messages')
    world.clock.skip(DAY + MINUTE)
    await tidy(world.baton.app)
    expect(await tablesWith(world, marks)).toEqual([])
    expect(await tablesWith(world, anas)).toEqual(before)
  })

  test('nothing is forgotten where everything is kept', async () => {
    await using world = await createWorld({ engine, model: answers(), settings: keeps(null) })
    await handedOver(world, 'Zora', 'Hello MARK-4711')
    world.clock.skip(400 * DAY)
    await tidy(world.baton.app)
    expect(await tablesWith(world, ['MARK-4711'])).toEqual(['deliveries', 'messages'])
  })

  test('goes also from a conversation that goes on, and does not come back with the next look at Freshchat', async () => {
    await using world = await createWorld({ engine, model: answers(), settings: keeps(30) })
    world.customer('Zora').says('How long does delivery take? MARK-4711')
    await world.settle()
    await handedOver(world, 'Zora', 'Hello, MARK-4711.')
    const { id } = await world.session('Zora')
    world.clock.skip(20 * DAY)
    world.customer('Zora').says('Ben, are you there?')
    await world.settle()
    world.clock.skip(11 * DAY)
    await idle(world, nextWake)
    await tidy(world.baton.app)
    expect(await tablesWith(world, ['MARK-4711'])).toEqual([])

    // the session is compared with Freshchat, which still shows all of it
    world.sandbox.calls().reset()
    await later(world, 15 * MINUTE)
    expect(
      world.sandbox
        .calls()
        .list()
        .some(({ path }) => path.includes(world.conversationOf('Zora'))),
    ).toBe(true)
    expect(await tablesWith(world, ['MARK-4711'])).toEqual([])
    const { items } = await world.api<{ items: { text: string }[] }>('GET', `/api/v1/sessions/${id}/messages`)
    expect(items.map(({ text }) => text)).toEqual(['Ben, are you there?'])
    const { health } = await world.api<{ health: { checks: { name: string; ok: boolean }[] } }>(
      'GET',
      '/api/v1/integrations/freshchat',
    )
    // what is forgotten is not taken for what a webhook should have told
    expect(health.checks.find(({ name }) => name === 'webhook')).toMatchObject({ ok: true })
  })

  test('a customer who still waits for an answer is not forgotten', async () => {
    await using world = await createWorld({ engine, model: answers(), settings: keeps(30) })
    world.sandbox.faults.set('revokedToken', {})
    world.customer('Zora').says('How long does delivery take? MARK-4711')
    await delivered(world)
    world.clock.skip(31 * DAY)
    await idle(world, nextWake)
    await tidy(world.baton.app)
    expect(await tablesWith(world, ['MARK-4711'])).toContain('messages')
  })

  test('the page still knows when the last event of each kind came', async () => {
    await using world = await createWorld({ engine, model: answers(), settings: keeps(30) })
    await handedOver(world, 'Zora', 'Hello MARK-4711')
    const events = async () =>
      (
        await world.api<{ health: { events: Record<string, { lastAt: string | null }> } }>(
          'GET',
          '/api/v1/integrations/freshchat',
        )
      ).health.events
    const before = await events()
    world.clock.skip(31 * DAY)
    await idle(world, nextWake)
    await tidy(world.baton.app)
    const after = await events()
    expect(after.message_create?.lastAt).toBe(before.message_create?.lastAt)
    expect(await tablesWith(world, ['MARK-4711'])).toEqual([])
  })
})
