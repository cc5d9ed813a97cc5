import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { answers } from '../setup/models.ts'
import { aiLines, delivered, later, nextDue, watched } from '../setup/moments.ts'
import { createWorld, until, type World } from '../setup/world.ts'
import { openMoments } from '../truth/moments.ts'

/** How products of this kind fail in public, lines 10 to 13 and 18 of that list: bursts, duplicates, order, and the connection. */

const MINUTE = 60_000
const PATH = '/api/v1/integrations/freshchat'
const QUESTION = 'How long does delivery take?'

const check = async (world: World, name: string) => {
  const { health } = await world.api<{
    health: { checks: { name: string; ok: boolean; detail: string; fix: string | null }[] }
  }>('GET', PATH)
  return health.checks.find((each) => each.name === name)
}
const sends = (world: World) =>
  world.sandbox
    .calls()
    .list()
    .filter(({ method, path }) => method === 'POST' && path.includes('/messages')).length

describe.each(engines)('hard cases, on %s', (engine) => {
  test('10. several short messages get one answer, not several disjoint ones', async () => {
    await using world = await createWorld({ engine, model: answers() })
    for (const text of ['Hi', 'a question', 'my parcel', QUESTION]) {
      world.customer('Ana').says(text)
      await delivered(world)
      world.clock.skip(700)
    }
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: /)
    expect(await world.turns('Ana')).toHaveLength(1)
  })

  test('11. webhooks doubled under fast typing: one turn, one answer', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.sandbox.faults.set('duplicate', {})
    for (const text of ['Hello', QUESTION]) world.customer('Ana').says(text)
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    expect(sends(world)).toBe(1)
  })

  test('11. the answer to a send is lost: the same reply is not sent again after a retry', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.sandbox.faults.set('dropAfterStore', { match: 'POST messages', times: 1 })
    world.customer('Ana').says(QUESTION)
    await world.settle()
    await later(world, 2 * MINUTE)
    expect(aiLines(world)).toHaveLength(1)
    expect(sends(world)).toBe(1)
  })

  test('12. a webhook that Freshchat gave up on after a restart of ours is found all the same', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    world.customer('Ana').says(QUESTION)
    await world.settle()
    world.sandbox.faults.set('drop', {})
    world.customer('Ana').says('And express?')
    world.sandbox.faults.clear('drop')
    // nobody looked after the connection for longer than Freshchat tries again
    world.clock.skip(10 * MINUTE)
    await watched(world, MINUTE)
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
  })

  test('13. a worker dies in the middle of its turn: the conversation is due again within fifteen seconds, and nothing is said twice', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const moments = openMoments([world.baton])
    world.customer('Ana').says(QUESTION)
    // Freshchat has the answer, and whoever sent it dies before it is written down
    while (moments.stopped() !== 'the answer to send') {
      moments.goOn()
      moments.stopAt(1)
      await until('the turn comes to its next moment', async () => {
        const at = world.baton.underWay() === 0 ? await nextDue(world) : null
        if (at !== null && at > world.clock.now())
          world.clock.skip(at.getTime() - world.clock.now().getTime())
        return moments.stopped() !== null
      })
    }
    moments.die()
    await until('the worker is dead', () => world.baton.underWay() === 0)
    const dueAt = (await nextDue(world)) ?? new Date(0)
    expect(dueAt.getTime() - world.clock.now().getTime()).toBeLessThan(15_000)
    expect(dueAt.getTime()).toBeGreaterThan(0)
    moments.bury()
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    expect(sends(world)).toBe(1)
  })

  test('18. the token is rotated in Freshchat: Baton says so, and does not go silent unnoticed', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    await watched(world, 20_000)
    world.sandbox.rotateToken()
    await watched(world, 6 * MINUTE)
    expect(await check(world, 'token')).toMatchObject({
      ok: false,
      fix: expect.stringContaining('Generate a token'),
    })
    const { items } = await world.api<{ items: { kind: string }[] }>('GET', '/api/v1/alerts')
    expect(items.map(({ kind }) => kind)).toEqual(['broken'])
  })

  test('18. the agent’s e-mail is changed in Freshchat: health says so', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    await watched(world, 20_000)
    const agent = world.sandbox.state.agents().find(({ email }) => email === 'ai@acme.test')
    if (agent === undefined) throw new Error('There is no default agent')
    const patched = await fetch(`${world.sandbox.url}/admin/api/agents/${agent.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'robot@acme.test' }),
    })
    expect(patched.status).toBe(200)
    await watched(world, 6 * MINUTE)
    expect(await check(world, 'agent')).toMatchObject({ ok: false, fix: expect.any(String) })
  })

  test('18. an event is not ticked: health names it, and what it would have told is found', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    world.sandbox.faults.set('drop', { action: 'conversation_resolution' })
    world.customer('Ana').says(QUESTION)
    await world.settle()
    world.rep('Ben').resolves('Ana')
    await delivered(world)
    expect(await check(world, 'webhook')).toMatchObject({
      detail: expect.stringContaining('Never seen yet: Conversation Resolved'),
      fix: expect.stringContaining('ticked'),
    })
    await later(world, 15 * MINUTE)
    expect((await world.session('Ana')).status).toBe('resolved')
    expect(await check(world, 'drift')).toMatchObject({ ok: false })
  })
})
