import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { aiLines, later } from '../setup/moments.ts'
import { createWorld } from '../setup/world.ts'

/** How customers go on after an answer or a handoff, answered by the AI that needs no key. */

const AI = 'ai@acme.test'
const MINUTE = 60_000
const DELIVERY = /^AI: Standard delivery takes three to five working days/

describe.each(engines)('customers who go on, on %s', (engine) => {
  test('what was asked after the wish for a person is answered when a rep gives it back, and not handed over again', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('Can I speak to a human?')
    await world.settle()
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(20_000)
    world.rep('Ben').assigns('Ana', { agent: AI })
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(DELIVERY)
    expect((await world.session('Ana')).owner).toBe('ai')
  })

  test('and so is what was asked beside the wish; who then asks for a person again gets one', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('Can I speak to a human about my parcel, how long does delivery take?')
    await world.settle()
    expect((await world.session('Ana')).owner).toBe('human')
    world.clock.skip(20_000)
    world.rep('Ben').assigns('Ana', { agent: AI })
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(DELIVERY)
    world.customer('Ana').says('Can I speak to a human?')
    await world.settle()
    expect(await world.session('Ana')).toMatchObject({
      owner: 'human',
      handoff: { reason: 'asked_for_human' },
    })
  })

  test('a yes to going on meanwhile answers what was asked since the wish for a person', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('Can I speak to a human?')
    await world.settle()
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    await later(world, 11 * MINUTE)
    world.customer('Ana').says('yes')
    await world.settle()
    expect(aiLines(world).at(-1)).toMatch(DELIVERY)
  })

  test('who asks the same thing again, in whatever words, reads the same text once, and then gets a person', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    world.customer('Ana').says('HOW LONG DOES DELIVERY TAKE')
    await world.settle()
    expect(aiLines(world).filter((line) => DELIVERY.test(line))).toHaveLength(1)
    expect(await world.session('Ana')).toMatchObject({ owner: 'human', handoff: { reason: 'loop' } })
  })

  test('in a session of its own the same question is answered again', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    await later(world, 31 * MINUTE)
    expect((await world.session('Ana')).status).toBe('resolved')
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(aiLines(world).filter((line) => DELIVERY.test(line))).toHaveLength(2)
    expect((await world.session('Ana')).owner).toBe('ai')
  })
})
