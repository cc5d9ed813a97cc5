import { expect, test } from 'vitest'
import { costOf } from './price.ts'
import type { ModelChoice } from './provider.ts'

const used = { inputTokens: 1_000_000, outputTokens: 1_000_000 }
const cost = (choice: Partial<ModelChoice>, tokens: Parameters<typeof costOf>[1] = used) =>
  costOf({ provider: 'openai', name: 'gpt-4o', ...choice }, tokens)

test('a listed model costs what its provider lists, more for more', async () => {
  expect(await cost({})).toBeGreaterThan(1)
  expect(await cost({}, { inputTokens: 500_000, outputTokens: 500_000 })).toBeCloseTo(
    ((await cost({})) ?? 0) / 2,
    6,
  )
  expect(await cost({ provider: 'anthropic', name: 'claude-sonnet-4-5' })).toBeGreaterThan(1)
})

test('a listed model that embeds has a price, too', async () => {
  const read = { inputTokens: 1_000_000, outputTokens: 0 }
  expect(await cost({ name: 'text-embedding-3-small' }, read)).toBeGreaterThan(0.001)
})

test.each<[string, Partial<ModelChoice>, Parameters<typeof costOf>[1]?]>([
  ['a model that no list names', { name: 'no-such-model' }],
  ['an endpoint of one’s own', { provider: 'openai-compatible' }],
  ['a listed name behind another address', { baseUrl: 'https://proxy.example.com/v1' }],
  ['a call whose tokens nobody counted', {}, { inputTokens: 10, outputTokens: null }],
])('what %s costs nobody knows, and nobody says zero', async (_what, choice, tokens) => {
  expect(await cost(choice, tokens)).toBeNull()
})
