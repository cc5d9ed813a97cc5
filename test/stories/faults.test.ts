import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { answerUnderWay } from '../setup/moments.ts'
import { createWorld, until, type World } from '../setup/world.ts'

const QUESTION = 'Ana: How long does delivery take?'
const ANSWER = 'AI: Standard delivery takes three to five working days. Express delivery takes one day.'

/** Ana asks once while Freshchat fails in this way; how it all ends. */
async function asks(world: World): Promise<string[]> {
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  return world.transcript('Ana')
}

describe.each(engines)('Freshchat fails, on %s', (engine) => {
  test.each<[string, (world: World) => void]>([
    [
      '429 on the send, with Retry-After',
      (world) => world.sandbox.faults.set('rateLimit', { match: 'POST messages', times: 2 }),
    ],
    [
      '429 without a word on when',
      (world) =>
        world.sandbox.faults.set('rateLimit', { match: 'POST messages', times: 1, retryAfterSec: null }),
    ],
    ['429 on everything for a while', (world) => world.sandbox.faults.set('rateLimit', { times: 3 })],
    [
      '500 on the send, nothing stored',
      (world) => world.sandbox.faults.set('status', { match: 'POST messages', times: 1 }),
    ],
    [
      '500 on the send although it is stored',
      (world) => world.sandbox.faults.set('status', { match: 'POST messages', times: 1, stored: true }),
    ],
    [
      '503 on the first read',
      (world) => world.sandbox.faults.set('status', { match: 'GET conversation', times: 2, code: 503 }),
    ],
    [
      '500 on the claim',
      (world) => world.sandbox.faults.set('status', { match: 'PUT conversation', times: 3 }),
    ],
    [
      '500 on the claim although it is done',
      (world) => world.sandbox.faults.set('status', { match: 'PUT conversation', times: 1, stored: true }),
    ],
    ['500 on the look', (world) => world.sandbox.faults.set('status', { match: 'GET messages', times: 2 })],
    [
      'the customer cannot be read',
      (world) => world.sandbox.faults.set('status', { match: 'GET user', times: 1 }),
    ],
    [
      'the connection is lost before the message is stored',
      (world) => world.sandbox.faults.set('dropBefore', { match: 'POST messages', times: 1 }),
    ],
    [
      'the connection is lost after the message is stored',
      (world) => world.sandbox.faults.set('dropAfterStore', { match: 'POST messages', times: 1 }),
    ],
    [
      '400 "cannot be cast" although it is stored',
      (world) => world.sandbox.faults.set('answer400Stored', { match: 'POST messages', times: 1 }),
    ],
    [
      'the message is stored a moment after the connection is lost',
      (world) => world.sandbox.faults.set('storeLate', { match: 'POST messages', times: 1, ms: 300 }),
    ],
    [
      'the echo comes before the answer',
      (world) => world.sandbox.faults.set('echoFirst', { match: 'POST messages' }),
    ],
    [
      'HTML with 200 in place of the conversation',
      (world) => world.sandbox.faults.set('html200', { match: 'GET conversation', times: 1 }),
    ],
  ])('%s: one answer in the end, never two', async (_, break_) => {
    await using world = await createWorld({ engine })
    break_(world)
    expect(await asks(world)).toEqual([QUESTION, ANSWER])
    expect(await world.session('Ana')).toMatchObject({ owner: 'ai' })
  })

  test('the message is stored although no answer came, and its echo is lost too: found by looking, not sent again', async () => {
    await using world = await createWorld({ engine })
    world.sandbox.faults.set('dropAfterStore', { match: 'POST messages', times: 1 })
    world.customer('Ana').says('How long does delivery take?')
    await until('the question has come', () => world.sandbox.pendingDeliveries() === 0)
    world.sandbox.faults.set('drop', { action: 'message_create' })
    await world.settle()

    expect(world.transcript('Ana')).toEqual([QUESTION, ANSWER])
    expect(
      world.sandbox
        .calls()
        .list()
        .filter((call) => call.method === 'POST'),
    ).toHaveLength(1)
  })

  test.each<[string, (world: World) => void]>([
    [
      'the note fails',
      (world) => world.sandbox.faults.set('status', { match: 'POST messages', skip: 1, times: 2 }),
    ],
    [
      'the note is stored although the connection is lost',
      (world) => world.sandbox.faults.set('dropAfterStore', { match: 'POST messages', skip: 1, times: 1 }),
    ],
    [
      'the unassign fails',
      (world) => world.sandbox.faults.set('status', { match: 'PUT conversation', skip: 1, times: 3 }),
    ],
    [
      'the unassign is done although it answers 500',
      (world) =>
        world.sandbox.faults.set('status', { match: 'PUT conversation', skip: 1, times: 1, stored: true }),
    ],
    [
      'the words to the customer fail',
      (world) => world.sandbox.faults.set('status', { match: 'POST messages', times: 1 }),
    ],
    ['only a space unassigns', (world) => world.sandbox.patchSettings({ unassignNeedsSpace: true })],
  ])(
    'a handoff in which %s reaches one end state: told once, one note, nobody assigned',
    async (_, break_) => {
      await using world = await createWorld({ engine })
      break_(world)
      world.customer('Ana').says('Do you sell violins made of glass?')
      world.rule.assigns('Ana', { group: 'Support' })
      await world.settle()

      const lines = world.transcript('Ana')
      expect(lines.filter((line) => line.startsWith('AI:'))).toHaveLength(1)
      expect(lines.filter((line) => line.startsWith('(note)'))).toHaveLength(1)
      expect(world.freshchat('Ana')).toMatchObject({ status: 'new', agent: null, group: 'Support' })
      expect(await world.session('Ana')).toMatchObject({
        owner: 'human',
        handoff: { reason: 'not_in_knowledge' },
      })
    },
  )

  test('a rep answers while our send is in doubt: it is not sent again', async () => {
    await using world = await createWorld({ engine })
    world.sandbox.faults.set('dropBefore', { match: 'POST messages', times: 1 })
    world.customer('Ana').says('How long does delivery take?')
    await until('the send was tried', () => {
      world.clock.skip(200)
      return world.sandbox
        .calls()
        .list()
        .some((call) => call.method === 'POST')
    })
    world.rep('Ben').replies('Ana', 'I have it.')
    await world.settle()
    expect(world.transcript('Ana')).toEqual([QUESTION, 'Ben: I have it.'])
  })

  test('Freshchat hangs: the other conversations go on, and this one is answered when it is back', async () => {
    await using world = await createWorld({ engine })
    world.sandbox.faults.set('hang', { match: 'GET conversation', times: 1 })
    world.customer('Ana').says('How long does delivery take?')
    await until('the call hangs', () => {
      world.clock.skip(200)
      return world.sandbox.faults.list().hang === undefined
    })
    world.customer('Eva').says('How long does delivery take?')
    await until('Eva is answered', () => {
      world.clock.skip(200)
      return world.chat('Eva').length === 2
    })
    expect(world.chat('Ana')).toHaveLength(1)
    world.sandbox.faults.clear('hang')
    await world.settle()
    expect(world.transcript('Ana')).toEqual([QUESTION, ANSWER])
  })

  test('a rep writes while our post is under way: one leak is counted, whichever of the two is heard of first, and the AI is silent', async () => {
    for (const repFirst of [true, false]) {
      await using world = await createWorld({ engine })
      await answerUnderWay(world)
      if (!repFirst) world.sandbox.faults.set('delay', { ms: 900, action: 'message_create', times: 1 })
      world.rep('Ben').replies('Ana', 'I have it.')
      await world.settle()
      world.customer('Ana').says('How do I return an item?')
      await world.settle()

      expect(world.chat('Ana')).toEqual([
        QUESTION,
        'Ben: I have it.',
        ANSWER,
        'Ana: How do I return an item?',
      ])
      const figures = await (await fetch(`${world.baton.url}/metrics`)).text()
      expect(figures).toMatch(/^baton_leaks_total 1$/m)
      expect(figures).toMatch(/^baton_doubles_total 0$/m)
    }
  })

  test('nobody knows whether our post was stored, a rep has written meanwhile: its late echo is owned up to', async () => {
    await using world = await createWorld({ engine })
    await answerUnderWay(world, { isLost: true })
    // of ours no webhook tells for now
    world.sandbox.faults.set('drop', { action: 'message_create', skip: 1, times: 1 })
    world.rep('Ben').replies('Ana', 'I have it.')
    await until('it is stored', () => world.chat('Ana').length === 3)
    // the look for it is under way when the rep writes again, and the turn ends without having found it
    world.sandbox.faults.set('latency', { match: 'GET messages', ms: 400, times: 1 })
    const looks = () =>
      world.sandbox
        .calls()
        .list()
        .filter((call) => call.path.includes('/messages?')).length
    const before = looks()
    await until('the turn looks for it', () => {
      if (looks() === before) world.clock.skip(100)
      return looks() > before
    })
    world.rep('Ben').replies('Ana', 'Three days.')
    await world.settle()
    expect(await world.session('Ana')).toMatchObject({ owner: 'human', leaks: 0 })
    const ours = world.sandbox.state
      .deliveries()
      .filter((each) => each.action === 'message_create' && each.status === 'dropped')
    expect(ours).toHaveLength(1)
    world.sandbox.redeliver(ours[0]?.id ?? '')
    await world.settle()
    expect(await world.session('Ana')).toMatchObject({ owner: 'human', leaks: 1 })
    expect(world.transcript('Ana').at(-1)).toMatch(/^\(note\) AI: .*in the moment in which you stepped in/)
  })

  test('a member takes over after our post was stored and before anybody knows: that is no leak', async () => {
    await using world = await createWorld({ engine })
    await answerUnderWay(world, { isLost: true })
    world.sandbox.faults.set('drop', { action: 'message_create', times: 1 })
    await until('it is stored', () => world.chat('Ana').length === 2)
    const { id } = await world.session('Ana')
    await world.api('POST', `/api/v1/sessions/${id}/take-over`)
    await world.settle()
    await world.api('POST', `/api/v1/sessions/${id}/hand-back`)
    await world.settle()
    expect(world.chat('Ana')).toEqual([QUESTION, ANSWER])
    expect((await world.session('Ana')).leaks).toBe(0)
  })
})
