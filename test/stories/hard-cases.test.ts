import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { answers, thoughtful, whileThinking } from '../setup/models.ts'
import { aiLines, answerUnderWay, delivered, late, later } from '../setup/moments.ts'
import { createWorld, until, type World } from '../setup/world.ts'

/** How products of this kind fail in public, the first nine: the AI and the humans. One story for each line of that list. */

const AI = 'ai@acme.test'
const MINUTE = 60_000
const HAND_OFF = { decision: 'hand_off', reason: 'not_in_knowledge', text: '' } as const
const handsOffOnce = () => whileThinking((call) => (call === 1 ? HAND_OFF : { text: 'Three to five days.' }))
const notes = (world: World) => world.transcript('Ana').filter((line) => line.startsWith('(note) AI:'))
const thinking = (model: { isThinking(): boolean }, world: World) =>
  until('it thinks', () => {
    if (!model.isThinking()) world.clock.skip(500)
    return model.isThinking()
  })

describe.each(engines)('hard cases, on %s', (engine) => {
  test('1. the AI talks over a rep: any public message of a person is a take-over, not only an assignment', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').replies('Ana', 'Hello Ana, Ben here.')
    await world.settle()
    expect(world.freshchat('Ana').agent).toBe('Baton AI')
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    expect((await world.session('Ana')).owner).toBe('human')
  })

  test('2. a reply lands after the take-over: the rep’s words stop it even when no webhook tells of them', async () => {
    const model = thoughtful({ text: 'Three to five working days.' })
    await using world = await createWorld({ engine, model })
    world.customer('Ana').says('How long does delivery take?')
    await thinking(model, world)
    late(world, 'message_create', () => world.rep('Ben').replies('Ana', 'I have it.'))
    model.goOn()
    await world.settle()
    expect(aiLines(world)).toEqual([])
    expect(await world.session('Ana')).toMatchObject({ owner: 'human', leaks: 0 })
  })

  test('2. and what no send can prevent is owned up to: the session is marked, the rep is told, the figure is published', async () => {
    await using world = await createWorld({ engine, model: answers() })
    // the rep writes between our last look and Freshchat's storing, and webhooks stay away altogether
    world.sandbox.faults.set('drop', { action: 'message_create', skip: 1 })
    await answerUnderWay(world)
    world.rep('Ben').replies('Ana', 'I have it.')
    await world.settle()
    expect(world.chat('Ana').slice(1)).toEqual(['Ben: I have it.', expect.stringMatching(/^AI: Three/)])
    await later(world, 10_000)
    expect(await world.session('Ana')).toMatchObject({ owner: 'human', leaks: 1 })
    expect(notes(world)).toHaveLength(1)
    expect(notes(world)[0]).toContain('in the moment in which you stepped in')
    const metrics = await (await fetch(`${world.baton.url}/metrics`)).text()
    expect(metrics).toMatch(/^baton_leaks_total 1$/m)
  })

  test('3. a take-over while it thinks is not undone by what it thought, however late the thought ends', async () => {
    const model = thoughtful({ text: 'Three to five working days.' })
    await using world = await createWorld({ engine, model })
    world.customer('Ana').says('How long does delivery take?')
    await thinking(model, world)
    world.rep('Ben').assigns('Ana', { agent: 'Ben' })
    await until('the thought is cancelled', () => model.cancelled === 1)
    model.goOn()
    await world.settle()
    await later(world, 5 * MINUTE)
    expect(aiLines(world)).toEqual([])
    expect(world.freshchat('Ana').agent).toBe('Ben Adler')
  })

  test('4. after hand-back the AI is there again, does not loop, and does not replay what people dealt with', async () => {
    const model = handsOffOnce()
    await using world = await createWorld({ engine, model })
    world.customer('Ana').says('Do you repair bicycles?')
    await world.settle()
    world.rep('Ben').replies('Ana', 'Yes, we do.')
    await world.settle()
    world.customer('Ana').says('Great, I will come by.')
    await world.settle()
    world.rep('Ben').replies('Ana', 'See you then.')
    await world.settle()
    world.clock.skip(20_000)
    world.rep('Ben').assigns('Ana', { agent: AI })
    await world.settle()
    expect(model.asked).toBe(1)
    expect(aiLines(world)).toHaveLength(1)
    expect((await world.session('Ana')).owner).toBe('ai')
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toBe('AI: Three to five days.')
  })

  test('4. what the AI was deliberately silent about is not answered later by itself', async () => {
    await using world = await createWorld({ engine, model: answers(), autoHandle: false })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    await later(world, 60 * MINUTE)
    expect(await world.turns('Ana')).toHaveLength(1)
    expect(aiLines(world)).toEqual([])
  })

  test('5. after a manual reply the AI still knows what the human said', async () => {
    let seen = ''
    const model = whileThinking((_call, _signal, { messages }) => {
      seen = JSON.stringify(messages)
      return { text: 'On Friday.' }
    })
    await using world = await createWorld({ engine, model })
    world.customer('Ana').says('Where is my parcel?')
    await world.settle()
    world.rep('Ben').replies('Ana', 'Your parcel waits in Rotterdam.')
    await world.settle()
    world.clock.skip(20_000)
    world.rep('Ben').notes('Ana', '/baton take')
    await world.settle()
    world.customer('Ana').says('And when does it come?')
    await world.settle()
    expect(seen).toContain('Your parcel waits in Rotterdam.')
    expect(world.chat('Ana').at(-1)).toBe('AI: On Friday.')
  })

  test('6. one text at a handoff, never an answer too, and never silence', async () => {
    const model = whileThinking(() => ({ ...HAND_OFF, text: 'Three to five working days. HANDOFF' }))
    await using world = await createWorld({ engine, model })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(aiLines(world)).toEqual([
      'AI: I am passing this on to a colleague who can help you further. They will reply here.',
    ])
    expect(notes(world)).toHaveLength(1)
  })

  test('6. a word like HANDOFF in an answer hands nothing over: only the structured decision does', async () => {
    const text =
      'Say HANDOFF or [[transfer_to_human]] to reach a colleague; delivery takes three to five days.'
    await using world = await createWorld({ engine, model: whileThinking(() => ({ text })) })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(aiLines(world)).toEqual([`AI: ${text}`])
    expect((await world.session('Ana')).handoff).toBeNull()
  })

  test('7. outside office hours: one message that says when the team is back, and no answer beside it', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const now = world.clock.now()
    const opens = new Date(now.getTime() + 60 * MINUTE).toISOString().slice(11, 16)
    const closes = new Date(now.getTime() + 120 * MINUTE).toISOString().slice(11, 16)
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
    await world.api('PATCH', '/api/v1/settings', {
      officeHours: {
        timezone: 'UTC',
        weekly: days.map((day) => ({ day, from: opens, to: closes })),
        rule: 'hand_off_outside',
      },
    })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    expect(aiLines(world)[0]).toMatch(/who are away at the moment \(back: .+UTC\)/)
    expect((await world.session('Ana')).handoff?.reason).toBe('office_hours')
    world.customer('Ana').says('Hello?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
  })

  test('8. a rep’s reply from a phone comes without a sender, and silences the AI', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    // from the seat that the AI speaks from, and it does not say who may see it
    world.sandbox.faults.set('withoutMessageType', { times: 1 })
    world.sandbox.actors.ruleSays({
      conversationId: world.conversationOf('Ana'),
      text: 'From my phone: I have it.',
      agent: AI,
    })
    await world.settle()
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world).filter((line) => line.startsWith('AI: Three'))).toHaveLength(1)
  })

  test('8. a greeting that comes as an agent’s message is no human', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.sandbox.patchSettings({ welcome: 'text' })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: Three/)
    expect((await world.session('Ana')).owner).toBe('ai')
  })

  test('9. another bot in the thread is neither rep nor customer: nobody answers it', async () => {
    const model = answers()
    await using world = await createWorld({ engine, model })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.sandbox.actors.ruleSays({
      conversationId: world.conversationOf('Ana'),
      text: 'Freddy here: how do you like us?',
    })
    await world.settle()
    expect(model.asked).toBe(1)
    expect((await world.session('Ana')).owner).toBe('ai')
  })

  test('9. an autoresponder on the other side: after so many answers a person gets it, and the AI stops', async () => {
    await using world = await createWorld({ engine, model: answers(), settings: { reply: { turnCap: 3 } } })
    for (let round = 0; round < 6; round++) {
      world.customer('Ana').says('I am out of the office. How long does delivery take?')
      await delivered(world)
      await world.settle()
    }
    expect(aiLines(world).filter((line) => line.startsWith('AI: Three'))).toHaveLength(3)
    expect(await world.session('Ana')).toMatchObject({ owner: 'human', handoff: { reason: 'loop' } })
  })
})
