import { describe, expect, test } from 'vitest'
import { answers, handsOff, handsOffOnce } from '../setup/models.ts'
import {
  aiLines,
  beforeEachTransaction,
  delivered,
  engine,
  idle,
  justBefore,
  late,
  pass,
} from '../setup/moments.ts'
import { createWorld, until } from '../setup/world.ts'

const AI = 'ai@acme.test'

test('a rep answered in public; a change of the group alone gives nothing back', async () => {
  await using world = await createWorld({ engine, model: answers() })
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  world.rep('Ben').replies('Ana', 'I have it from here.')
  await world.settle()
  world.rule.assigns('Ana', { group: 'Billing' })
  await world.settle()
  world.customer('Ana').says('Thank you Ben, and what does it cost?')
  await world.settle()
  expect(aiLines(world)).toHaveLength(1)
})

test('a rep gave the conversation back; a reply from before, whose webhook was lost and which the look finds, does not silence the AI', async () => {
  await using world = await createWorld({ engine, model: handsOffOnce() })
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  late(world, 'message_create', () => world.rep('Ben').replies('Ana', 'Let me see.'))
  world.clock.skip(20_000)
  world.customer('Ana').says('And express?')
  await world.settle()
  world.rep('Ben').assigns('Ana', { agent: AI })
  await world.settle()
  expect(world.chat('Ana').at(-1)).toMatch(/^AI: Three to five/)
})

test('a resolution heard after the customer’s next message does not swallow that message', async () => {
  await using world = await createWorld({ engine, model: answers() })
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  const arrives = late(world, 'conversation_resolution', () => world.rep('Ben').resolves('Ana'))
  world.clock.skip(3_000)
  world.customer('Ana').says('And how long does express take?')
  await delivered(world)
  arrives()
  await world.settle()
  expect(aiLines(world)).toHaveLength(2)
})

test('a claim that failed once does not swallow a rep’s giving back later', async () => {
  await using world = await createWorld({ engine, model: handsOffOnce() })
  world.sandbox.faults.set('status', { match: 'PUT conversation', times: 2 })
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  expect((await world.session('Ana')).owner).toBe('human')
  world.clock.skip(600_000)
  world.customer('Ana').says('Are you there? And express?')
  await world.settle()
  world.rep('Ben').assigns('Ana', { agent: AI })
  await world.settle()
  expect(world.chat('Ana').at(-1)).toMatch(/^AI: Three to five/)
})

test('a rep who takes a conversation while our claim is tried again keeps it', async () => {
  await using world = await createWorld({ engine, model: answers() })
  world.sandbox.faults.set('status', { match: 'PUT conversation', times: 1 })
  world.customer('Ana').says('How long does delivery take?')
  await delivered(world)
  await until('the claim failed once', () => {
    if (
      world.sandbox
        .calls()
        .list()
        .some((call) => call.method === 'PUT' && call.status === 500)
    )
      return true
    if (world.baton.underWay() === 0) world.clock.skip(500)
    return false
  })
  world.rep('Ben').assigns('Ana', { agent: 'Ben' })
  await world.settle()
  expect(world.freshchat('Ana').agent).toBe('Ben Adler')
})

test('a rep who picks up while the handoff’s note is on its way is not taken off again', async () => {
  await using world = await createWorld({ engine, model: handsOff() })
  world.sandbox.faults.set('latency', { match: 'POST messages', bodyIncludes: 'private', ms: 700 })
  world.customer('Ana').says('Do you repair bicycles in the far north?')
  await delivered(world)
  await until('the note is on its way', () => {
    if (
      world.sandbox
        .calls()
        .list()
        .filter((call) => call.method === 'POST').length === 2
    )
      return true
    if (world.baton.underWay() === 0) world.clock.skip(500)
    return false
  })
  world.rep('Ben').assigns('Ana', { agent: 'Ben' })
  await world.settle()
  expect(world.freshchat('Ana').agent).toBe('Ben Adler')
})

test.each([
  ['and its webhook has come by then', false],
  ['and its webhook comes later', true],
])(
  'a rep picks up as the AI steps aside, the worker dies before that is written down, %s: the rep has it',
  async (_, isLate) => {
    await using world = await createWorld({ engine, model: handsOff() })
    const puts = () =>
      world.sandbox
        .calls()
        .list()
        .filter(({ method }) => method === 'PUT').length
    world.sandbox.faults.set('latency', { match: 'PUT conversation', ms: 400, skip: 1, times: 1 })
    let begun = 0
    beforeEachTransaction(world, (stack) => {
      if (!/at lookAndStepAside/.test(stack) || ++begun !== 2) return null
      return async () => {
        throw new Error('the worker dies')
      }
    })
    world.customer('Ana').says('Do you repair bicycles in the far north?')
    await until('the AI is stepping aside', () => {
      if (puts() > 1) return true
      if (world.baton.underWay() === 0) world.clock.skip(500)
      return false
    })
    const assigns = () => world.rep('Ben').assigns('Ana', { agent: 'Ben' })
    const arrives = isLate ? late(world, 'conversation_assignment', assigns) : assigns
    if (!isLate) arrives()
    await world.settle()
    if (isLate) arrives()
    await world.settle()
    expect(begun).toBeGreaterThan(2)
    expect(world.freshchat('Ana').agent).toBe('Ben Adler')
  },
)

test('a private note that does not say so keeps nobody from an answer that was decided', async () => {
  await using world = await createWorld({ engine, model: answers() })
  world.sandbox.faults.set('rateLimit', { match: 'POST messages', times: 1, retryAfterSec: 5 })
  world.customer('Ana').says('How long does delivery take?')
  await delivered(world)
  await pass(world, 3_500)
  world.sandbox.faults.set('withoutMessageType', { times: 1 })
  world.rep('Ben').notes('Ana', 'A good customer, be nice.')
  await world.settle()
  expect(aiLines(world)).toHaveLength(1)
})

test('clocks apart by three minutes: a rep who gives back soon after the handoff is heard', async () => {
  await using world = await createWorld({ engine, model: handsOffOnce() })
  const { clock } = world
  const now = clock.now
  clock.now = () => new Date(now().getTime() + 180_000)
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  world.clock.skip(60_000)
  world.customer('Ana').says('And express?')
  await world.settle()
  world.rep('Ben').assigns('Ana', { agent: AI })
  await world.settle()
  expect(world.chat('Ana').at(-1)).toMatch(/^AI: Three to five/)
})

test('clocks apart by three minutes: our own words that come back before the answer are not a rep’s', async () => {
  await using world = await createWorld({ engine, model: answers() })
  const { clock } = world
  const now = clock.now
  clock.now = () => new Date(now().getTime() + 180_000)
  world.sandbox.faults.set('echoFirst', { match: 'POST messages' })
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  expect((await world.session('Ana')).owner).toBe('ai')
  world.customer('Ana').says('And express?')
  await world.settle()
  expect(aiLines(world)).toHaveLength(2)
})

test('another default agent is saved: conversations under way are still answered', async () => {
  await using world = await createWorld({ engine, model: answers() })
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  await world.api('PUT', '/api/v1/integrations/freshchat', {
    domain: world.sandbox.host,
    defaultAgentEmail: 'rosa@acme.test',
  })
  world.customer('Ana').says('And express?')
  await world.settle()
  world.customer('Ana').says('Hello? Anybody there?')
  await world.settle()
  expect(world.chat('Ana').at(-1)).toMatch(/^Rosa: Three to five working days/)
  expect(world.freshchat('Ana').agent).toMatch(/^Rosa/)
})

test('a rep was assigned and no webhook told: what the look finds is written down', async () => {
  await using world = await createWorld({ engine, model: answers() })
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  late(world, 'conversation_assignment', () => world.rep('Ben').assigns('Ana', { agent: 'Ben' }))
  world.customer('Ana').says('And express?')
  await world.settle()
  expect((await world.session('Ana')).owner).toBe('human')
})

test('a rep who writes twice while a handoff is taken up again does not stop its unseen steps', async () => {
  await using world = await createWorld({ engine, model: handsOff() })
  world.sandbox.faults.set('rateLimit', { match: 'POST messages', times: 1, retryAfterSec: 5 })
  world.customer('Ana').says('Do you repair bicycles in the far north?')
  await delivered(world)
  await pass(world, 3_500)
  world.sandbox.faults.set('latency', { match: 'GET messages', ms: 400 })
  const looks = () =>
    world.sandbox
      .calls()
      .list()
      .filter((call) => call.path.includes('/messages?')).length
  const before = looks()
  world.rep('Ben').replies('Ana', 'Hello, Ben here.')
  await until('the turn looks again', () => looks() > before)
  world.rep('Ben').replies('Ana', 'We do.')
  await world.settle()
  expect(world.freshchat('Ana').agent).toBeNull()
  expect(world.transcript('Ana').some((line) => line.startsWith('(note) AI: Handed over'))).toBe(true)
})

test('a handoff of a turn that outlived its session belongs to the session that is open', async () => {
  await using world = await createWorld({ engine, model: handsOffOnce() })
  world.sandbox.faults.set('status', { match: 'GET conversation', code: 503 })
  world.customer('Ana').says('Do you repair bicycles?')
  await delivered(world)
  await pass(world, 4_000)
  world.rule.resolves('Ana')
  await delivered(world)
  await idle(world)
  world.customer('Ana').says('Do you sell bicycles then?')
  await delivered(world)
  world.sandbox.faults.clear('status')
  await world.settle()
  world.customer('Ana').says('Hello?')
  await world.settle()
  expect({ owner: (await world.session('Ana')).owner, chat: world.chat('Ana') }).toEqual({
    owner: 'human',
    chat: expect.not.arrayContaining([expect.stringMatching(/^AI: Three/)]),
  })
})

// controls: the same without the fault must pass
test('control: a rep who gives the conversation back is heard', async () => {
  await using world = await createWorld({ engine, model: handsOffOnce() })
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  world.rep('Ben').replies('Ana', 'Let me see.')
  world.clock.skip(20_000)
  world.customer('Ana').says('And express?')
  await world.settle()
  world.rep('Ben').assigns('Ana', { agent: AI })
  await world.settle()
  expect(world.chat('Ana').at(-1)).toMatch(/^AI: Three to five/)
})

test('a person who removes the default agent just as the look shows it is not forgotten', async () => {
  await using world = await createWorld({ engine, model: answers() })
  world.customer('Ana').says('How long does delivery take?')
  await world.settle()
  const arrives = late(world, 'conversation_assignment', () =>
    world.rep('Ben').assigns('Ana', { agent: null }),
  )
  const hit = justBefore(world, /at closeTurn/, async () => {
    arrives()
    await delivered(world)
  })
  world.customer('Ana').says('And express?')
  await world.settle()
  expect(hit()).toBe(true)
  world.customer('Ana').says('Hello?')
  await world.settle()
  expect({ owner: (await world.session('Ana')).owner, said: aiLines(world).length }).toEqual({
    owner: 'human',
    said: 1,
  })
})

test('a rep who answers while the first turn finds the conversation ours has it', async () => {
  await using world = await createWorld({ engine, model: answers() })
  world.sandbox.faults.hold()
  world.customer('Ana').says('How long does delivery take?')
  world.rule.assigns('Ana', { agent: AI })
  const hit = justBefore(world, /at readAndClaim/, async () => {
    world.rep('Ben').replies('Ana', 'Three days.')
    await delivered(world)
  })
  world.sandbox.faults.release()
  await world.settle()
  expect(hit()).toBe(true)
  world.customer('Ana').says('Thanks Ben, and express?')
  await world.settle()
  expect({ owner: (await world.session('Ana')).owner, said: aiLines(world).length }).toEqual({
    owner: 'human',
    said: 0,
  })
})

test('a rep who gives the conversation to the AI just after the read showed the rep is heard', async () => {
  await using world = await createWorld({ engine, model: answers() })
  world.customer('Ana').says('How long does delivery take?')
  // Ben's own assignment is lost, so that the turn reads Freshchat
  late(world, 'conversation_assignment', () => world.rule.assigns('Ana', { agent: 'Ben' }))
  const hit = justBefore(world, /at readAndClaim/, async () => {
    world.rep('Ben').assigns('Ana', { agent: AI })
    await delivered(world)
  })
  await world.settle()
  expect(hit()).toBe(true)
  expect(aiLines(world)).toHaveLength(1)
})

test('a rep who writes just as a handoff is taken up again does not stop its unseen steps', async () => {
  await using world = await createWorld({ engine, model: handsOff() })
  world.sandbox.faults.set('rateLimit', { match: 'POST messages', times: 1, retryAfterSec: 5 })
  world.customer('Ana').says('Do you repair bicycles in the far north?')
  await delivered(world)
  await pass(world, 3_500)
  const hit = justBefore(world, /at beginTurn/, async () => {
    world.rep('Ben').replies('Ana', 'Hello, Ben here.')
    await delivered(world)
  })
  await world.settle()
  expect(hit()).toBe(true)
  expect({
    agent: world.freshchat('Ana').agent,
    noted: world.transcript('Ana').some((line) => line.startsWith('(note) AI: Handed over')),
  }).toEqual({ agent: null, noted: true })
})

describe('what is heard late does not undo what a rep did since', () => {
  test('/baton take: the rep has written since, and keeps the conversation', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').replies('Ana', 'I have it.')
    await world.settle()
    const arrives = late(world, 'message_create', () => world.rep('Ben').notes('Ana', '/baton take'))
    world.clock.skip(20_000)
    world.rep('Ben').assigns('Ana', { agent: 'Ben' })
    world.rep('Ben').replies('Ana', 'Changed my mind, I do it myself.')
    await world.settle()
    world.clock.skip(20_000)
    world.customer('Ana').says('Thanks Ben, and express?')
    await world.settle()
    arrives()
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    expect(world.freshchat('Ana').agent).toBe('Ben Adler')
  })

  test('an assignment to the AI: the rep has written since, and keeps the conversation', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').assigns('Ana', { agent: 'Ben' })
    await world.settle()
    const arrives = late(world, 'conversation_assignment', () =>
      world.rep('Ben').assigns('Ana', { agent: AI }),
    )
    world.clock.skip(20_000)
    world.rep('Ben').replies('Ana', 'Changed my mind, I do it myself.')
    await world.settle()
    world.clock.skip(20_000)
    world.customer('Ana').says('Thanks Ben, and express?')
    await world.settle()
    arrives()
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    expect((await world.session('Ana')).owner).toBe('human')
  })

  test('an older act of the rep’s, heard last, does not make the newer one older', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const first = late(world, 'message_create', () => world.rep('Ben').replies('Ana', 'I have it.'))
    world.clock.skip(20_000)
    const take = late(world, 'message_create', () => world.rep('Ben').notes('Ana', '/baton take'))
    world.clock.skip(20_000)
    world.rep('Ben').replies('Ana', 'No, I do it myself.')
    await world.settle()
    first()
    await world.settle()
    take()
    await world.settle()
    expect((await world.session('Ana')).owner).toBe('human')
  })

  test('clocks apart by three minutes: a rep whom a look found gives back within these minutes, and is heard', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const { clock } = world
    const now = clock.now
    clock.now = () => new Date(now().getTime() + 180_000)
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    late(world, 'conversation_assignment', () => world.rep('Ben').assigns('Ana', { agent: 'Ben' }))
    world.clock.skip(10_000)
    world.customer('Ana').says('And express?')
    await world.settle()
    expect((await world.session('Ana')).owner).toBe('human')
    world.clock.skip(20_000)
    world.rep('Ben').assigns('Ana', { agent: AI })
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
  })
})
