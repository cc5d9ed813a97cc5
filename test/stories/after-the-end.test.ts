import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { answers } from '../setup/models.ts'
import { aiLines, delivered, late, later, nextDue } from '../setup/moments.ts'
import { createWorld, until, type World } from '../setup/world.ts'

const MINUTE = 60_000
const SAYS = { replies: 'I have it from here.', stops: '/baton stop' }

/** Ana was answered, and Ben has resolved. */
async function over(world: World): Promise<void> {
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  world.clock.skip(4_000)
  world.rep('Ben').resolves('Ana')
  await world.settle()
  world.clock.skip(4_000)
}

const ben = (world: World, does: keyof typeof SAYS) =>
  does === 'replies'
    ? world.rep('Ben').replies('Ana', SAYS.replies)
    : world.rep('Ben').notes('Ana', SAYS.stops)

describe.each(engines)('a rep who acts after the end, on %s', (engine) => {
  test.each(['replies', 'stops'] as const)(
    'and %s: what the customer writes within half an hour is the rep’s',
    async (does) => {
      await using world = await createWorld({ engine, model: answers() })
      await over(world)
      ben(world, does)
      await world.settle()
      world.clock.skip(20 * MINUTE)
      world.customer('Ana').says('And express?')
      await world.settle()
      expect(aiLines(world)).toHaveLength(1)
      expect((await world.session('Ana')).owner).toBe('human')
    },
  )

  test('and has long turned away: what the customer writes is routed anew, and answered', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await over(world)
    ben(world, 'replies')
    await world.settle()
    world.clock.skip(31 * MINUTE)
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
  })

  test('is heard of only after the customer’s next message: the AI is silent', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await over(world)
    const arrives = late(world, 'message_create', () => ben(world, 'replies'))
    world.clock.skip(4_000)
    world.customer('Ana').says('And express?')
    await delivered(world)
    arrives()
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    expect((await world.session('Ana')).owner).toBe('human')
  })

  test('is heard of hours later, when the AI has long answered: the AI goes on', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await over(world)
    const arrives = late(world, 'message_create', () => ben(world, 'replies'))
    world.clock.skip(40 * MINUTE)
    world.customer('Ana').says('And express?')
    await world.settle()
    arrives()
    await world.settle()
    world.customer('Ana').says('And to Norway?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(3)
  })

  test('and of which no webhook tells, is seen before the AI speaks', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await over(world)
    world.sandbox.faults.set('drop', {})
    ben(world, 'replies')
    world.sandbox.faults.clear('drop')
    world.clock.skip(4_000)
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    expect((await world.session('Ana')).owner).toBe('human')
  })

  test('says stop after a message that no webhook has told of: found by reading, it is the rep’s', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await over(world)
    world.sandbox.faults.set('drop', {})
    world.customer('Ana').says('And express?')
    world.sandbox.faults.clear('drop')
    world.clock.skip(4_000)
    ben(world, 'stops')
    await world.settle()
    await later(world, 15 * MINUTE)
    expect(await nextDue(world)).toBeNull()
    expect(aiLines(world)).toHaveLength(1)
    await until('it is known', async () => (await world.sessions('Ana')).length === 2)
    expect((await world.session('Ana')).owner).toBe('human')
  })
})
