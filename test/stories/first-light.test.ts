import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { delivered, justBefore } from '../setup/moments.ts'
import { createWorld } from '../setup/world.ts'

const DELIVERY = 'Standard delivery takes three to five working days. Express delivery takes one day.'

describe.each(engines)('first light on %s', (engine) => {
  test('a customer asks, and is answered from the knowledge, as the default agent, on the same conversation', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()

    expect(world.transcript('Ana')).toEqual(['Ana: How long does delivery take?', `AI: ${DELIVERY}`])
    expect(await world.session('Ana')).toMatchObject({
      status: 'open',
      owner: 'ai',
      channel: 'web',
      contact: { name: 'Ana' },
    })
    expect(world.freshchat('Ana')).toMatchObject({ status: 'assigned', agent: 'Baton AI' })
    const [turn] = await world.turns('Ana')
    expect(turn).toMatchObject({ outcome: { kind: 'replied' }, model: 'builtin' })
    expect(turn?.passages[0]?.title).toBe('How long does delivery take?')
  })

  test('a second question is answered in the same session', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.customer('Ana').says('How do I return an item?')
    await world.settle()

    expect(world.chat('Ana')).toHaveLength(4)
    expect(world.chat('Ana')[3]).toMatch(/^AI: You can return any item within 30 days/)
    expect(await world.sessions('Ana')).toHaveLength(1)
  })

  test('a question beyond the knowledge is handed off: the customer is told, the reps get a note, the group is kept', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('Do you sell violins made of glass?')
    world.rule.assigns('Ana', { group: 'Support' })
    await world.settle()

    const [question, told, note, ...rest] = world.transcript('Ana')
    expect(question).toBe('Ana: Do you sell violins made of glass?')
    expect(told).toMatch(/^AI: I am passing this on to a colleague/)
    expect(note).toMatch(/^\(note\) AI: Handed over by Baton: The knowledge has no answer to this/)
    expect(note).toContain(`/inbox/${(await world.session('Ana')).id}`)
    expect(rest).toEqual([])
    expect(world.freshchat('Ana')).toMatchObject({ status: 'new', agent: null, group: 'Support' })
    expect(await world.session('Ana')).toMatchObject({
      status: 'open',
      owner: 'human',
      handoff: { reason: 'not_in_knowledge' },
    })
  })

  test('after a handoff the AI is silent, whatever the customer writes, and so it is once a rep has answered', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('Do you sell violins made of glass?')
    await world.settle()
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').replies('Ana', 'We do not, sorry.')
    world.customer('Ana').says('And how long does delivery take?')
    await world.settle()

    expect(world.chat('Ana').filter((line) => line.startsWith('AI:'))).toHaveLength(1)
    expect(await world.session('Ana')).toMatchObject({ owner: 'human' })
  })

  test('a rep answers first: the AI says nothing, and the history is there all the same', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    world.rep('Ben').replies('Ana', 'Three days, I will see to it.')
    await world.settle()

    expect(world.transcript('Ana')).toEqual([
      'Ana: How long does delivery take?',
      'Ben: Three days, I will see to it.',
    ])
    const session = await world.session('Ana')
    expect(session.owner).toBe('human')
    const { items } = await world.api<{ items: { author: { kind: string; name: string }; text: string }[] }>(
      'GET',
      `/api/v1/sessions/${session.id}/messages`,
    )
    expect(items.map(({ author, text }) => [author.kind, author.name, text])).toEqual([
      ['customer', 'Ana', 'How long does delivery take?'],
      ['rep', expect.stringContaining('Ben'), 'Three days, I will see to it.'],
    ])
  })

  test('the same in the very moment in which the AI begins: who the customer is, is known all the same', async () => {
    await using world = await createWorld({ engine })
    const hit = justBefore(world, /at beginTurn/, async () => {
      world.rep('Ben').replies('Ana', 'Three days, I will see to it.')
      await delivered(world)
    })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(hit()).toBe(true)
    expect(await world.session('Ana')).toMatchObject({ owner: 'human', contact: { name: 'Ana' } })
  })

  test('a conversation that a rep has is recorded and never claimed', async () => {
    await using world = await createWorld({ engine, settings: { reply: { settleMs: 5_000 } } })
    world.customer('Ana').says('How long does delivery take?')
    world.rule.assigns('Ana', { agent: 'Ben' })
    await world.settle()

    expect(world.transcript('Ana')).toEqual(['Ana: How long does delivery take?'])
    expect(world.freshchat('Ana')).toMatchObject({ agent: expect.stringContaining('Ben') })
    expect(await world.session('Ana')).toMatchObject({ owner: 'human' })
  })

  test('assigned-only: silent until Freshchat gives it to the default agent, then the unanswered tail is answered without another message', async () => {
    await using world = await createWorld({ engine, autoHandle: false })
    world.customer('Ana').says('Hello there')
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(world.chat('Ana')).toHaveLength(2)
    expect(await world.session('Ana')).toMatchObject({ owner: 'none' })

    world.rule.assigns('Ana', { agent: 'ai@acme.test' })
    await world.settle()
    expect(world.chat('Ana').slice(2)).toEqual([`AI: ${DELIVERY}`])
    expect(await world.session('Ana')).toMatchObject({ owner: 'ai' })
  })

  test('the mode in force when a session opened stays with it', async () => {
    await using world = await createWorld({ engine, autoHandle: false })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    await world.api('PATCH', '/api/v1/integrations/freshchat', { autoHandle: true })
    world.customer('Ana').says('How long does delivery take, please?')
    world.customer('Eva').says('How long does delivery take?')
    await world.settle()

    expect(world.chat('Ana').filter((line) => line.startsWith('AI:'))).toEqual([])
    expect(world.chat('Eva').at(-1)).toBe(`AI: ${DELIVERY}`)
  })

  test('a group whose queue is left to its team is not claimed; another group’s is, and keeps its group', async () => {
    await using world = await createWorld({ engine })
    const { id: billing } = world.group('Billing')
    await world.api('PATCH', '/api/v1/integrations/freshchat', { filters: { leaveToTeam: [billing] } })
    world.customer('Ana').says('How long does delivery take?')
    world.rule.assigns('Ana', { group: 'Billing' })
    world.customer('Eva').says('How long does delivery take?')
    world.rule.assigns('Eva', { group: 'Support' })
    await world.settle()

    expect(world.chat('Ana')).toHaveLength(1)
    expect(world.chat('Eva').at(-1)).toBe(`AI: ${DELIVERY}`)
    expect(world.freshchat('Eva')).toMatchObject({ agent: 'Baton AI', group: 'Support' })
  })

  test('a rep who gives the conversation back after a handoff has the new question answered', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('Do you sell violins made of glass?')
    await world.settle()
    world.rep('Ben').assigns('Ana', { agent: 'Ben' })
    world.rep('Ben').replies('Ana', 'We do not, sorry. The AI can help with the rest.')
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').assigns('Ana', { agent: 'ai@acme.test' })
    await world.settle()

    expect(world.chat('Ana').at(-1)).toBe(`AI: ${DELIVERY}`)
    expect(await world.session('Ana')).toMatchObject({ owner: 'ai' })
  })

  test('a customer who writes again after a rep resolved opens a new session, linked to the last', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').resolves('Ana')
    await world.settle()
    expect(await world.session('Ana')).toMatchObject({ status: 'resolved', closure: 'rep' })

    world.customer('Ana').says('How do I return an item?')
    await world.settle()
    const [second, first] = await world.sessions('Ana')
    expect(second).toMatchObject({ status: 'open', owner: 'ai', previousSessionId: first?.id })
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: You can return any item/)
  })
})
