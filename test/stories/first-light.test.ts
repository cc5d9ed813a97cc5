import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { createWorld } from '../setup/world.ts'

describe.each(engines)('first light on %s', (engine) => {
  test('a customer asks, and is answered from the knowledge, as the default agent, on the same conversation', async () => {
    await using world = await createWorld({ engine })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()

    expect(world.transcript('Ana')).toEqual([
      'Ana: How long does delivery take?',
      'AI: Standard delivery takes three to five working days. Express delivery takes one day.',
    ])
    const session = await world.session('Ana')
    expect(session).toMatchObject({ status: 'open', owner: 'ai', channel: 'web', contact: { name: 'Ana' } })
    const conversation = world.sandbox.state.conversation(world.conversationOf('Ana'))
    expect(conversation?.status).toBe('assigned')
  })
})
