import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { answers, handsOff, handsOffOnce, whileThinking } from '../setup/models.ts'
import { aiLines, delivered, justBefore, late, later } from '../setup/moments.ts'
import { createWorld, until, type World } from '../setup/world.ts'

const AI = 'ai@acme.test'
const MINUTE = 60_000
const notes = (world: World) => world.transcript('Ana').filter((line) => line.startsWith('(note) AI:'))

/** The AI has answered, and Ben has written since: nothing waits. */
async function takenByBen(world: World): Promise<void> {
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  world.rep('Ben').replies('Ana', 'I have it.')
  await world.settle()
}

describe.each(engines)('coming back on %s', (engine) => {
  test('a rep who gives back at once what the AI handed over gets an answer, not silence', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(world.freshchat('Ana').agent).toBeNull()
    world.clock.skip(20_000)
    world.rep('Ben').assigns('Ana', { agent: AI })
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: Three to five/)
    expect((await world.session('Ana')).owner).toBe('ai')
  })

  test('a rule that gives every unassigned conversation to the AI does not make it hand over round and round', async () => {
    const model = handsOff()
    await using world = await createWorld({ engine, model })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(20_000)
    world.rule.assigns('Ana', { agent: AI })
    await world.settle()
    expect(model.asked).toBe(1)
    expect((await world.session('Ana')).owner).toBe('human')
  })

  test('only the tail that nobody has answered is answered, with what the rep said as context', async () => {
    const seen: string[] = []
    const model = whileThinking((call, _signal, { messages }) => {
      seen.push(JSON.stringify(messages))
      return call === 1
        ? { decision: 'hand_off', reason: 'not_in_knowledge', text: '' }
        : { text: 'It costs four euros.' }
    })
    await using world = await createWorld({ engine, model })
    world.customer('Ana').says('Where is my parcel?')
    await world.settle()
    world.rep('Ben').replies('Ana', 'It is in Rotterdam, and comes on Friday.')
    await world.settle()
    world.customer('Ana').says('And what does it cost?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    world.clock.skip(20_000)
    world.rep('Ben').assigns('Ana', { agent: AI })
    await world.settle()
    expect(world.chat('Ana').at(-1)).toBe('AI: It costs four euros.')
    expect(aiLines(world)).toHaveLength(2)
    expect(seen.at(-1)).toContain('It is in Rotterdam, and comes on Friday.')
  })

  test('a late echo of our claim after a handoff changes nothing; a rep who assigns it back does', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const claim = world.sandbox.state.deliveries().find((each) => each.action === 'conversation_assignment')
    expect(claim).toBeDefined()
    world.clock.skip(5 * 60_000)
    world.sandbox.redeliver(claim?.id ?? '')
    await world.settle()
    expect((await world.session('Ana')).owner).toBe('human')
    expect(aiLines(world)).toHaveLength(1)
    world.rep('Ben').assigns('Ana', { agent: AI })
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: Three to five/)
  })

  test('/baton take: the AI takes it from the rep who wrote it, and answers what waits', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').assigns('Ana', { agent: 'Ben' })
    await world.settle()
    world.customer('Ana').says('Are you there?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    world.clock.skip(20_000)
    world.rep('Ben').notes('Ana', '/baton take')
    await world.settle()
    expect(world.freshchat('Ana').agent).toBe('Baton AI')
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: Three to five/)
    expect((await world.session('Ana')).owner).toBe('ai')
  })

  test('/baton stop: the AI is silent until /baton take', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(20_000)
    world.rep('Ben').notes('Ana', '/baton stop')
    await world.settle()
    world.customer('Ana').says('How do I return an item?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    world.clock.skip(20_000)
    world.rep('Ben').notes('Ana', '/BATON take it please')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: You can return any item/)
  })

  test('/baton draft and /baton why answer by private note; the customer sees nothing', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How do I return an item?')
    await world.settle()
    world.rep('Ben').replies('Ana', 'One moment.')
    await world.settle()
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const before = world.chat('Ana')
    world.rep('Ben').notes('Ana', '/baton draft')
    await world.settle()
    expect(notes(world).at(-1)).toContain('Standard delivery takes three to five working days')
    world.rep('Ben').notes('Ana', '/baton why')
    await world.settle()
    expect(notes(world).at(-1)).toContain('How do I return an item?')
    world.rep('Ben').notes('Ana', '/baton dance')
    await world.settle()
    expect(notes(world).at(-1)).toContain('/baton take')
    expect(notes(world)).toHaveLength(3)
    expect(world.chat('Ana')).toEqual(before)
    expect((await world.session('Ana')).owner).toBe('human')
  })

  test('a note that only mentions the command asks for nothing', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').notes('Ana', 'You could use /baton take here.')
    await world.settle()
    expect((await world.session('Ana')).owner).toBe('human')
    expect(notes(world)).toHaveLength(1)
  })

  test('nobody picks up: the customer is told once and asked; yes brings the AI back', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    await later(world, 9 * MINUTE)
    expect(aiLines(world)).toHaveLength(1)
    await later(world, 2 * MINUTE)
    expect(aiLines(world)).toHaveLength(2)
    expect(await world.session('Ana')).toMatchObject({
      owner: 'human',
      noPickupAt: expect.any(String),
      leaks: 0,
    })
    await later(world, 60 * MINUTE)
    expect(aiLines(world)).toHaveLength(2)
    world.customer('Ana').says('Yes please')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: Three to five/)
    expect(await world.session('Ana')).toMatchObject({ owner: 'ai' })
    expect(world.freshchat('Ana').agent).toBe('Baton AI')
  })

  test('nobody is told that nobody came once a rep is assigned or has written', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    await later(world, 5 * MINUTE)
    world.rep('Ben').assigns('Ana', { agent: 'Ben' })
    await delivered(world)
    await later(world, 60 * MINUTE)
    expect(aiLines(world)).toHaveLength(1)
    world.customer('Ana').says('yes')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
  })

  test('a rep was assigned and no webhook told: the look before the words finds it', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    late(world, 'conversation_assignment', () => world.rep('Ben').assigns('Ana', { agent: 'Ben' }))
    await later(world, 60 * MINUTE)
    expect(aiLines(world)).toHaveLength(1)
    expect((await world.session('Ana')).noPickupAt).toBeNull()
  })

  test('the customer cannot be told (an e-mail conversation): tried once, not for ever', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    world.customer('Ana').says('How long does delivery take?', { channel: 'Email' })
    await world.settle()
    world.sandbox.calls().reset()
    await later(world, 12 * 60 * MINUTE)
    const posts = world.sandbox
      .calls()
      .list()
      .filter((call) => call.method === 'POST')
    expect(posts.length).toBeLessThanOrEqual(2)
  })

  test('a rep resolved while nobody came, and no webhook told: found, and nobody is told anything', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    late(world, 'conversation_resolution', () => world.rep('Ben').resolves('Ana'))
    world.sandbox.calls().reset()
    await later(world, 60 * MINUTE)
    expect(aiLines(world)).toHaveLength(1)
    expect((await world.session('Ana')).status).toBe('resolved')
    expect(world.sandbox.calls().list().length).toBeLessThan(8)
  })

  test('at night nobody could have come: the time counts in the team’s hours', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    const now = world.clock.now()
    const opensIn = new Date(now.getTime() + 3 * 60 * MINUTE)
    const closesIn = new Date(now.getTime() + 5 * 60 * MINUTE)
    const time = (at: Date) => at.toISOString().slice(11, 16)
    await world.api('PATCH', '/api/v1/settings', {
      officeHours: {
        timezone: 'UTC',
        weekly: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => ({
          day,
          from: time(opensIn),
          to: time(closesIn),
        })),
      },
    })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    await later(world, 3 * 60 * MINUTE)
    expect(aiLines(world)).toHaveLength(1)
    await later(world, 12 * MINUTE)
    expect(aiLines(world)).toHaveLength(2)
  })

  test('the Inbox: take over, reply, hand back, resolve', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const { id } = await world.session('Ana')
    expect(await world.api('POST', `/api/v1/sessions/${id}/take-over`)).toMatchObject({ owner: 'human' })
    await world.settle()
    expect(world.freshchat('Ana')).toMatchObject({ status: 'new', agent: null })
    world.customer('Ana').says('How do I return an item?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)

    const message = await world.api<{ id: string; author: object }>(
      'POST',
      `/api/v1/sessions/${id}/messages`,
      {
        text: 'Let me look that up for you.',
      },
    )
    expect(message.author).toMatchObject({ kind: 'rep' })
    await world.settle()
    expect(world.chat('Ana').at(-1)).toBe('AI: Let me look that up for you.')
    const thread = await world.api<{
      items: { id: string; freshchatId: string | null; author: { kind: string } }[]
    }>('GET', `/api/v1/sessions/${id}/messages`)
    const written = thread.items.filter((each) => each.id === message.id)
    expect(written).toHaveLength(1)
    expect(written[0]).toMatchObject({ freshchatId: expect.any(String), author: { kind: 'rep' } })

    world.customer('Ana').says('How do I return it?')
    await world.settle()
    expect(await world.api('POST', `/api/v1/sessions/${id}/hand-back`)).toMatchObject({ id })
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: You can return any item/)
    expect(world.freshchat('Ana').agent).toBe('Baton AI')

    expect(await world.api('POST', `/api/v1/sessions/${id}/resolve`)).toMatchObject({
      status: 'resolved',
      closure: 'rep',
    })
    await world.settle()
    expect(world.freshchat('Ana').status).toBe('resolved')
    await world.api('POST', `/api/v1/sessions/${id}/hand-back`, undefined, 409)
    await world.api('POST', `/api/v1/sessions/${id}/messages`, { text: 'Hello?' }, 409)
  })

  test('a member who has an agent in Freshchat writes in that agent’s name; an empty text is refused at its field', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const { id } = await world.session('Ana')
    const refused = await world.api<{ error: { field: string } }>(
      'POST',
      `/api/v1/sessions/${id}/messages`,
      { text: '  ' },
      422,
    )
    expect(refused.error.field).toBe('text')
    await world.api('POST', `/api/v1/sessions/${id}/messages`, { text: 'A good customer.', private: true })
    await world.settle()
    expect(world.transcript('Ana').at(-1)).toBe('(note) AI: A good customer.')
    expect((await world.session('Ana')).owner).toBe('ai')
  })

  test('a rep writes and takes it back again just as the AI takes its place: once more, and not for ever', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await takenByBen(world)
    const isHit = justBefore(world, /at readAndClaim/, async () => {
      world.rep('Ben').replies('Ana', 'One more thing.')
      world.rep('Ben').notes('Ana', '/baton take')
      await delivered(world)
    })
    world.rep('Ben').notes('Ana', '/baton take')
    await world.settle()
    expect(isHit()).toBe(true)
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
  })

  test('a note that does not say so comes just as the AI takes its place: read again, and the AI goes on', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await takenByBen(world)
    const isHit = justBefore(world, /at readAndClaim/, async () => {
      world.sandbox.faults.set('withoutMessageType', { times: 1 })
      world.rep('Ben').notes('Ana', 'A good customer.')
      await delivered(world)
    })
    world.rep('Ben').notes('Ana', '/baton take')
    await world.settle()
    expect(isHit()).toBe(true)
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
  })

  test('handed back while paused, with nothing waiting: the AI has it when the pause is over', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const { id } = await world.session('Ana')
    await world.api('POST', `/api/v1/sessions/${id}/take-over`)
    await world.settle()
    await world.api('PATCH', '/api/v1/settings', { paused: true })
    await world.api('POST', `/api/v1/sessions/${id}/hand-back`)
    await world.settle()
    await world.api('PATCH', '/api/v1/settings', { paused: false })
    await world.settle()
    expect((await world.session('Ana')).owner).toBe('ai')
    expect(world.freshchat('Ana').agent).toBe('Baton AI')
  })

  test.each([
    ['takes over', 'take-over', 'to assign it'],
    ['resolves', 'resolve', 'to resolve it'],
  ])('a member %s and Freshchat refuses for good: the reps are told', async (_, act, what) => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.sandbox.faults.set('status', { match: 'PUT conversation', code: 400 })
    const { id } = await world.session('Ana')
    await world.api('POST', `/api/v1/sessions/${id}/${act}`)
    await world.settle()
    expect(notes(world)).toEqual([expect.stringContaining(`Freshchat refused ${what}`)])
  })

  test('a member replies and hands back before the reply is out: the AI does not answer the same', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const { id } = await world.session('Ana')
    await world.api('POST', `/api/v1/sessions/${id}/take-over`)
    await world.settle()
    world.customer('Ana').says('And express?')
    await world.settle()
    world.sandbox.faults.set('latency', { match: 'POST messages', ms: 300, times: 1 })
    await world.api('POST', `/api/v1/sessions/${id}/messages`, { text: 'Express takes one day.' })
    await world.api('POST', `/api/v1/sessions/${id}/hand-back`)
    await world.settle()
    expect(world.chat('Ana').slice(-2)).toEqual(['Ana: And express?', 'AI: Express takes one day.'])
    expect((await world.session('Ana')).owner).toBe('ai')
  })

  test('the customer says yes while nobody knows yet whether the offer stands: the AI goes on', async () => {
    await using world = await createWorld({ engine, model: handsOffOnce() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const said = aiLines(world).length
    world.sandbox.faults.set('dropAfterStore', { match: 'POST messages', times: 1 })
    world.sandbox.faults.set('drop', { action: 'message_create', times: 1 })
    world.clock.skip(10 * MINUTE + 1_000)
    await until('the offer stands in Freshchat', () => aiLines(world).length > said)
    world.customer('Ana').says('Yes please')
    await world.settle()
    expect(world.chat('Ana').slice(-2)).toEqual(['Ana: Yes please', expect.stringMatching(/^AI: Three/)])
    expect((await world.session('Ana')).noPickupAt).not.toBeNull()
  })

  test('nobody of the group that it was handed to picks up: the customer is told all the same', async () => {
    await using world = await createWorld({ engine, model: handsOff() })
    const { id } = world.group('Billing')
    await world.api('PATCH', '/api/v1/settings', { handoff: { target: { kind: 'group', id } } })
    world.customer('Ana').says('Do you repair bicycles?')
    await world.settle()
    expect(world.freshchat('Ana').group).toBe('Billing')
    await later(world, 12 * MINUTE)
    expect((await world.session('Ana')).noPickupAt).not.toBeNull()
    expect(aiLines(world)).toHaveLength(2)
  })
})
