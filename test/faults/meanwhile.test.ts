import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { answerUnderWay } from '../setup/moments.ts'
import { createWorld, until, type World } from '../setup/world.ts'

/** Sends in doubt, at the moments that the runs with kills meet by chance only. */
describe.each(engines)('while an answer is on its way, on %s', (engine) => {
  /** Time passes until Freshchat has heard such a call. */
  const untilCalled = (world: World, what: RegExp) =>
    until(`${what} was called`, () => {
      if (
        world.sandbox
          .calls()
          .list()
          .some(({ method, path }) => what.test(`${method} ${path}`))
      )
        return true
      world.clock.skip(100)
      return false
    })

  test('the customer writes: the next question gets its own answer, and what was answered is not answered again', async () => {
    await using world = await createWorld({ engine })
    await answerUnderWay(world)
    world.customer('Ana').says('How do I return an item?')
    await world.settle()

    expect(world.chat('Ana')).toEqual([
      'Ana: How long does delivery take?',
      'Ana: How do I return an item?',
      expect.stringMatching(/^AI: Standard delivery/),
      expect.stringMatching(/^AI: You can return any item/),
    ])
  })

  test('the customer writes during the look for a send in doubt: it is looked for all the same', async () => {
    await using world = await createWorld({ engine })
    world.sandbox.faults.set('dropAfterStore', { match: 'POST messages', times: 1 })
    world.customer('Ana').says('How long does delivery take?')
    await untilCalled(world, /^PUT /)
    // the answer of the call is cut off, and its echo never comes
    world.sandbox.faults.set('drop', { action: 'message_create', times: 1 })
    await until('the answer is stored', () => world.chat('Ana').length === 2)

    world.sandbox.calls().reset()
    world.sandbox.faults.set('latency', { match: 'GET messages', ms: 400, times: 1 })
    await untilCalled(world, /^GET .*\/messages/)
    world.customer('Ana').says('How do I return an item?')
    await world.settle()

    expect(world.chat('Ana')).toEqual([
      'Ana: How long does delivery take?',
      expect.stringMatching(/^AI: Standard delivery/),
      'Ana: How do I return an item?',
      expect.stringMatching(/^AI: You can return any item/),
    ])
  })

  test('a copy that Freshchat stores after we sent again is not a rep’s: the AI does not fall silent', async () => {
    await using world = await createWorld({ engine })
    // stored later than the last look, since the time between is skipped
    world.sandbox.faults.set('storeLate', { match: 'POST messages', ms: 4_000, times: 1 })
    world.customer('Ana').says('How long does delivery take?')
    await untilCalled(world, /^POST .*\/messages/)
    world.sandbox.calls().reset()
    await untilCalled(world, /^POST .*\/messages/)
    await world.settle()
    // nobody can prevent this (A3)
    expect(world.chat('Ana')).toHaveLength(3)
    world.customer('Ana').says('How do I return an item?')
    await world.settle()

    expect(world.chat('Ana').at(-1)).toMatch(/^AI: You can return any item/)
    expect(await world.session('Ana')).toMatchObject({ owner: 'ai' })
  })
})
