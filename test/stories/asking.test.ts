import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { whileThinking } from '../setup/models.ts'
import { createWorld } from '../setup/world.ts'

/** How customers ask, and how the answerer without a key answers them. */

const ARTICLES = [
  {
    id: 'delivery',
    title: 'How long does delivery take?',
    body: 'Standard delivery takes three to five working days.',
  },
  {
    id: 'returns',
    title: 'How do I return an item?',
    body: 'You can return any item within 30 days.',
  },
  {
    id: 'cancel-order',
    title: 'Cancel an order',
    body: 'Orders are cancelled in your account, under Orders.',
  },
  {
    id: 'cancel-subscription',
    title: 'Cancel a subscription',
    body: 'Subscriptions end at the end of the month.',
  },
]

describe.each(engines)('asked on %s', (engine) => {
  const shop = () => createWorld({ engine, articles: ARTICLES })

  test('two things at once, the AI answers both', async () => {
    await using world = await shop()
    world.customer('Ana').says('How do I return an item? And how long does delivery take?')
    await world.settle()
    expect(world.chat('Ana').slice(1)).toEqual([
      'AI: You can return any item within 30 days.\n\nStandard delivery takes three to five working days.',
    ])
    expect(await world.session('Ana')).toMatchObject({ owner: 'ai' })
  })

  test('of two things it knows one, the AI answers that and hands the other over, naming it', async () => {
    await using world = await shop()
    world.customer('Ana').says('How long does delivery take? Do you repair violins made of Venetian glass?')
    await world.settle()
    const [, said] = world.chat('Ana')
    expect(said).toMatch(/^AI: Standard delivery takes three to five working days\.\n\nI am passing this on/)
    expect(await world.session('Ana')).toMatchObject({
      owner: 'human',
      handoff: { reason: 'not_in_knowledge' },
    })
    expect(world.transcript('Ana').find((line) => line.startsWith('(note)'))).toContain('violins')
  })

  test('what two articles answer equally well, the AI asks back once, and answers what is chosen', async () => {
    await using world = await shop()
    world.customer('Ana').says('How can I cancel?')
    await world.settle()
    const [, asked] = world.chat('Ana')
    expect(asked).toMatch(
      /^AI: I can help with these\. Which one do you mean\?\n1\. Cancel an? .+\n2\. Cancel an? .+$/,
    )
    const number = asked?.includes('1. Cancel a subscription') ? '1' : '2'
    world.customer('Ana').says(`the ${number}, please`)
    await world.settle()
    expect(world.chat('Ana').at(-1)).toBe('AI: Subscriptions end at the end of the month.')
  })

  test('who chooses by place reads that one, and who wants both reads both', async () => {
    await using world = await shop()
    const answers: Record<string, string> = {
      'Cancel an order': 'Orders are cancelled in your account, under Orders.',
      'Cancel a subscription': 'Subscriptions end at the end of the month.',
    }
    for (const customer of ['Ana', 'Bo']) world.customer(customer).says('How can I cancel?')
    await world.settle()
    const offered = [...(world.chat('Ana').at(-1) ?? '').matchAll(/\d\. (.+)/g)].map(
      ([, title]) => answers[title ?? ''],
    )
    world.customer('Ana').says('the second one')
    world.customer('Bo').says('both please')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toBe(`AI: ${offered[1]}`)
    expect(world.chat('Bo').at(-1)).toBe(`AI: ${offered.join('\n\n')}`)
    expect(await world.session('Bo')).toMatchObject({ owner: 'ai' })
  })

  test('who means neither of what is offered reaches a person', async () => {
    await using world = await shop()
    world.customer('Ana').says('How can I cancel?')
    await world.settle()
    world.customer('Ana').says('neither of them')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: I am passing this on/)
    expect(await world.session('Ana')).toMatchObject({
      owner: 'human',
      handoff: { reason: 'not_in_knowledge' },
    })
  })

  test('who does not choose is not asked again, but reaches a person', async () => {
    await using world = await shop()
    world.customer('Ana').says('How can I cancel?')
    await world.settle()
    world.customer('Ana').says('How can I cancel?')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: I am passing this on/)
    expect(await world.session('Ana')).toMatchObject({ owner: 'human' })
  })

  test('something nobody has written about, after something that was answered, the AI does not say the same again', async () => {
    await using world = await shop()
    for (const [customer, first] of [
      ['Ana', 'How long does delivery take?'],
      ['Bo', 'How do I return an item?'],
    ] as const) {
      world.customer(customer).says(first)
      await world.settle()
      world.customer(customer).says('Which zookeeper feeds the penguins of Antarctica at midnight?')
      await world.settle()
      expect(world.chat(customer).at(-1)).toMatch(/^AI: I am passing this on/)
      expect(await world.session(customer)).toMatchObject({ handoff: { reason: 'not_in_knowledge' } })
    }
  })

  test('what somebody does not want is not what they are answered', async () => {
    await using world = await shop()
    world.customer('Ana').says("I don't want to cancel an order, I want to return an item.")
    world.customer('Bo').says('Please do not cancel my order!')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toBe('AI: You can return any item within 30 days.')
    expect(world.chat('Bo').at(-1)).toMatch(/^AI: I am passing this on/)
    expect(await world.session('Bo')).toMatchObject({
      owner: 'human',
      handoff: { reason: 'low_confidence' },
    })
  })

  test('what a threshold of confidence would have meant can be read from one’s own history', async () => {
    const sure = { Ana: 0.95, Bo: 0.6 }
    await using world = await createWorld({
      engine,
      articles: ARTICLES,
      model: whileThinking((call) => ({
        text: 'Standard delivery takes three to five working days.',
        confidence: call === 1 ? sure.Ana : sure.Bo,
      })),
    })
    for (const customer of ['Ana', 'Bo']) {
      world.customer(customer).says('How long does delivery take?')
      await world.settle()
    }
    const { id } = await world.session('Bo')
    const { items } = await world.api<{ items: { id: string; author: { kind: string } }[] }>(
      'GET',
      `/api/v1/sessions/${id}/messages`,
    )
    const answer = items.find(({ author }) => author.kind === 'ai')
    await world.api('PUT', `/api/v1/messages/${answer?.id}/flag`, { note: 'It is a week by now.' })
    world.customer('Ana').says('Thanks, that solved it!')
    await world.settle()

    const curve = await world.api<{ questions: number; threshold: number; items: { threshold: number }[] }>(
      'GET',
      '/api/v1/settings/confidence-curve',
    )
    expect(curve).toMatchObject({ questions: 2, threshold: 0.5 })
    const at = (threshold: number) => curve.items.find((point) => point.threshold === threshold)
    expect(at(0.5)).toEqual({ threshold: 0.5, answered: 1, precision: 0.5, judged: 2 })
    expect(at(0.7)).toEqual({ threshold: 0.7, answered: 0.5, precision: 1, judged: 1 })
  })
})
