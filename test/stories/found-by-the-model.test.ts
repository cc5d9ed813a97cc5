import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { answers, handsOffOnce, whileThinking } from '../setup/models.ts'
import {
  aiLines,
  answerUnderWay,
  delivered,
  justBefore,
  late,
  later,
  nextDue,
  watched,
} from '../setup/moments.ts'
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

  test('the customer’s goodbye opens what was over, and a rep goes on with it: open, and the rep’s', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rule.resolves('Ana')
    await world.settle()
    world.clock.skip(4_000)
    world.customer('Ana').says('Thank you!')
    await delivered(world)
    world.rep('Ben').assigns('Ana', { agent: 'Ben' })
    await world.settle()
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'human', closure: null })
    expect(world.freshchat('Ana').agent).toBe('Ben Adler')
  })

  test('a rep replies before a member’s end has reached Freshchat: open, and the rep’s', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    const { id } = await world.session('Ana')
    const hit = justBefore(world, /at begin/, async () => {
      world.rep('Ben').replies('Ana', 'One more thing.')
      await delivered(world)
    })
    await world.api('POST', `/api/v1/sessions/${id}/resolve`)
    await world.settle()
    expect(hit()).toBe(true)
    expect(await world.session('Ana')).toMatchObject({ id, status: 'open', owner: 'human', closure: null })
    expect(world.freshchat('Ana').status).not.toBe('resolved')
  })

  test('a rep takes it after an order to the AI, and the AI’s claim overwrites that: the rep gets it back', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    let arrives = () => {}
    justBefore(world, /at begin/, async () => {
      world.clock.skip(500)
      arrives = late(world, 'conversation_assignment', () =>
        world.rep('Ben').assigns('Ana', { agent: 'Ben' }),
      )
    })
    world.rep('Ben').notes('Ana', '/baton take')
    await world.settle()
    expect(world.freshchat('Ana').agent).toBe('Baton AI')
    arrives()
    await world.settle()
    expect((await world.session('Ana')).owner).toBe('human')
    expect(world.freshchat('Ana').agent).toBe('Ben Adler')
  })

  test('a rep replies while the AI’s claim is on its way: comparing takes that claim for no giving back', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const puts = () =>
      world.sandbox
        .calls()
        .list()
        .filter(({ method }) => method === 'PUT').length
    world.sandbox.faults.set('latency', { match: 'PUT conversation', ms: 400, times: 1 })
    world.customer('Ana').says('How long does delivery take?')
    await until('the claim is on its way', async () => {
      const at = await nextDue(world)
      if (at !== null && at > world.clock.now()) world.clock.skip(at.getTime() - world.clock.now().getTime())
      return puts() > 0
    })
    world.rep('Ben').replies('Ana', 'I have it from here.')
    await world.settle()
    expect(world.freshchat('Ana').agent).toBe('Baton AI')
    await later(world, 16 * 60_000)
    world.customer('Ana').says('Thank you, Ben. And express?')
    await world.settle()
    expect((await world.session('Ana')).owner).toBe('human')
    expect(aiLines(world)).toEqual([])
  })

  test('a rep opens again what had ended, and only their reply is heard of: open, and the rep’s', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rule.resolves('Ana')
    await world.settle()
    world.clock.skip(4_000)
    world.sandbox.faults.set('drop', {})
    world.rep('Ben').assigns('Ana', { agent: 'Ben' })
    world.sandbox.faults.clear('drop')
    world.rep('Ben').replies('Ana', 'One more thing.')
    await world.settle()
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'human', closure: null })
    expect(world.freshchat('Ana').agent).toBe('Ben Adler')
  })

  test('a rep resolves it just before the AI’s claim, which opens it again, and is heard of later: it ends once more', async () => {
    await using world = await createWorld({ engine, model: answers() })
    let arrives = () => {}
    const hit = justBefore(world, /at claim /, async () => {
      world.clock.skip(200)
      arrives = late(world, 'conversation_resolution', () => world.rep('Ben').resolves('Ana'))
      world.clock.skip(200)
    })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(hit()).toBe(true)
    expect(world.freshchat('Ana').agent).toBe('Baton AI')
    arrives()
    await world.settle()
    expect(await world.session('Ana')).toMatchObject({ status: 'resolved', closure: 'rep' })
    expect(world.freshchat('Ana').status).toBe('resolved')
  })

  test('a rep gives the AI what has ended, and no webhook tells: open here too once Baton has compared, and it ends by itself', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').resolves('Ana')
    await world.settle()
    world.sandbox.faults.set('drop', {})
    world.rep('Ben').assigns('Ana', { agent: AI })
    world.sandbox.faults.clear('drop')
    // away for so long that all that ended within a day is compared
    world.clock.skip(10 * 60_000)
    await watched(world, 60_000)
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'ai' })
    await later(world, 31 * 60_000)
    expect((await world.session('Ana')).status).toBe('resolved')
    expect(world.freshchat('Ana').status).toBe('resolved')
  })

  test('a rule has given it to a rep, of which no webhook has told, and another rep orders the AI to take it: it does', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    const arrives = late(world, 'conversation_assignment', () => world.rule.assigns('Ana', { agent: 'Rosa' }))
    world.clock.skip(4_000)
    world.rep('Ben').notes('Ana', '/baton take')
    await world.settle()
    arrives()
    await world.settle()
    expect(world.freshchat('Ana').agent).toBe('Baton AI')
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
  })

  test('a rep’s end is lost, and the customer’s next message opens it again: a new session, and answered', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    world.rep('Ben').replies('Ana', 'I have it from here.')
    await world.settle()
    late(world, 'conversation_resolution', () => world.rep('Ben').resolves('Ana'))
    world.clock.skip(4_000)
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
    const [next, last] = await world.sessions('Ana')
    expect(next).toMatchObject({ status: 'open', owner: 'ai', previousSessionId: last?.id })
    expect(last).toMatchObject({ status: 'resolved', closure: 'rule' })
  })

  test('a rep took the AI off, a rule gave it to the AI again, and the first is heard of last: the AI goes on', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    const arrives = late(world, 'conversation_assignment', () =>
      world.rep('Ben').assigns('Ana', { agent: null }),
    )
    world.clock.skip(4_000)
    world.rule.assigns('Ana', { agent: AI })
    await world.settle()
    arrives()
    await world.settle()
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
  })

  test('what is over and bears the AI’s name still, a rep opens again and gives to the AI: the customer’s next question is answered', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    world.rule.resolves('Ana')
    await world.settle()
    await watched(world, 31 * 60_000)
    world.rep('Ben').assigns('Ana', { agent: AI })
    await world.settle()
    expect((await world.session('Ana')).owner).toBe('ai')
    world.clock.skip(4_000)
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
  })

  test('what the customer asked while an answer was on its way, and was handed over for, asks again when it is given back', async () => {
    const model = whileThinking((call) =>
      call === 2
        ? { decision: 'hand_off', reason: 'not_in_knowledge', text: '' }
        : { text: `Three to five working days, answer ${call}.` },
    )
    await using world = await createWorld({ engine, model })
    await answerUnderWay(world)
    world.customer('Ana').says('And to the moon?')
    await world.settle()
    expect((await world.session('Ana')).owner).toBe('human')
    world.clock.skip(4_000)
    world.rep('Ben').notes('Ana', '/baton take')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toBe('AI: Three to five working days, answer 3.')
  })

  test('a rep gives it to the AI, unheard, and then writes: found by comparing, it is the rep’s', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await delivered(world)
    world.sandbox.faults.set('drop', {})
    world.rep('Ben').assigns('Ana', { agent: AI })
    world.sandbox.faults.clear('drop')
    world.clock.skip(50)
    world.rep('Ben').replies('Ana', 'I have it from here.')
    await world.settle()
    await later(world, 15 * 60_000)
    expect((await world.session('Ana')).owner).toBe('human')
    expect(aiLines(world)).toEqual([])
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
