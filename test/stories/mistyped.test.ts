import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { createWorld } from '../setup/world.ts'

/** Customers who type in haste, answered by the AI that needs no key. */

const ARTICLES = [
  { title: 'Where is my package?', body: 'Track your package with the number that we sent you.' },
  { title: 'How do I return an item?', body: 'You can return any item within 30 days.' },
  { title: 'How do I cancel an order?', body: 'Orders are cancelled in your account, under Orders.' },
  { title: 'Who may enter the house?', body: 'Guests of the house show their ticket at the door.' },
]

describe.each(engines)('typed in haste, on %s', (engine) => {
  const shop = () => createWorld({ engine, articles: ARTICLES })

  test('what is asked is answered, and the trace says how the words were read', async () => {
    await using world = await shop()
    for (const [customer, typed, answer] of [
      ['Ana', 'were is my pakage', 'Track your package'],
      ['Bo', 'how do i retrun an itme', 'You can return any item'],
      ['Cem', 'cancle my oder', 'Orders are cancelled'],
    ] as const) {
      world.customer(customer).says(typed)
      await world.settle()
      expect(world.chat(customer).at(-1)).toMatch(new RegExp(`^AI: ${answer}`))
    }
    const [turn] = await world.turns('Bo')
    expect(turn?.checks.find(({ name }) => name === 'spelling')).toEqual({
      name: 'spelling',
      verdict: 'pass',
      detail: 'Read as mistyped: “retrun” for “return”, “itme” for “item”',
    })
  })

  test('what is asked about something else is not read as what there is an answer to', async () => {
    await using world = await shop()
    for (const [customer, asked] of [
      ['Ana', 'Which horse won the race?'],
      ['Bo', 'Does my friend Pakage like penguins?'],
      ['Cem', 'Wer darf das Hause betreten?'],
    ] as const) {
      world.customer(customer).says(asked)
      await world.settle()
      expect((await world.session(customer)).owner).toBe('human')
      const [turn] = await world.turns(customer)
      expect(turn?.checks.map(({ name }) => name)).not.toContain('spelling')
    }
  })
})
