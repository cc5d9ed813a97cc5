import { expect, test } from 'vitest'
import { sampleKnowledge } from '../src/knowledge/sample.ts'
import { engines } from './setup/engines.ts'
import { createWorld } from './setup/world.ts'

const samples = sampleKnowledge.map(({ externalId, fields: { title, body, phrasings } }) => ({
  id: externalId ?? '',
  title,
  body,
  phrasings,
}))
const own = { id: 'hours', title: 'Opening hours', body: 'From nine to five.' }

test.each(engines)('samples go at once, and what somebody has made theirs stays, on %s', async (engine) => {
  await using world = await createWorld({ engine, articles: [...samples, own] })
  const count = async () => (await world.api<{ samples: number }>('GET', '/api/v1/overview')).samples
  const articles = async () =>
    (await world.api<{ items: { id: string; title: string }[] }>('GET', '/api/v1/knowledge/articles')).items
  expect(await count()).toBe(samples.length)
  const [first] = (await articles()).filter(({ title }) => title === samples[0]?.title)
  await world.api('PATCH', `/api/v1/knowledge/articles/${first?.id}`, { body: 'It takes two days here.' })
  expect(await count()).toBe(samples.length - 1)

  expect(await world.api('DELETE', '/api/v1/knowledge/samples')).toEqual({ articles: samples.length - 1 })
  expect(await count()).toBe(0)
  expect((await articles()).map(({ title }) => title).sort()).toEqual([samples[0]?.title, own.title].sort())
  const { items } = await world.api<{ items: { action: string }[] }>('GET', '/api/v1/audit?limit=200')
  expect(items.filter(({ action }) => action === 'article.removed')).toHaveLength(samples.length - 1)
  expect(await world.api('DELETE', '/api/v1/knowledge/samples')).toEqual({ articles: 0 })
})
