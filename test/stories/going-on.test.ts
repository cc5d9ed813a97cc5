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

  test('of what it has no sure answer to, the AI does not offer to try the same again, and says so once more after a yes', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('Which zookeeper feeds the penguins of Antarctica at midnight?')
    await world.settle()
    expect(await world.session('Ana')).toMatchObject({ handoff: { reason: 'not_in_knowledge' } })
    await later(world, 11 * MINUTE)
    expect(world.chat('Ana').at(-1)).toMatch(
      /^AI: Nobody from the team .+ I have no sure answer to it myself\. You can tell me more about it, or ask me something else/,
    )
    world.customer('Ana').says('yes')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: I still have no sure answer to that\. Your question stays/)
    expect((await world.session('Ana')).owner).toBe('human')
  })

  test('who asks something else with the yes is answered, and what is open stays with the team', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('Which zookeeper feeds the penguins of Antarctica at midnight?')
    await world.settle()
    await later(world, 11 * MINUTE)
    world.customer('Ana').says('Yes. How long does delivery take?')
    await world.settle()
    const said = world.chat('Ana').at(-1)
    expect(said).toMatch(DELIVERY)
    expect(said).toMatch(/I am passing this on to a colleague/)
    expect((await world.session('Ana')).owner).toBe('human')
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

  test('who was only greeted, or asked back, and fell silent was not answered: not by the note, nor in the reports', async () => {
    const articles = ['an order', 'a subscription'].map((what) => ({
      title: `Cancel ${what}`,
      body: `You can cancel ${what} in your account.`,
    }))
    await using world = await createWorld({ engine, articles })
    world.customer('Ana').says('Hello!')
    world.customer('Bo').says('cancel')
    world.customer('Cem').says('How do I cancel an order?')
    await world.settle()
    expect(world.chat('Bo').at(-1)).toMatch(/Which one do you mean/)
    expect(world.chat('Cem').at(-1)).toMatch(/^AI: You can cancel an order/)
    world.customer('Cem').says('thank you')
    await world.settle()
    await later(world, 31 * MINUTE)
    const note = (name: string) =>
      world.transcript(name).find((line) => line.startsWith('(note) AI: Resolved'))
    expect(note('Ana')).toMatch(/nothing that they asked is answered/)
    expect(note('Bo')).toMatch(/nothing that they asked is answered/)
    expect(note('Cem')).toMatch(/since the answer/)
    const { items } = await world.api<{ items: { id: string }[] }>('GET', '/api/v1/sessions?figure=contained')
    expect(items.map(({ id }) => id)).toEqual([(await world.session('Cem')).id])
  })
})
