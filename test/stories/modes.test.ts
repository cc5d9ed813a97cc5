import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { answers } from '../setup/models.ts'
import { aiLines, justBefore } from '../setup/moments.ts'
import { createWorld, until } from '../setup/world.ts'

const AI = 'ai@acme.test'
const MINUTE = 60_000
const ANSWER = 'AI: Standard delivery takes three to five working days. Express delivery takes one day.'

describe.each(engines)('modes and filters on %s', (engine) => {
  test('assist: a draft for a rep as a private note, nothing to the customer, nothing claimed', async () => {
    await using world = await createWorld({ engine, settings: { reply: { mode: 'assist' } } })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.customer('Ana').says('Do you sell violins made of glass?')
    await world.settle()

    expect(world.chat('Ana')).toEqual([
      'Ana: How long does delivery take?',
      'Ana: Do you sell violins made of glass?',
    ])
    const notes = world.transcript('Ana').filter((line) => line.startsWith('(note)'))
    expect(notes).toHaveLength(1)
    expect(notes[0]).toMatch(/^\(note\) AI: Draft by Baton, not sent:\n\nStandard delivery takes/)
    expect(world.freshchat('Ana').agent).toBeNull()
    expect((await world.turns('Ana')).map((turn) => turn.outcome?.kind)).toEqual(['drafted', 'drafted'])
  })

  test('shadow: decided and recorded, and not one write to Freshchat', async () => {
    await using world = await createWorld({ engine, settings: { reply: { mode: 'shadow' } } })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(world.transcript('Ana')).toHaveLength(1)
    const [turn] = await world.turns('Ana')
    expect(turn).toMatchObject({
      outcome: { kind: 'drafted' },
      draft: expect.stringContaining('Standard delivery'),
      confidence: expect.any(Number),
      threshold: 0.5,
    })
    expect(
      world.sandbox
        .calls()
        .list()
        .filter((call) => call.method !== 'GET'),
    ).toEqual([])
  })

  test('a channel may have a mode of its own', async () => {
    await using world = await createWorld({
      engine,
      settings: { channels: { whatsapp: { mode: 'shadow' } } },
    })
    world.customer('Ana').says('How long does delivery take?', { channel: 'WhatsApp' })
    world.customer('Eva').says('How long does delivery take?')
    await world.settle()
    expect(world.transcript('Ana')).toHaveLength(1)
    expect(await world.session('Ana')).toMatchObject({ channel: 'whatsapp' })
    expect(world.chat('Eva').at(-1)).toBe(ANSWER)
  })

  test('paused: nothing is said, and what waits is decided afresh when it is lifted', async () => {
    await using world = await createWorld({ engine, settings: { paused: true } })
    world.customer('Ana').says('How long does delivery take?')
    await until('the question has come', () => world.sandbox.pendingDeliveries() === 0)
    world.clock.skip(60_000)
    await until('Baton has looked at it', () => world.baton.underWay() === 0)
    expect(world.transcript('Ana')).toHaveLength(1)
    expect(await world.turns('Ana')).toEqual([])
    await world.api('PATCH', '/api/v1/settings', { paused: false })
    await world.settle()
    expect(world.chat('Ana').at(-1)).toBe(ANSWER)
  })

  test('a customer on the list always gets people, known by e-mail', async () => {
    await using world = await createWorld({ engine })
    await world.api('PATCH', '/api/v1/integrations/freshchat', { filters: { toPeople: ['vip@acme.test'] } })
    world.customer('vip@acme.test').says('How long does delivery take?')
    world.customer('Eva').says('How long does delivery take?')
    await world.settle()
    expect(world.chat('vip@acme.test')).toHaveLength(1)
    expect(await world.session('vip@acme.test')).toMatchObject({ owner: 'none' })
    expect(world.chat('Eva').at(-1)).toBe(ANSWER)
  })

  test('outside office hours the rule counts: silent, or handed to people with that reason; inside it does not', async () => {
    const weekly = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => ({
      day,
      from: '00:00',
      to: '00:00',
    }))
    const never = { timezone: 'Europe/Berlin', weekly: [] }
    await using world = await createWorld({
      engine,
      settings: { officeHours: { ...never, rule: 'silent_outside' } },
    })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(world.transcript('Ana')).toHaveLength(1)

    await world.api('PATCH', '/api/v1/settings', { officeHours: { ...never, rule: 'hand_off_outside' } })
    world.customer('Eva').says('How long does delivery take?')
    await world.settle()
    expect(await world.session('Eva')).toMatchObject({ owner: 'human', handoff: { reason: 'office_hours' } })

    await world.api('PATCH', '/api/v1/settings', {
      officeHours: { ...never, weekly, rule: 'hand_off_outside' },
    })
    world.customer('Ida').says('How long does delivery take?')
    await world.settle()
    expect(world.chat('Ida').at(-1)).toBe(ANSWER)
  })

  test('an AI that has answered as often as the cap allows hands over', async () => {
    await using world = await createWorld({ engine, settings: { reply: { turnCap: 2 } } })
    for (const text of [
      'How long does delivery take?',
      'How do I return an item?',
      'How long does delivery take, again?',
    ]) {
      world.customer('Ana').says(text)
      await world.settle()
    }
    expect(await world.session('Ana')).toMatchObject({ owner: 'human', handoff: { reason: 'loop' } })
  })

  test('assist: reps get a draft also for a conversation that is theirs, once for the same words, and none after /baton stop', async () => {
    await using world = await createWorld({ engine, settings: { reply: { mode: 'assist' } } })
    const notes = () => world.transcript('Ana').filter((line) => line.startsWith('(note) AI:'))
    world.customer('Ana').says('Hello, I have a question about my order')
    await world.settle()
    world.rep('Ben').assigns('Ana', { agent: 'Ben' })
    world.rep('Ben').replies('Ana', 'Hello Ana, what is it?')
    await world.settle()
    const before = notes().length
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(notes()).toHaveLength(before + 1)
    expect(notes().at(-1)).toContain('Standard delivery takes')
    expect(world.freshchat('Ana').agent).toBe('Ben Adler')

    world.clock.skip(20_000)
    world.rep('Ben').assigns('Ana', { agent: 'ai@acme.test' })
    await world.settle()
    expect(notes()).toHaveLength(before + 1)

    world.rep('Ben').notes('Ana', '/baton stop')
    await world.settle()
    world.customer('Ana').says('How do I return an item?')
    await world.settle()
    expect(notes()).toHaveLength(before + 1)
    expect(world.chat('Ana').filter((line) => line.startsWith('AI:'))).toEqual([])
  })

  test('only what the AI takes is recorded, where the settings say so', async () => {
    await using world = await createWorld({ engine, autoHandle: false })
    await world.api('PATCH', '/api/v1/integrations/freshchat', { filters: { record: 'taken' } })
    const recorded = async () =>
      (await world.api<{ items: { contact: { name: string } | null }[] }>('GET', '/api/v1/sessions')).items
    world.customer('Ana').says('How long does delivery take?')
    world.customer('Eva').says('How long does delivery take?')
    world.rep('Ben').replies('Eva', 'Three days, Eva.')
    await world.settle()
    expect(await recorded()).toEqual([])

    // what was not recorded is read from Freshchat once it comes to the AI
    world.rep('Ben').assigns('Ana', { agent: 'ai@acme.test' })
    await world.settle()
    expect(world.chat('Ana').at(-1)).toBe(ANSWER)
    expect((await recorded()).map(({ contact }) => contact?.name)).toEqual(['Ana'])
  })

  test('given back once, and ended: the filters hold again for what the customer writes later', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await world.api('PATCH', '/api/v1/integrations/freshchat', { filters: { percent: 0 } })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(0)
    world.rep('Ben').assigns('Ana', { agent: AI })
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    world.rep('Ben').replies('Ana', 'Done from here.')
    world.rep('Ben').assigns('Ana', { agent: null })
    world.rep('Ben').resolves('Ana')
    await world.settle()
    world.clock.skip(2 * 60 * MINUTE)
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(await world.sessions('Ana')).toHaveLength(2)
    expect(aiLines(world)).toHaveLength(1)
  })

  test('only what the AI takes is recorded: what a member is just writing into it is delivered first', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await world.api('PATCH', '/api/v1/integrations/freshchat', { filters: { record: 'taken', percent: 0 } })
    world.customer('Ana').says('How long does delivery take?')
    const isHit = justBefore(world, /at closeTurn/, async () => {
      const { id } = await world.session('Ana')
      await world.api('POST', `/api/v1/sessions/${id}/messages`, { text: 'Three days.' })
    })
    await world.settle()
    expect(isHit()).toBe(true)
    expect(world.chat('Ana')).toEqual(['Ana: How long does delivery take?', 'AI: Three days.'])
  })
})
