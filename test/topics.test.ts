import { describe, expect, test } from 'vitest'
import { openKnowledge } from '../src/knowledge/search.ts'
import type { Topic } from '../src/knowledge/topics.ts'
import { engines } from './setup/engines.ts'
import { createWorld, type World } from './setup/world.ts'

/** Topics that are taught by example, learnt when they are first asked for. */

const LAW = {
  name: 'Law',
  description: '',
  examples: ['I will sue you', 'You will hear from my lawyer', 'See you in court', 'This is against the law'],
}
const ARTICLES = [
  {
    id: 'delivery',
    title: 'How long does delivery take?',
    body: 'Standard delivery takes three days.',
    phrasings: ['When will you bring my parcel?', 'My parcel has not come'],
  },
  {
    id: 'returns',
    title: 'How do I return an item?',
    body: 'Send it back within thirty days.',
    phrasings: ['Can I send my shoes back?', 'This does not fit, may I return it?'],
  },
]

async function learner(world: World) {
  const { organization } = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
  const knowledge = openKnowledge(world.database.opened.database)
  return (list: Topic[], organizationId = organization.id) => knowledge.of(organizationId).topicsOf(list)
}

describe.each(engines)('topics on %s', (engine) => {
  test('a forbidden one is left to people, and an ordinary question is answered', async () => {
    await using world = await createWorld({
      engine,
      articles: ARTICLES,
      settings: { topics: { mode: 'deny', list: [LAW] } },
    })
    world.customer('Ana').says('my lawyer is going to sue you')
    world.customer('Bo').says('How long does delivery take?')
    await world.settle()
    expect(await world.session('Ana')).toMatchObject({ topic: 'Law', handoff: { reason: 'topic_forbidden' } })
    expect(world.chat('Bo').join('\n')).toContain('three days')
  })

  test('whoever writes the list sees what a message would be taken for, and why; nothing is kept or posted', async () => {
    await using world = await createWorld({ engine, articles: ARTICLES })
    await world.api('PATCH', '/api/v1/settings', {
      topics: { mode: 'deny', list: [LAW] },
      channels: { email: { topics: { mode: 'all', list: [] } } },
    })
    const match = (body: object) =>
      world.api<{ topic: string | null; confidence: number }>('POST', '/api/v1/settings/topics/match', body)
    const found = await match({ text: 'expect a letter from my lawyer' })
    expect(found).toMatchObject({
      topic: 'Law',
      confidence: expect.any(Number),
      nearest: [
        { topic: 'Law', example: 'You will hear from my lawyer', likeness: expect.any(Number) },
        {},
        {},
      ],
    })
    const { topic, confidence } = await match({ text: 'How long does delivery take?' })
    expect([topic, confidence < 0.08]).toEqual([null, true])
    const elsewhere = { text: 'I will sue you', channel: 'email' }
    expect(await match(elsewhere)).toEqual({ topic: null, confidence: 0, nearest: [] })
    expect((await world.api<{ items: unknown[] }>('GET', '/api/v1/sessions')).items).toEqual([])
  })

  test('a list is learnt once, and again when it or the knowledge has changed', async () => {
    await using world = await createWorld({ engine, articles: ARTICLES })
    const topicsOf = await learner(world)
    const first = await topicsOf([LAW])
    expect(await topicsOf([{ ...LAW }])).toBe(first)
    const [one, other] = await Promise.all([topicsOf([LAW, LAW]), topicsOf([LAW, LAW])])
    expect(one).toBe(other)
    expect(one).not.toBe(first)

    await world.api('POST', '/api/v1/knowledge/articles', { title: 'Is this against the law?', body: 'No.' })
    // what was learnt before is asked until the new is there
    expect(await topicsOf([LAW])).toBe(first)
    await expect.poll(() => topicsOf([LAW])).not.toBe(first)
  })

  test('the same list of another organization is told from that one’s questions', async () => {
    await using world = await createWorld({ engine, articles: ARTICLES })
    const topicsOf = await learner(world)
    const ours = await topicsOf([LAW])
    const theirs = await topicsOf([LAW], 'nobody')
    expect(ours.opinion?.labels).toEqual(['Law', ''])
    expect(theirs.opinion?.labels).toEqual(['Law'])
  })
})
