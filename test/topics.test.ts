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
    expect(await match(elsewhere)).toEqual({
      topic: null,
      confidence: 0,
      nearest: [],
      outcome: { kind: 'answered', reason: null },
    })
    expect((await world.api<{ items: unknown[] }>('GET', '/api/v1/sessions')).items).toEqual([])
  })

  test('a list that is not saved can be tried, by whoever may save it, and says what would come of it', async () => {
    await using world = await createWorld({ engine, articles: ARTICLES })
    const path = '/api/v1/settings/topics/match'
    const text = 'expect a letter from my lawyer'
    const outcome = async (topics: object, asked = text) =>
      (await world.api<{ outcome: object }>('POST', path, { text: asked, topics })).outcome
    const forbidden = { kind: 'handed_over', reason: 'topic_forbidden' }
    expect(await outcome({ mode: 'deny', list: [LAW] })).toEqual(forbidden)
    expect(await outcome({ mode: 'all', list: [LAW] })).toEqual({ kind: 'answered', reason: null })
    expect(await outcome({ mode: 'allow', list: [LAW] })).toEqual({ kind: 'answered', reason: null })
    expect(await outcome({ mode: 'allow', list: [LAW] }, 'How long does delivery take?')).toEqual({
      kind: 'handed_over',
      reason: 'topic_not_allowed',
    })
    // as is what the customer meets once it is saved
    await world.api('PATCH', '/api/v1/settings', { topics: { mode: 'deny', list: [LAW] } })
    world.customer('Ana').says(text)
    await world.settle()
    expect(await world.session('Ana')).toMatchObject({ handoff: { reason: 'topic_forbidden' } })
    await world.api('PATCH', '/api/v1/settings', {
      handoff: { level: 'custom', triggers: { topic_forbidden: false } },
    })
    expect(await outcome({ mode: 'deny', list: [LAW] })).toEqual({ ...forbidden, kind: 'answered' })

    const refused = await world.api('POST', path, { text, topics: { list: [LAW, { name: '' }] } }, 422)
    expect(refused).toMatchObject({ error: { field: 'topics.list.1.name' } })
    const made = await world.api<{ key: string }>(
      'POST',
      '/api/v1/api-keys',
      { name: 'reader', scopes: ['settings:read'] },
      201,
    )
    const asReader = async (body: object) => {
      const headers = { authorization: `Bearer ${made.key}`, 'content-type': 'application/json' }
      const init = { method: 'POST', headers, body: JSON.stringify(body) }
      return (await fetch(`${world.baton.url}${path}`, init)).status
    }
    expect([await asReader({ text }), await asReader({ text, topics: { list: [LAW] } })]).toEqual([200, 403])
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
