import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { createWorld } from '../setup/world.ts'

interface Flagged {
  messageId: string
  sessionId: string
  question: string | null
  answer: string
  note: string | null
  articles: { id: string; title: string }[]
}

describe.each(engines)('answers that were flagged, on %s', (engine) => {
  test('stand in one list with what was asked and the article to mend, until the flag is taken back', async () => {
    await using world = await createWorld({ engine })
    const flags = async (query = '') =>
      world.api<{ items: Flagged[]; next: string | null }>('GET', `/api/v1/flags${query}`)
    expect(await flags()).toEqual({ items: [], next: null })
    for (const name of ['Ana', 'Bo']) {
      world.customer(name).says('How long does delivery take?')
      await world.settle()
      const { id } = await world.session(name)
      const { items } = await world.api<{ items: { id: string; author: { kind: string } }[] }>(
        'GET',
        `/api/v1/sessions/${id}/messages`,
      )
      const answer = items.find(({ author }) => author.kind === 'ai')
      await world.api('PUT', `/api/v1/messages/${answer?.id}/flag`, { note: `Too long, says ${name}` })
      world.clock.skip(1_000)
    }

    const { items } = await flags()
    expect(items.map(({ note }) => note)).toEqual(['Too long, says Bo', 'Too long, says Ana'])
    expect(items[0]).toMatchObject({
      sessionId: (await world.session('Bo')).id,
      question: 'How long does delivery take?',
    })
    const titles = (flagged: Flagged | undefined) => flagged?.articles.map(({ title }) => title)
    expect(titles(items[0])?.[0]).toBe('How long does delivery take?')
    expect(items[0]?.answer).toContain('three to five working days')
    const first = await flags('?limit=1')
    expect(first.items).toEqual(items.slice(0, 1))
    expect((await flags(`?limit=1&cursor=${first.next}`)).items).toEqual(items.slice(1))

    // the article goes, the flag stays
    await world.api('DELETE', `/api/v1/knowledge/articles/${items[0]?.articles[0]?.id}`, undefined, 204)
    expect(titles((await flags()).items[0])).not.toContain('How long does delivery take?')
    await world.api('DELETE', `/api/v1/messages/${items[0]?.messageId}/flag`, undefined, 204)
    expect((await flags()).items.map(({ note }) => note)).toEqual(['Too long, says Ana'])
  })
})
