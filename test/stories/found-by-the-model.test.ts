import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { answers, handsOffOnce } from '../setup/models.ts'
import { aiLines, delivered, justBefore, late } from '../setup/moments.ts'
import { createWorld, until } from '../setup/world.ts'

const AI = 'ai@acme.test'

/** Sequences that the model of the truth has found, each kept as the story of what people saw. */
describe.each(engines)('found by the model, on %s', (engine) => {
  test.each([
    ['takes it', 'Ben'],
    ['takes the AI off', null],
  ])('a rep %s, a rule moves it on, and what the rep did is heard last: people have it', async (_, agent) => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    const arrives = late(world, 'conversation_assignment', () => world.rep('Ben').assigns('Ana', { agent }))
    world.clock.skip(4_000)
    world.rule.assigns('Ana', { agent: null, group: 'Billing' })
    await world.settle()
    arrives()
    await world.settle()
    expect((await world.session('Ana')).owner).toBe('human')
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
  })

  test('a rep who took it and left it to nobody is heard of after the AI has claimed it: the AI goes on', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    world.rule.assigns('Ana', { agent: null })
    await world.settle()
    world.clock.skip(4_000)
    const arrives = late(world, 'conversation_assignment', () =>
      world.rep('Ben').assigns('Ana', { agent: 'Ben' }),
    )
    world.clock.skip(4_000)
    world.rep('Ben').assigns('Ana', { agent: null })
    await delivered(world)
    world.clock.skip(4_000)
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(world.freshchat('Ana').agent).toBe('Baton AI')
    arrives()
    await world.settle()
    world.customer('Ana').says('And to Norway?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(3)
  })

  test('a rule takes it off the AI: nobody has it, and the customer’s next question is answered', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    world.rule.assigns('Ana', { agent: null })
    await world.settle()
    expect((await world.session('Ana')).owner).toBe('none')
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
    expect((await world.session('Ana')).owner).toBe('ai')
  })

  test('a rule ended what a rep had, and the customer’s next question is heard before that end: answered', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    world.rep('Ben').assigns('Ana', { agent: 'Ben' })
    await world.settle()
    world.clock.skip(4_000)
    const arrives = late(world, 'conversation_resolution', () => world.rule.resolves('Ana'))
    world.clock.skip(4_000)
    world.customer('Ana').says('And express?')
    await world.settle()
    arrives()
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'ai' })
  })

  test('/baton take while the AI is still handing over: what it handed over is answered', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    const hit = justBefore(world, /at lookAndStepAside/, async () => {
      world.rep('Ben').notes('Ana', '/baton take')
      await delivered(world)
    })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(hit()).toBe(true)
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: Three to five/)
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'ai' })
    expect(world.freshchat('Ana').agent).toBe('Baton AI')
  })

  test('the customer writes while a member’s end is on its way: opened again by us, and no rep’s', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    const { id } = await world.session('Ana')
    world.sandbox.faults.set('latency', { match: 'PUT conversation', ms: 400, times: 1 })
    const puts = () =>
      world.sandbox
        .calls()
        .list()
        .filter(({ method }) => method === 'PUT').length
    const before = puts()
    await world.api('POST', `/api/v1/sessions/${id}/resolve`)
    await until('the end is on its way', () => puts() > before)
    late(world, 'message_create', () => world.customer('Ana').says('And express?'))
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'ai' })
    expect(world.freshchat('Ana').agent).toBe('Baton AI')
  })

  test('control: a rep who gives it to the AI is answered', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    world.rep('Ben').assigns('Ana', { agent: AI })
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: Three to five/)
  })
})
