import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { thoughtful, whileThinking } from '../setup/models.ts'
import { createWorld, until, type World } from '../setup/world.ts'

const delivered = (world: World) =>
  until('Freshchat’s deliveries have come', () => world.sandbox.pendingDeliveries() === 0)
const aiLines = (world: World) => world.chat('Ana').filter((line) => line.startsWith('AI:'))

describe.each(engines)('bursts on %s', (engine) => {
  test('five messages in three seconds get one answer, to all of them', async () => {
    const model = whileThinking(() => ({ text: 'One answer.' }))
    await using world = await createWorld({ engine, model })
    for (const text of ['hi', 'it is me', 'Ana', 'about delivery', 'how long does delivery take?']) {
      world.customer('Ana').says(text)
      await delivered(world)
      world.clock.skip(600)
    }
    expect(aiLines(world)).toEqual([])
    await world.settle()

    expect(aiLines(world)).toEqual(['AI: One answer.'])
    expect(model.asked).toBe(1)
  })

  test('a message that comes while the model thinks: the stale draft is dropped, its call cancelled, one answer covers both', async () => {
    const drafts: string[] = []
    let goOn: (() => void) | null = null
    const model = whileThinking(async (call, _signal, request) => {
      if (call === 1) await new Promise<void>((resolve) => (goOn = resolve))
      drafts.push(JSON.stringify(request.messages))
      return { text: `Answer ${call}.` }
    })
    await using world = await createWorld({ engine, model })
    world.customer('Ana').says('How long does delivery take?')
    await until('the model thinks', () => {
      world.clock.skip(500)
      return goOn !== null
    })
    world.customer('Ana').says('To Norway, I mean.')
    await world.settle()

    expect(aiLines(world)).toEqual(['AI: Answer 2.'])
    expect(model.cancelled).toBe(1)
    expect(drafts).toHaveLength(1)
    expect(drafts[0]).toContain('To Norway')
    const outcomes = (await world.turns('Ana')).map((turn) => turn.outcome)
    expect(outcomes).toContainEqual({ kind: 'stayed_silent', because: 'superseded' })
  })

  test('a customer who never stops typing is answered all the same', async () => {
    let world: World | null = null
    const model = whileThinking(async (call) => {
      // writes on whenever the AI thinks; from the third time on that no longer discards the draft
      if (call <= 4) world?.customer('Ana').says(`and another thing ${call}`)
      if (world !== null) await delivered(world)
      return { text: `Answer ${call}.` }
    })
    await using running = await createWorld({ engine, model })
    world = running
    running.customer('Ana').says('How long does delivery take?')
    await running.settle()

    const first = running.chat('Ana').findIndex((line) => line.startsWith('AI:'))
    expect(running.chat('Ana')[first]).toBe('AI: Answer 3.')
    // what came during the third thought is answered too, by a turn of its own
    expect(aiLines(running).length).toBeGreaterThan(1)
    expect(running.chat('Ana').at(-1)).toMatch(/^AI:/)
  })

  test('the longest wait holds: ten seconds after the first message the AI answers, although the customer writes on', async () => {
    await using world = await createWorld({
      engine,
      settings: { reply: { settleMs: 0, quietMs: 4_000, longestWaitMs: 10_000 } },
    })
    const start = world.clock.now().getTime()
    world.customer('Ana').says('How long does delivery take?')
    await delivered(world)
    while (world.clock.now().getTime() - start < 9_000) {
      world.clock.skip(1_500)
      world.customer('Ana').says('How long does delivery take, please?')
      await delivered(world)
    }
    expect(aiLines(world)).toEqual([])
    world.clock.skip(10_050 - (world.clock.now().getTime() - start))
    await until('the AI has answered', () => aiLines(world).length === 1)
  })
})

describe.each(engines)('a rep steps in on %s', (engine) => {
  test('while the model thinks: known at once, the model call is cancelled, the AI says nothing', async () => {
    const model = thoughtful()
    await using world = await createWorld({ engine, model })
    world.customer('Ana').says('How long does delivery take?')
    await until('the model thinks', () => {
      world.clock.skip(500)
      return model.isThinking()
    })
    world.rep('Ben').replies('Ana', 'I have it.')
    await until('the model call is cancelled', () => model.cancelled === 1)
    await world.settle()

    expect(world.transcript('Ana')).toEqual(['Ana: How long does delivery take?', 'Ben: I have it.'])
    expect(await world.session('Ana')).toMatchObject({ owner: 'human' })
    const [turn] = await world.turns('Ana')
    expect(turn?.outcome).toEqual({ kind: 'stayed_silent', because: 'a-rep-stepped-in' })
  })

  test.each(['assigns it to himself', 'resolves it'])(
    'and %s while the model thinks: the AI says nothing',
    async (what) => {
      const model = thoughtful()
      await using world = await createWorld({ engine, model })
      world.customer('Ana').says('How long does delivery take?')
      await until('the model thinks', () => {
        world.clock.skip(500)
        return model.isThinking()
      })
      if (what === 'resolves it') world.rep('Ben').resolves('Ana')
      else world.rep('Ben').assigns('Ana', { agent: 'Ben' })
      await until('the model call is cancelled', () => model.cancelled === 1)
      await world.settle()
      expect(aiLines(world)).toEqual([])
    },
  )

  test('while his webhook is lost: the look before the send finds him', async () => {
    const model = thoughtful()
    await using world = await createWorld({ engine, model })
    world.customer('Ana').says('How long does delivery take?')
    await until('the model thinks', () => {
      world.clock.skip(500)
      return model.isThinking()
    })
    world.sandbox.faults.set('drop', { action: 'message_create' })
    world.rep('Ben').replies('Ana', 'I have it.')
    model.goOn()
    await world.settle()

    expect(world.chat('Ana')).toEqual(['Ana: How long does delivery take?', 'Ben: I have it.'])
    expect(await world.session('Ana')).toMatchObject({ owner: 'human' })
  })

  test('with a private note only: the AI goes on, notes are for colleagues', async () => {
    const model = thoughtful({ text: 'Three days.' })
    await using world = await createWorld({ engine, model })
    world.customer('Ana').says('How long does delivery take?')
    await until('the model thinks', () => {
      world.clock.skip(500)
      return model.isThinking()
    })
    world.rep('Ben').notes('Ana', 'This customer is a friend of mine.')
    await delivered(world)
    model.goOn()
    await world.settle()
    expect(world.chat('Ana').at(-1)).toBe('AI: Three days.')
  })

  test('with a message that does not say whether it is a note: silent at once, then read again and taken for what it is', async () => {
    for (const isNote of [true, false]) {
      const model = whileThinking(() => ({ text: 'Three days.' }))
      await using world = await createWorld({ engine, model })
      world.sandbox.faults.set('withoutMessageType', { action: 'message_create' })
      world.customer('Ana').says('How long does delivery take?')
      if (isNote) world.rep('Ben').notes('Ana', 'A note.')
      else world.rep('Ben').replies('Ana', 'A reply.')
      await world.settle()
      expect(aiLines(world)).toEqual(isNote ? ['AI: Three days.'] : [])
      expect(await world.session('Ana')).toMatchObject({ owner: isNote ? 'ai' : 'human' })
    }
  })

  test('from the default agent’s seat: somebody types there, and the AI is silent', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('ai@acme.test').replies('Ana', 'This is Ben, on the AI’s account.')
    world.customer('Ana').says('How do I return an item?')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toBe('Ana: How do I return an item?')
    expect(await world.session('Ana')).toMatchObject({ owner: 'human' })
  })

  test('a welcome message in an agent’s name is no rep', async () => {
    await using world = await createWorld({ engine })
    world.sandbox.patchSettings({ welcome: 'text' })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: Standard delivery/)
  })
})
