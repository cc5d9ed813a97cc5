import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { answers, handsOffOnce, whileThinking } from '../setup/models.ts'
import {
  aiLines,
  answerUnderWay,
  beforeEachTransaction,
  delivered,
  justBefore,
  late,
  later,
  nextDue,
  watched,
} from '../setup/moments.ts'
import { createWorld, until, type World } from '../setup/world.ts'

const AI = 'ai@acme.test'

/** How often what was said has been read since the last act. */
function readings(world: World): number {
  const calls = world.sandbox.calls().list()
  const since = calls.findLastIndex(({ method }) => method === 'PUT')
  return calls.slice(since).filter(({ method, path }) => method === 'GET' && path.includes('/messages'))
    .length
}

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

  test('/baton take before a word of the handoff is out: thought anew, and the handoff is not said', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    const hit = justBefore(world, /at lookAndSend/, async () => {
      world.rep('Ben').notes('Ana', '/baton take')
      await delivered(world)
    })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(hit()).toBe(true)
    expect(world.transcript('Ana').filter((line) => !line.startsWith('Ana'))).toEqual([
      '(note) Ben: /baton take',
      expect.stringMatching(/^AI: Three to five/),
    ])
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'ai' })
  })

  test('/baton take just as somebody who wants a person is handed over: they are told so once', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const hit = justBefore(world, /at lookAndSend/, async () => {
      world.rep('Ben').notes('Ana', '/baton take')
      await delivered(world)
    })
    world.customer('Ana').says('Can I talk to a human please?')
    await world.settle()
    expect(hit()).toBe(true)
    expect(aiLines(world)).toHaveLength(1)
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
    const hit = justBefore(world, /at beginTurn/, async () => {
      world.rep('Ben').replies('Ana', 'One more thing.')
      await delivered(world)
    })
    await world.api('POST', `/api/v1/sessions/${id}/resolve`)
    await world.settle()
    expect(hit()).toBe(true)
    expect(await world.session('Ana')).toMatchObject({ id, status: 'open', owner: 'human', closure: null })
    expect(world.freshchat('Ana').status).not.toBe('resolved')
  })

  test('a rep replies when a member’s end stands in Freshchat already, and its turn is not closed: over on both sides', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    const { id } = await world.session('Ana')
    const hit = justBefore(world, /at closeTurn/, async () => {
      world.clock.skip(200)
      world.rep('Ben').replies('Ana', 'One more thing.')
      await delivered(world)
    })
    await world.api('POST', `/api/v1/sessions/${id}/resolve`)
    await world.settle()
    expect(hit()).toBe(true)
    expect(world.freshchat('Ana').status).toBe('resolved')
    expect(await world.session('Ana')).toMatchObject({ id, status: 'resolved' })
  })

  test('the customer writes before an end that Freshchat refused is tried again, and a rep ends it: that end is the rep’s', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    const { id } = await world.session('Ana')
    world.sandbox.faults.set('status', { match: 'PUT conversation', code: 503, times: 1 })
    const hit = justBefore(world, /at lookAndResolve /, async () => {})
    await world.api('POST', `/api/v1/sessions/${id}/resolve`)
    await until('the end was refused', async () => hit() && world.baton.underWay() === 0)
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
    expect(world.freshchat('Ana').status).not.toBe('resolved')
    world.clock.skip(4_000)
    world.rep('Ben').resolves('Ana')
    await world.settle()
    expect(await world.session('Ana')).toMatchObject({ status: 'resolved', closure: 'rep' })
  })

  test('a rep is faster than a member’s end and later ends it themselves, unheard: what the customer asks then is answered', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    const { id } = await world.session('Ana')
    const lost = (act: () => void) => {
      world.sandbox.faults.set('drop', {})
      act()
      world.sandbox.faults.clear('drop')
    }
    // after the last look, before Freshchat stores the end
    const hit = justBefore(world, /at lookAndResolve /, async () => {
      world.clock.skip(50)
      lost(() => world.rep('Ben').replies('Ana', 'One more thing.'))
      world.clock.skip(50)
    })
    await world.api('POST', `/api/v1/sessions/${id}/resolve`)
    await world.settle()
    expect(hit()).toBe(true)
    expect(world.freshchat('Ana').status).not.toBe('resolved')
    expect(await world.session('Ana')).toMatchObject({ id, status: 'open', owner: 'human' })
    world.clock.skip(10_000)
    lost(() => world.rep('Ben').resolves('Ana'))
    world.clock.skip(4_000)
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
    expect(await world.session('Ana')).toMatchObject({ previousSessionId: id, owner: 'ai' })
  })

  test('a rep ends it right after the AI’s claim and opens it again before the answer to that: it is the rep’s', async () => {
    await using world = await createWorld({ engine, model: answers() })
    let claims = 0
    const stop = beforeEachTransaction(world, (stack) => {
      // the first writes the claim down before it is sent, the second what came of it
      if (!/at assignToUs/.test(stack) || ++claims !== 2) return null
      return async () => {
        world.clock.skip(100)
        world.rep('Ben').resolves('Ana')
        world.clock.skip(100)
        world.rep('Ben').reopens('Ana')
        await delivered(world)
        world.clock.skip(100)
      }
    })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    stop()
    expect(claims).toBeGreaterThanOrEqual(2)
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'human' })
    expect(world.freshchat('Ana').status).not.toBe('resolved')
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toEqual([])
  })

  test('the AI’s claim overwrites a rep, of whom it hears after two answers: it owns up to both', async () => {
    await using world = await createWorld({ engine, model: answers() })
    let arrives = () => {}
    const hit = justBefore(world, /at assignToUs/, async () => {
      world.clock.skip(200)
      arrives = late(world, 'conversation_assignment', () =>
        world.rep('Ben').assigns('Ana', { agent: 'Ben' }),
      )
      world.clock.skip(200)
    })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(hit()).toBe(true)
    world.clock.skip(4_000)
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
    arrives()
    await world.settle()
    expect(await world.session('Ana')).toMatchObject({ owner: 'human', leaks: 2 })
    expect(world.freshchat('Ana').agent).toBe('Ben Adler')
  })

  test('a rep takes it after an order to the AI, and the AI’s claim overwrites that: the rep gets it back', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    let arrives = () => {}
    justBefore(world, /at beginTurn/, async () => {
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
    const hit = justBefore(world, /at assignToUs/, async () => {
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

  test('a rep ends it in the middle of a handoff, and that our stepping aside opened it is heard of while it ends once more: over, and the next question is answered', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const hit = justBefore(world, /at lookAndSend/, async () => {
      world.rep('Ben').resolves('Ana')
      await delivered(world)
      // opened by our note and our stepping aside: one of the two is heard of at once, the other late
      world.sandbox.faults.set('drop', { action: 'conversation_reopen', times: 1 })
    })
    const reopenings = () =>
      world.sandbox.state.deliveries().filter(({ action }) => action === 'conversation_reopen')
    const isEnding = justBefore(world, /at writeDown /, async () => {
      for (const { id, status } of reopenings()) if (status === 'dropped') world.sandbox.redeliver(id)
      await delivered(world)
    })
    world.customer('Ana').says('Can I talk to a human please?')
    await world.settle()
    expect([hit(), isEnding()]).toEqual([true, true])
    expect([world.freshchat('Ana').status, (await world.session('Ana')).status]).toEqual([
      'resolved',
      'resolved',
    ])
    world.clock.skip(4_000)
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
  })

  test('Freshchat refuses the AI’s claim, a rule gives it to a rep meanwhile, and another rep gives it to the AI at once: answered', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.sandbox.faults.set('status', { match: 'PUT conversation', code: 500, times: 1 })
    world.customer('Ana').says('How long does delivery take?')
    await until('the claim was refused', () => {
      if (world.baton.underWay() === 0) world.clock.skip(100)
      return world.sandbox
        .calls()
        .list()
        .some(({ status }) => status === 500)
    })
    late(world, 'conversation_assignment', () => world.rule.assigns('Ana', { agent: 'Rosa' }))
    await world.settle()
    expect((await world.session('Ana')).owner).toBe('human')
    world.rep('Ben').assigns('Ana', { agent: AI })
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    expect((await world.session('Ana')).owner).toBe('ai')
  })

  /** Ana is answered, and the echo of the AI’s claim comes once that claim has been answered: from then on the token’s owner is known. */
  const answeredByTheToken = async (world: World) => {
    world.sandbox.faults.set('drop', { action: 'conversation_assignment', times: 1 })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    for (const { id, status } of world.sandbox.state.deliveries())
      if (status === 'dropped') world.sandbox.redeliver(id)
    await delivered(world)
  }

  test('a rule’s end is lost, and right after the AI’s answer a rep opens it again: it is the rep’s', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await answeredByTheToken(world)
    late(world, 'conversation_resolution', () => world.rule.resolves('Ana'))
    world.rep('Ben').reopens('Ana')
    await world.settle()
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'human' })
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
  })

  test('right after the AI’s answer a rep resolves it and opens it again: open, and the rep’s', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await answeredByTheToken(world)
    world.rep('Ben').resolves('Ana')
    await delivered(world)
    world.rep('Ben').reopens('Ana')
    await world.settle()
    expect(world.freshchat('Ana').status).toBe('new')
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'human' })
  })

  test('a rep orders the AI to take it before the customer asks for a person, and is heard after the handoff has begun: handed over once', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    late(world, 'message_create', () => world.rep('Ben').notes('Ana', '/baton take'))
    world.clock.skip(50)
    world.customer('Ana').says('Can I talk to a human please?')
    await world.settle()
    expect(world.transcript('Ana').filter((line) => line.startsWith('(note) AI: Handed over'))).toHaveLength(
      1,
    )
    expect(aiLines(world)).toHaveLength(2)
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'human' })
  })

  test('the customer’s goodbye is heard after a rep has gone on with what it opened: open, and the rep’s', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').resolves('Ana')
    await world.settle()
    world.clock.skip(4_000)
    late(world, 'message_create', () => world.customer('Ana').says('Thanks, that solved it!'))
    world.clock.skip(4_000)
    world.rep('Ben').notes('Ana', '/baton stop')
    await world.settle()
    expect(world.freshchat('Ana').status).not.toBe('resolved')
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'human' })
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
  })

  test('a member’s end stands in Freshchat, and the customer writes while it is read back: answered', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(4_000)
    const { id } = await world.session('Ana')
    // of the two readings after the end the one that shows who has it comes late, and shows the conversation open again
    world.sandbox.faults.set('latency', { match: 'GET conversation', ms: 400, times: 1, skip: 1 })
    const puts = () =>
      world.sandbox
        .calls()
        .list()
        .filter(({ method }) => method === 'PUT').length
    const before = puts()
    await world.api('POST', `/api/v1/sessions/${id}/resolve`)
    await until('the end stands', () => puts() > before && world.freshchat('Ana').status === 'resolved')
    await until('it is read back', () => readings(world) >= 1)
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
    expect(await world.session('Ana')).toMatchObject({ status: 'open', owner: 'ai' })
    expect(world.freshchat('Ana').status).not.toBe('resolved')
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
