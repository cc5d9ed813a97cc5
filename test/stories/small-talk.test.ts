import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { createWorld, type World } from '../setup/world.ts'

const MINUTE = 60_000

async function says(world: World, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    world.customer('Ana').says(text)
    await world.settle()
  }
}

describe.each(engines)('what customers write around their questions, on %s', (engine) => {
  test('“ok” after an answer is taken for what it is, and calls nobody', async () => {
    await using world = await createWorld({ engine })
    await says(world, 'How long does delivery take?', 'ok', 'never mind')
    expect(world.chat('Ana').slice(-3)).toEqual([
      'AI: All right. If there is anything else, just write.',
      'Ana: never mind',
      'AI: All right. If there is anything else, just write.',
    ])
    expect((await world.session('Ana')).owner).toBe('ai')
  })

  test.each(['no', '?', '👎', '😡', 'still nothing...'])(
    'who says “%s” to an answer reaches a person, and reads it no second time',
    async (text) => {
      await using world = await createWorld({ engine })
      await says(world, 'How long does delivery take?', text)
      expect(world.chat('Ana').at(-1)).toMatch(/^AI: I am passing this on/)
      const { owner, handoff } = await world.session('Ana')
      expect([owner, handoff?.reason]).toEqual(['human', 'low_confidence'])
    },
  )

  test('who has a question is asked once what it is about', async () => {
    await using world = await createWorld({ engine })
    await says(world, 'I have a question')
    expect(world.chat('Ana').at(-1)).toBe('AI: What is it about?')
    await says(world, 'How long does delivery take?')
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: Standard delivery takes/)
    world.customer('Eva').says('Können Sie mir helfen?')
    await world.settle()
    expect(world.chat('Eva').at(-1)).toBe('AI: Worum geht es?')
    world.customer('Eva').says('bitte')
    await world.settle()
    expect((await world.session('Eva')).owner).toBe('human')
  })

  test('a word of everyday talk is answered from no article that holds it by chance', async () => {
    const articles = [
      {
        id: 'team',
        title: 'Contact and hours',
        body: 'Write to help@acme.test. Two people answer the phone.',
      },
      { id: 'sizes', title: 'Size guide', body: 'Take the larger size.' },
    ]
    await using world = await createWorld({ engine, articles })
    await says(world, 'two')
    expect(world.chat('Ana').at(-1)).toBe('AI: What is it about?')
  })

  test('a hello is answered in its own language, and a short word stays in the one of before', async () => {
    await using world = await createWorld({ engine })
    world.customer('Eva').says('Hola')
    await says(world, 'How long does delivery take?', 'okay')
    expect(world.chat('Eva').at(-1)).toBe('AI: ¡Hola! ¿En qué puedo ayudarle?')
    expect(world.chat('Ana').at(-1)).toBe('AI: All right. If there is anything else, just write.')
  })

  test('who asks whom they are talking to is told', async () => {
    await using world = await createWorld({ engine, settings: { persona: { name: 'Nori' } } })
    await says(world, 'Are you a bot?')
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: I am Nori, an AI that answers questions for the team\./)
    expect((await world.session('Ana')).owner).toBe('ai')
  })

  test.each(['Thanks Ben', 'ok great, thank you Ben!', 'great!!', 'have a nice weekend Ben'])(
    'a goodbye to the rep who resolved, “%s”, joins what ended',
    async (text) => {
      await using world = await createWorld({ engine })
      await says(world, 'How long does delivery take?')
      world.rep('Ben').replies('Ana', 'I have it. Three days.')
      world.rep('Ben').resolves('Ana')
      await world.settle()
      world.clock.skip(MINUTE)
      const before = world.chat('Ana').length
      await says(world, text)
      expect(world.chat('Ana')).toHaveLength(before + 1)
      expect(world.freshchat('Ana').status).toBe('resolved')
      expect(await world.sessions('Ana')).toHaveLength(1)
    },
  )
})
