import { expect, test } from 'vitest'
import { FreshchatError } from '../../src/freshchat/error.ts'
import { answers, handsOff, whileThinking } from '../setup/models.ts'
import { aiLines, delivered, engine, idle, pass } from '../setup/moments.ts'
import { createWorld, until } from '../setup/world.ts'

test.skipIf(engine !== 'postgres')(
  'two instances: what one hears the other is told of, and neither dies',
  async () => {
    const faults: unknown[] = []
    const hear = (fault: unknown) => void faults.push(fault)
    process.on('uncaughtExceptionMonitor', hear)
    await using world = await createWorld({ engine })
    await world.another()
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    process.off('uncaughtExceptionMonitor', hear)
    expect(faults).toEqual([])
  },
)

test('a customer who writes while the first turn reads Freshchat takes nobody down', async () => {
  const faults: unknown[] = []
  const hear = (fault: unknown) => void faults.push(fault)
  process.on('unhandledRejection', hear)
  await using world = await createWorld({ engine, model: whileThinking(() => ({})) })
  world.sandbox.faults.set('latency', { match: 'GET conversation | GET user', ms: 300 })
  world.customer('Ana').says('How long does delivery take?')
  await delivered(world)
  await until('the turn reads', () => {
    world.clock.skip(500)
    return world.sandbox
      .calls()
      .list()
      .some((call) => call.path.startsWith('/users/'))
  })
  world.customer('Ana').says('To Norway.')
  await world.settle()
  process.off('unhandledRejection', hear)
  expect(faults).toEqual([])
})

test('a turn that waits for Freshchat does not swallow what the customer writes after a rep resolved', async () => {
  await using world = await createWorld({
    engine,
    model: whileThinking(() => ({ text: 'Three to five working days.' })),
  })
  world.sandbox.faults.set('status', { match: 'GET conversation', code: 503 })
  world.customer('Ana').says('How long does delivery take?')
  await delivered(world)
  await pass(world, 4_000)
  world.rep('Ben').resolves('Ana')
  await delivered(world)
  await idle(world)
  world.customer('Ana').says('And how long does express take?')
  await delivered(world)
  world.sandbox.faults.clear('status')
  await world.settle()
  expect(aiLines(world)).toHaveLength(1)
})

test('an answer that the channel refuses is not tried for ever: the customer gets a person', async () => {
  await using world = await createWorld({
    engine,
    model: whileThinking(() => ({ text: 'Three to five working days.' })),
  })
  world.customer('Ana').says('How long does delivery take?', { channel: 'Email' })
  await delivered(world)
  const settled = await pass(world, 14 * 60_000)
  const posts = world.sandbox
    .calls()
    .list()
    .filter((call) => call.method === 'POST').length
  expect({ settled, posts, owner: (await world.session('Ana')).owner }).toMatchObject({
    settled: true,
    owner: 'human',
  })
})

test('a dead token during a handoff drops nothing: what waited is done once there is a good one', async () => {
  await using world = await createWorld({
    engine,
    model: handsOff(),
    watching: true,
  })
  world.sandbox.faults.set('rateLimit', { match: 'POST messages', times: 1 })
  world.customer('Ana').says('Do you repair bicycles in the far north?')
  await delivered(world)
  await pass(world, 2_500)
  world.sandbox.revokeToken()
  await pass(world, 30 * 60_000)
  await world.api('PUT', '/api/v1/integrations/freshchat', {
    domain: world.sandbox.host,
    accessToken: world.sandbox.rotateToken(),
    defaultAgentEmail: 'ai@acme.test',
  })
  await pass(world, 10 * 60_000)
  expect(world.freshchat('Ana').agent).toBeNull()
  expect(world.transcript('Ana').some((line) => line.startsWith('(note) AI: Handed over'))).toBe(true)
})

test('disconnected while something waits, connected again: what waited is not forgotten', async () => {
  await using world = await createWorld({
    engine,
    model: whileThinking(() => ({ text: 'Three to five working days.' })),
  })
  world.sandbox.faults.set('rateLimit', { match: 'POST messages', times: 1, retryAfterSec: 5 })
  world.customer('Ana').says('How long does delivery take?')
  await delivered(world)
  await pass(world, 3_500)
  await world.api('DELETE', '/api/v1/integrations/freshchat')
  await pass(world, 20_000)
  const { webhookUrl } = await world.api<{ webhookUrl: string }>('PUT', '/api/v1/integrations/freshchat', {
    domain: world.sandbox.host,
    accessToken: world.sandbox.token(),
    defaultAgentEmail: 'ai@acme.test',
  })
  world.sandbox.registerWebhook(webhookUrl)
  await pass(world, 60_000)
  expect(aiLines(world)).toHaveLength(1)
})

test('disconnected in the middle of a handoff: not one more call, and what is owed is done over the next connection', async () => {
  const model = handsOff()
  await using world = await createWorld({ engine, model })
  world.sandbox.faults.set('latency', { match: 'POST messages', ms: 600, times: 1 })
  world.customer('Ana').says('Do you sell violins made of glass?')
  await until('the words to the customer are on their way', () => {
    world.clock.skip(100)
    return world.sandbox
      .calls()
      .list()
      .some((call) => call.method === 'POST')
  })
  await world.api('DELETE', '/api/v1/integrations/freshchat')
  await until('the turn has stopped', () => world.baton.underWay() === 0)
  const writes = () =>
    world.sandbox
      .calls()
      .list()
      .filter((call) => call.method !== 'GET').length
  expect(writes()).toBe(2)
  expect(world.transcript('Ana').filter((line) => line.startsWith('(note)'))).toEqual([])

  const { webhookUrl } = await world.api<{ webhookUrl: string }>('PUT', '/api/v1/integrations/freshchat', {
    domain: world.sandbox.host,
    accessToken: world.sandbox.token(),
    defaultAgentEmail: 'ai@acme.test',
    webhookPublicKey: world.sandbox.publicKey(),
  })
  world.sandbox.registerWebhook(webhookUrl)
  await world.settle()
  expect(world.transcript('Ana').filter((line) => line.startsWith('AI:'))).toHaveLength(1)
  expect(world.transcript('Ana').filter((line) => line.startsWith('(note)'))).toHaveLength(1)
  expect(world.freshchat('Ana').agent).toBeNull()
})

test.skipIf(engine !== 'postgres')(
  'an instance that is cut off from Freshchat alone: the other answers, each customer once, and nobody is handed over for it',
  async () => {
    await using world = await createWorld({ engine, model: answers() })
    const cutOff = await world.another()
    const customers = Array.from({ length: 12 }, (_, index) => `Customer${index}`)
    let cutCalls = 0
    const freshchat = cutOff.app.freshchat
    cutOff.app.freshchat = (connection) => {
      const client = freshchat(connection)
      const api = new Proxy(client.api, {
        get: () => async () => {
          cutCalls++
          throw new FreshchatError({ kind: 'unreachable', message: 'No way there', retryAfterMs: 1_000 })
        },
      })
      return { ...client, api, rate: client.rate }
    }
    for (const customer of customers) world.customer(customer).says('How long does delivery take?')
    await world.settle()
    // it took its share, and could do nothing
    expect(cutCalls).toBeGreaterThan(0)
    for (const customer of customers) expect(aiLines(world, customer), customer).toHaveLength(1)
    for (const customer of customers)
      expect(await world.session(customer), customer).toMatchObject({ owner: 'ai', handoff: null })
  },
)
