import { describe, expect, test } from 'vitest'
import { inOrganization } from '../../src/store/database.ts'
import { organizationIds } from '../../src/store/organizations.ts'
import { engines } from '../setup/engines.ts'
import { createWorld, until, type World } from '../setup/world.ts'

const ANSWER = 'AI: Standard delivery takes three to five working days. Express delivery takes one day.'

/** What can be seen of Ana's conversation, in Freshchat and in Baton, ids and times left out. */
async function endState(world: World) {
  const { status, owner, closure, handoff } = await world.session('Ana')
  const { items } = await world.api<{
    items: { author: { kind: string }; text: string; private: boolean }[]
  }>('GET', `/api/v1/sessions/${(await world.session('Ana')).id}/messages`)
  const { health } = await world.api<{ health: { events: Record<string, { count: number }> } }>(
    'GET',
    '/api/v1/integrations/freshchat',
  )
  const told = (text: string) => text.replace(/inbox\/\S+/g, 'inbox/…').replace(/http:\/\/localhost:\d+/g, '')
  return {
    chat: world.transcript('Ana').map(told),
    freshchat: world.freshchat('Ana'),
    session: { status, owner, closure, reason: handoff?.reason },
    messages: items.map((item) => [item.author.kind, item.private, told(item.text)]).sort(),
    sessions: (await world.sessions('Ana')).length,
    // each is kept once, however often it comes
    deliveries: Object.entries(health.events).map(([action, { count }]) => [action, count]),
  }
}

async function liveThrough(world: World): Promise<void> {
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  world.customer('Ana').says('Do you sell violins made of glass?')
  await world.settle()
  world.rep('Ben').assigns('Ana', { agent: 'Ben' })
  world.rep('Ben').replies('Ana', 'We do not.')
  await world.settle()
}

describe.each(engines)('deliveries on %s', (engine) => {
  test('each delivery five times over: the same end as once', async () => {
    const once = await createWorld({ engine })
    await liveThrough(once)
    const expected = await endState(once)
    await once[Symbol.asyncDispose]()

    await using world = await createWorld({ engine })
    world.sandbox.faults.set('duplicate', { extra: 4 })
    await liveThrough(world)
    expect(await endState(world)).toEqual(expected)
  })

  test('all of it once more, when the conversation stands elsewhere: nothing of what is known changes', async () => {
    await using world = await createWorld({ engine })
    await liveThrough(world)
    const { database } = world.database.opened
    const [organizationId] = await organizationIds(database)
    if (organizationId === undefined) throw new Error('there is no organization')
    const conversations = () =>
      inOrganization(database, organizationId, (tx) => tx.selectFrom('conversations').selectAll().execute())
    await inOrganization(database, organizationId, (tx) =>
      tx.updateTable('conversations').set({ channel_id: 'where it was moved to' }).execute(),
    )
    const before = await conversations()
    expect(world.sandbox.redeliver('all')).toBeGreaterThan(4)
    await world.settle()
    expect(await conversations()).toEqual(before)
  })

  test('reordered in pairs: the same end', async () => {
    const once = await createWorld({ engine })
    await liveThrough(once)
    const expected = await endState(once)
    await once[Symbol.asyncDispose]()

    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.customer('Ana').says('Do you sell violins made of glass?')
    await world.settle()
    world.sandbox.faults.set('reorder', { count: 2, times: 1 })
    world.rep('Ben').assigns('Ana', { agent: 'Ben' })
    world.rep('Ben').replies('Ana', 'We do not.')
    await world.settle()
    expect(await endState(world)).toEqual(expected)
  })

  test('everything again, ten minutes late: nothing changes', async () => {
    await using world = await createWorld({ engine })
    await liveThrough(world)
    const before = await endState(world)
    world.clock.skip(10 * 60_000)
    world.sandbox.redeliver('all')
    await world.settle()
    expect(await endState(world)).toEqual(before)
  })

  test('echoes of our claim, reply, note and unassign cause nothing, however late they come', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('Do you sell violins made of glass?')
    await until('the question has come', () => world.sandbox.pendingDeliveries() === 0)
    world.sandbox.faults.hold()
    await until('the handoff is done', () => {
      world.clock.skip(200)
      return (
        world.transcript('Ana').some((line) => line.startsWith('(note)')) &&
        world.freshchat('Ana').agent === null
      )
    })
    const turns = (await world.turns('Ana')).length
    world.clock.skip(45_000)
    world.sandbox.faults.release()
    await world.settle()

    expect(await world.turns('Ana')).toHaveLength(turns)
    expect(await world.session('Ana')).toMatchObject({ owner: 'human' })
    const { items } = await world.api<{ items: unknown[] }>(
      'GET',
      `/api/v1/sessions/${(await world.session('Ana')).id}/messages`,
    )
    expect(items).toHaveLength(3)
  })

  test('a message of before the end, heard after it, opens no session', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.sandbox.faults.set('delay', { ms: 400, action: 'message_create', times: 1 })
    world.customer('Ana').says('That is fine.')
    world.rep('Ben').resolves('Ana')
    await world.settle()
    expect(await world.sessions('Ana')).toHaveLength(1)
    expect(await world.session('Ana')).toMatchObject({ status: 'resolved', closure: 'rep' })
    expect(world.chat('Ana').at(-1)).toBe('Ana: That is fine.')
  })

  test('a captured delivery of two days ago is kept, causes one read, and its words are not believed', async () => {
    await using world = await createWorld({ engine, settings: { resolution: { quietMinutes: 10_000 } } })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(48 * 60 * 60_000)
    world.sandbox.redeliver('all')
    await world.settle()
    expect(world.chat('Ana')).toEqual(['Ana: How long does delivery take?', ANSWER])
    expect(await world.session('Ana')).toMatchObject({ owner: 'ai', status: 'open' })
  })

  test('Baton is down for a moment: Freshchat tries again, and everything is answered once', async () => {
    await using world = await createWorld({ engine })
    world.sandbox.patchSettings({ retrySchedule: [0.05, 0.1, 0.2] })
    world.sandbox.registerWebhook('http://127.0.0.1:9/webhooks/freshchat/nobody')
    world.customer('Ana').says('How long does delivery take?')
    await until('it was refused', () =>
      world.sandbox.state.deliveries().some((delivery) => delivery.attempts > 0),
    )
    world.sandbox.registerWebhook(world.webhookUrl)
    await world.settle()
    expect(world.chat('Ana')).toEqual(['Ana: How long does delivery take?', ANSWER])
  })
})
