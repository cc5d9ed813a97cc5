import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { answers, handsOffOnce } from '../setup/models.ts'
import { aiLines, later, watched } from '../setup/moments.ts'
import { createWorld, type World } from '../setup/world.ts'

const AI = 'ai@acme.test'
const MINUTE = 60_000

/** Nothing that Freshchat would tell from now on reaches us. */
const webhooksStop = (world: World) => world.sandbox.faults.set('drop', {})
const webhooksFlow = (world: World) => world.sandbox.faults.clear('drop')

/** Ana has been answered, and the session is the AI's. */
async function answered(world: World): Promise<void> {
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  expect(aiLines(world)).toHaveLength(1)
}

describe.each(engines)('lost webhooks are found on %s', (engine) => {
  test('a customer’s message: answered within a quarter of an hour', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await answered(world)
    webhooksStop(world)
    world.customer('Ana').says('And express?')
    webhooksFlow(world)
    await later(world, 15 * MINUTE)
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: Three to five working days, answer 2/)
  })

  test('while webhooks are silent: within a minute and a half', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    world.customer('Eva').says('How long does delivery take?')
    await answered(world)
    // compared once, and not again for ten minutes; no new customer any more
    await watched(world, 15 * MINUTE)
    webhooksStop(world)
    world.customer('Ana').says('And express?')
    // Baton's own answer to Eva does not come back: so much is known
    await world.api('POST', `/api/v1/sessions/${(await world.session('Eva')).id}/messages`, { text: 'Eva?' })
    await watched(world, 2 * MINUTE + 30_000)
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: Three to five working days/)
  })

  test('a rep’s message: the conversation is the rep’s, although no webhook told', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await answered(world)
    webhooksStop(world)
    world.rep('Ben').replies('Ana', 'Ben here, I take it.')
    webhooksFlow(world)
    await later(world, 15 * MINUTE)
    expect((await world.session('Ana')).owner).toBe('human')
    world.customer('Ana').says('Thanks Ben, and express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
  })

  test('a rule’s taking it off the AI: nobody has it, and the customer’s next question is answered', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await answered(world)
    webhooksStop(world)
    world.rule.assigns('Ana', { agent: null })
    webhooksFlow(world)
    await later(world, 15 * MINUTE)
    expect((await world.session('Ana')).owner).toBe('none')
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
  })

  test('a rep’s resolving: the session ends', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await answered(world)
    webhooksStop(world)
    world.rep('Ben').resolves('Ana')
    webhooksFlow(world)
    await later(world, 15 * MINUTE)
    expect((await world.session('Ana')).status).toBe('resolved')
  })

  test('a rep’s assignment to the AI: what waits is answered', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').assigns('Ana', { agent: 'Ben' })
    await world.settle()
    webhooksStop(world)
    world.rep('Ben').assigns('Ana', { agent: AI })
    webhooksFlow(world)
    await later(world, 15 * MINUTE)
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: Three to five/)
    expect((await world.session('Ana')).owner).toBe('ai')
  })

  test('an assignment to a rep: the AI stays silent, and the Inbox shows whose it is', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await answered(world)
    webhooksStop(world)
    world.rep('Ben').assigns('Ana', { agent: 'Ben' })
    webhooksFlow(world)
    await later(world, 15 * MINUTE)
    expect((await world.session('Ana')).owner).toBe('human')
  })

  test('a conversation that Freshchat no longer knows ends as gone', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await answered(world)
    world.sandbox.faults.set('status', { match: 'GET conversation', code: 404 })
    await later(world, 15 * MINUTE)
    expect(await world.session('Ana')).toMatchObject({ status: 'resolved', closure: 'gone' })
  })

  test('nothing was lost: a quarter of an hour costs two reads and changes nothing', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await answered(world)
    const before = await world.session('Ana')
    world.sandbox.calls().reset()
    await later(world, 14 * MINUTE)
    const calls = world.sandbox.calls().list()
    expect(calls.map(({ method }) => method)).toEqual(['GET', 'GET'])
    expect(await world.session('Ana')).toEqual(before)
  })

  test('a first message of a customer nobody knew, while Baton was down for an hour', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    await watched(world, 30_000)
    webhooksStop(world)
    // nobody looks after anything meanwhile: the clock jumps
    world.customer('Ana').says('How long does delivery take?')
    world.clock.skip(60 * MINUTE)
    webhooksFlow(world)
    await watched(world, 2 * MINUTE)
    expect(world.chat('Ana')).toEqual([
      'Ana: How long does delivery take?',
      expect.stringMatching(/^AI: Three to five/),
    ])
  })

  test('the same while webhooks are silent, and while all only seems quiet', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    await watched(world, 30_000)
    webhooksStop(world)
    world.customer('Ana').says('How long does delivery take?')
    await watched(world, 15 * MINUTE)
    expect(aiLines(world)).toHaveLength(1)
    // from here on it is known that webhooks are silent
    await watched(world, 2 * MINUTE)
    world.customer('Eva').says('How long does delivery take?')
    await watched(world, 3 * MINUTE)
    expect(aiLines(world, 'Eva')).toHaveLength(1)
    expect(aiLines(world)).toHaveLength(1)
  })
})
