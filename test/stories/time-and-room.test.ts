import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { answers, whileThinking } from '../setup/models.ts'
import { aiLines, idle } from '../setup/moments.ts'
import { createWorld, until, type World } from '../setup/world.ts'

const AI = 'ai@acme.test'
const MINUTE_MS = 60_000

/** What our clock shows from now on; Freshchat's stays as it is. */
function setOurClock(world: World, byMs: number): void {
  const { now } = world.clock
  world.clock.now = () => new Date(now().getTime() + byMs)
}

describe.each(engines)('two clocks, long thoughts and little room, on %s', (engine) => {
  test.each([
    ['ten minutes ahead of', 10 * MINUTE_MS],
    ['ten minutes behind', -10 * MINUTE_MS],
  ])(
    'our clock is %s Freshchat’s: who has it is who acted last, whatever our clock says',
    async (_, byMs) => {
      await using world = await createWorld({ engine, model: answers() })
      setOurClock(world, byMs)
      const says = async (text: string) => {
        world.clock.skip(4_000)
        world.customer('Ana').says(text)
        await world.settle()
      }
      await says('How long does delivery take?')
      await says('And express?')
      expect(aiLines(world)).toHaveLength(2)
      world.clock.skip(4_000)
      world.rep('Ben').replies('Ana', 'I have it from here.')
      await says('And to Norway?')
      expect(aiLines(world)).toHaveLength(2)
      world.clock.skip(4_000)
      world.rep('Ben').assigns('Ana', { agent: 'Ben' })
      await world.settle()
      world.clock.skip(4_000)
      world.rep('Ben').assigns('Ana', { agent: AI })
      await world.settle()
      expect(aiLines(world)).toHaveLength(3)
      world.clock.skip(4_000)
      world.rule.resolves('Ana')
      await world.settle()
      expect(await world.session('Ana')).toMatchObject({ status: 'resolved', closure: 'rule' })
      await says('And to Iceland?')
      expect(aiLines(world)).toHaveLength(4)
      const sessions = await world.sessions('Ana')
      expect(sessions.map(({ status }) => status)).toEqual(['open', 'resolved'])
      expect(sessions.map(({ leaks }) => leaks)).toEqual([0, 0])
    },
  )

  test('the model thinks for five times as long as a lease lasts: nobody else takes the conversation, one thought, one answer', async () => {
    let isThinking = false
    const model = whileThinking(async (_call, signal) => {
      isThinking = true
      await world.clock.wait(40_000, signal)
      isThinking = false
      return { text: 'Three to five working days.' }
    })
    await using world = await createWorld({ engine, model })
    if (engine === 'postgres') await world.another({ model })
    world.customer('Ana').says('How long does delivery take?')
    await until('it thinks', () => {
      if (!isThinking) world.clock.skip(500)
      return isThinking
    })
    await until('it has thought', async () => {
      world.clock.skip(1_000)
      // whoever finds the lease run out would take it now
      await world.session('Ana')
      return !isThinking
    })
    await world.settle()
    expect(model.asked).toBe(1)
    expect(aiLines(world)).toHaveLength(1)
  })

  test('twenty customers where Freshchat takes thirty calls a minute: everybody is answered, and nobody twice', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.sandbox.patchSettings({ rate: { limit: 30, windowSec: 60 } })
    await world.api('POST', '/api/v1/integrations/freshchat/test')
    const customers = Array.from({ length: 20 }, (_, index) => `Customer${index}`)
    for (const name of customers) {
      world.customer(name).says('How long does delivery take?')
      world.clock.skip(20)
    }
    await idle(world)
    await world.settle()
    for (const name of customers) expect(aiLines(world, name)).toHaveLength(1)
  })
})
