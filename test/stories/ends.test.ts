import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { thoughtful, whileThinking } from '../setup/models.ts'
import { aiLines, delivered, justBefore, later } from '../setup/moments.ts'
import { createWorld, until, type World } from '../setup/world.ts'

const AI = 'ai@acme.test'
const MINUTE = 60_000
const notes = (world: World) => world.transcript('Ana').filter((line) => line.startsWith('(note) AI:'))
const resolves = (world: World) =>
  world.sandbox
    .calls()
    .list()
    .filter((call) => call.method === 'PUT').length

/** Half an hour of silence, until our call that ends the session is on its way; Freshchat takes its time with it. */
async function endOnItsWay(world: World): Promise<void> {
  world.sandbox.faults.set('latency', { match: 'PUT conversation', ms: 400 })
  const before = resolves(world)
  world.clock.skip(30 * MINUTE)
  await until('the end is on its way', () => resolves(world) > before)
}

/** The worker dies when Freshchat has stored our end and nothing of it is written down yet. */
const dies = (world: World, first: () => Promise<void>) =>
  justBefore(world, /at writeDown/, async () => {
    await first()
    throw new Error('the worker dies')
  })

describe.each(engines)('how sessions end on %s', (engine) => {
  test('an answer and half an hour of silence: a note, then resolved, assumed', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    await later(world, 29 * MINUTE)
    expect(world.freshchat('Ana').status).toBe('assigned')
    await later(world, 2 * MINUTE)
    expect(world.freshchat('Ana').status).toBe('resolved')
    expect(await world.session('Ana')).toMatchObject({ status: 'resolved', closure: 'assumed', owner: 'ai' })
    expect(notes(world)).toHaveLength(1)
    expect(notes(world)[0]).toMatch(/^\(note\) AI: Resolved by Baton: the customer has not written again/)
    await later(world, 24 * 60 * MINUTE)
    expect(notes(world)).toHaveLength(1)
  })

  test('the customer writes before the silence is over: it begins anew', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    await later(world, 20 * MINUTE)
    world.customer('Ana').says('How do I return an item?')
    await world.settle()
    await later(world, 20 * MINUTE)
    expect(world.freshchat('Ana').status).toBe('assigned')
    await later(world, 11 * MINUTE)
    expect(world.freshchat('Ana').status).toBe('resolved')
  })

  test('never while a person has it, and not in assist', async () => {
    await using world = await createWorld({
      engine,
      settings: { channels: { whatsapp: { mode: 'assist' } } },
    })
    world.customer('Ana').says('How long does delivery take?')
    world.customer('Eva').says('How long does delivery take?', { channel: 'WhatsApp' })
    await world.settle()
    world.rep('Ben').replies('Ana', 'I have it.')
    await world.settle()
    await later(world, 48 * 60 * MINUTE)
    expect(world.freshchat('Ana').status).not.toBe('resolved')
    expect(world.freshchat('Eva').status).toBe('new')
  })

  test('“thanks, that solved it”: a kind word, and resolved at once, confirmed', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.customer('Ana').says('Thanks, that solved it!')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toBe('AI: You are welcome! If there is anything else, just write.')
    expect(world.freshchat('Ana').status).toBe('resolved')
    expect(await world.session('Ana')).toMatchObject({ status: 'resolved', closure: 'confirmed' })
    expect(notes(world)).toHaveLength(1)
  })

  test('with the setting off thanks are answered and nothing ends', async () => {
    await using world = await createWorld({ engine, settings: { resolution: { onThanks: false } } })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.customer('Ana').says('Thanks, that solved it!')
    await world.settle()
    expect(world.freshchat('Ana').status).toBe('assigned')
  })

  test('“thanks”, resolve, “bye”: the goodbye joins what ended, is not answered, and is resolved again', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.customer('Ana').says('Thanks, that solved it!')
    await world.settle()
    const said = aiLines(world).length
    world.clock.skip(5 * MINUTE)
    world.customer('Ana').says('bye')
    await world.settle()
    expect(aiLines(world)).toHaveLength(said)
    expect(world.freshchat('Ana').status).toBe('resolved')
    expect(await world.sessions('Ana')).toHaveLength(1)
    expect(await world.session('Ana')).toMatchObject({ status: 'resolved', closure: 'confirmed' })

    world.clock.skip(MINUTE)
    world.customer('Ana').says('How do I return an item?')
    await world.settle()
    const [next, first] = await world.sessions('Ana')
    expect(next).toMatchObject({ status: 'open', owner: 'ai', previousSessionId: first?.id })
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: You can return/)
  })

  test('a goodbye and then a question: the question is answered, nothing is resolved over it', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').resolves('Ana')
    await world.settle()
    world.clock.skip(MINUTE)
    world.customer('Ana').says('thank you')
    await delivered(world)
    world.customer('Ana').says('How do I return an item?')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: You can return/)
    expect(world.freshchat('Ana').status).not.toBe('resolved')
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'ai' })
  })

  test('outside autopilot a goodbye joins what ended, and nothing is resolved by us', async () => {
    await using world = await createWorld({ engine, settings: { reply: { mode: 'shadow' } } })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').replies('Ana', 'Three days.')
    world.rep('Ben').resolves('Ana')
    await world.settle()
    world.customer('Ana').says('thank you')
    await world.settle()
    expect(await world.sessions('Ana')).toHaveLength(1)
    expect(resolves(world)).toBe(0)
  })

  test('a goodbye an hour later is a new session', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').resolves('Ana')
    await world.settle()
    world.clock.skip(60 * MINUTE)
    world.customer('Ana').says('Thank you!')
    await world.settle()
    expect(await world.sessions('Ana')).toHaveLength(2)
  })

  test('resolving races with the customer’s next message: the message is answered', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    // after our last look, before Freshchat stores the end; its webhook stays away for a while
    await endOnItsWay(world)
    world.customer('Ana').says('How do I return an item?')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: You can return/)
    expect(world.freshchat('Ana').status).not.toBe('resolved')
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'ai' })
  })

  test('a rep writes while the end is on its way: the conversation stays open, and the rep’s', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    await endOnItsWay(world)
    world.rep('Ben').replies('Ana', 'One more thing from me.')
    await world.settle()
    expect(world.freshchat('Ana').status).not.toBe('resolved')
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'human' })
  })

  test.each([
    ['and a webhook tells of it', false],
    ['and no webhook tells of it', true],
  ])(
    'our own note opens what a rep has just resolved, %s: it is resolved once more, and no third time',
    async (_, isLost) => {
      const model = thoughtful({ decision: 'hand_off', reason: 'not_in_knowledge', text: '' })
      await using world = await createWorld({ engine, model })
      world.sandbox.patchSettings({ noteReopens: true })
      if (isLost) world.sandbox.faults.set('drop', { action: 'conversation_reopen' })
      world.sandbox.faults.set('latency', { match: 'POST messages', bodyIncludes: 'private', ms: 500 })
      world.customer('Ana').says('Do you repair bicycles?')
      await until('it thinks', () => {
        if (!model.isThinking()) world.clock.skip(500)
        return model.isThinking()
      })
      model.goOn()
      await until('the note is on its way', () => {
        const posts = world.sandbox
          .calls()
          .list()
          .filter((call) => call.method === 'POST')
        return posts.length === 2
      })
      world.rep('Ben').resolves('Ana')
      await world.settle()
      await later(world, MINUTE)
      expect(world.freshchat('Ana').status).toBe('resolved')
      expect(await world.session('Ana')).toMatchObject({ status: 'resolved', closure: 'rep', owner: 'human' })
      expect(notes(world)).toHaveLength(1)
    },
  )

  test('Freshchat’s own auto-resolve ends a session as rule', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rule.resolves('Ana')
    await world.settle()
    expect(await world.session('Ana')).toMatchObject({ status: 'resolved', closure: 'rule' })
    await later(world, 60 * MINUTE)
    expect(notes(world)).toHaveLength(0)
  })

  test('assigned-only: what was the AI’s when it ended is the AI’s again', async () => {
    await using world = await createWorld({ engine, autoHandle: false })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(0)
    world.rep('Ben').assigns('Ana', { agent: AI })
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    await later(world, 31 * MINUTE)
    expect(world.freshchat('Ana').status).toBe('resolved')
    world.rule.assigns('Ana', { agent: null })
    world.customer('Ana').says('How do I return an item?')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: You can return/)
  })

  test('Freshchat does not let us resolve: one note, and not one more every minute; thanks are answered all the same', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.sandbox.faults.set('status', { match: 'PUT conversation', code: 403 })
    await later(world, 12 * 60 * MINUTE)
    expect(notes(world)).toHaveLength(1)
    world.customer('Ana').says('Thanks, that solved it!')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: You are welcome/)
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'ai', handoff: null })
  })

  test('e-mail waits a day', async () => {
    const { quietMinutes } = await import('../../src/rules/attention.ts')
    const { defaultSettings } = await import('../../src/settings.ts')
    expect(quietMinutes('email', defaultSettings())).toBe(1_440)
    expect(quietMinutes('web', defaultSettings())).toBe(30)
    expect(quietMinutes('email', { ...defaultSettings(), channels: { email: { quietMinutes: 5 } } })).toBe(5)
  })

  test('paused: nothing ends by itself until it is lifted', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    await world.api('PATCH', '/api/v1/settings', { paused: true })
    await later(world, 40 * MINUTE)
    expect(world.freshchat('Ana').status).toBe('assigned')
    await world.api('PATCH', '/api/v1/settings', { paused: false })
    await later(world, 2 * MINUTE)
    expect(world.freshchat('Ana').status).toBe('resolved')
  })

  test('a conversation that Freshchat no longer knows ends as gone, without a word', async () => {
    const model = whileThinking(() => ({ text: 'Three days.' }))
    await using world = await createWorld({ engine, model })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.sandbox.faults.set('status', { match: 'GET conversation', code: 404 })
    await later(world, 31 * MINUTE)
    expect(await world.session('Ana')).toMatchObject({ status: 'resolved', closure: 'gone' })
  })

  test('the customer was faster than our end, and opening it again fails once: answered all the same', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.sandbox.faults.set('latency', { match: 'PUT conversation', ms: 400, times: 1 })
    world.sandbox.faults.set('status', { match: 'PUT conversation', code: 500, skip: 1, times: 1 })
    const so = resolves(world)
    world.clock.skip(30 * MINUTE)
    await until('the end is on its way', () => resolves(world) > so)
    world.customer('Ana').says('How do I return an item?')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: You can return any item/)
    expect(world.freshchat('Ana').status).toBe('assigned')
    expect((await world.session('Ana')).status).toBe('open')
  })

  test('a rep was faster than our end, and opening it again fails once: it is the rep’s all the same', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.sandbox.faults.set('latency', { match: 'PUT conversation', ms: 400, times: 1 })
    world.sandbox.faults.set('status', { match: 'PUT conversation', code: 500, skip: 1, times: 1 })
    const so = resolves(world)
    world.clock.skip(30 * MINUTE)
    await until('the end is on its way', () => resolves(world) > so)
    world.rep('Ben').replies('Ana', 'One moment, I look into it.')
    await world.settle()
    expect(world.freshchat('Ana').status).not.toBe('resolved')
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'human' })
  })

  test('the worker dies once Freshchat has our end: it ended as what it was', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const isHit = dies(world, async () => {})
    await later(world, 31 * MINUTE)
    await world.settle()
    expect(isHit()).toBe(true)
    expect(await world.session('Ana')).toMatchObject({ status: 'resolved', closure: 'assumed', owner: 'ai' })
  })

  test('the same after “solved”, and our own end came back before that: confirmed', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const isHit = dies(world, () => delivered(world))
    world.customer('Ana').says('Thanks, that solved it!')
    await world.settle()
    await later(world, 2 * MINUTE)
    expect(isHit()).toBe(true)
    expect(await world.session('Ana')).toMatchObject({ status: 'resolved', closure: 'confirmed' })
  })

  test('a rep who opens it again within moments of our end is not resolved over', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(30 * MINUTE)
    await until('Freshchat has our end', () => world.freshchat('Ana').status === 'resolved')
    await until('the turn is over', () => world.baton.underWay() === 0)
    world.rep('Ben').reopens('Ana')
    await world.settle()
    expect(world.freshchat('Ana').status).not.toBe('resolved')
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'human' })
  })

  test('the same before our end is written down', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const isHit = justBefore(world, /at writeDown/, async () => {
      world.rep('Ben').reopens('Ana')
      await delivered(world)
    })
    await later(world, 31 * MINUTE)
    expect(isHit()).toBe(true)
    expect(world.freshchat('Ana').status).not.toBe('resolved')
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'human' })
  })
})
