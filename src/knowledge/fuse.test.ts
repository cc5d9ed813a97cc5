import { expect, test } from 'vitest'
import { fuse } from './fuse.ts'

const order = (...args: Parameters<typeof fuse>) => fuse(...args).map(({ label }) => label)
const taught = (label: string, score: number) => ({ label, score, isTaught: true })
const untaught = (label: string, score: number) => ({ label, score, isTaught: false })

test('a sure opinion leads over what retrieval found', () => {
  const opinion = [
    { label: 'returns', probability: 0.9 },
    { label: 'delivery', probability: 0.1 },
  ]
  expect(order(opinion, [taught('delivery', 0.6), taught('returns', 0.3)])).toEqual(['returns', 'delivery'])
})

test('an unsure opinion follows retrieval', () => {
  const opinion = [{ label: 'returns', probability: 0.2 }]
  expect(order(opinion, [taught('delivery', 0.6), taught('returns', 0.15)])).toEqual(['delivery', 'returns'])
})

test('what shares next to nothing with the question does not lead over an opinion, however unsure, by being ahead of the others', () => {
  const opinion = [{ label: 'returns', probability: 0.15 }]
  expect(order(opinion, [taught('delivery', 0.12), taught('returns', 0.02)])).toEqual(['returns', 'delivery'])
})

test('an article that nobody taught leads where it fits well, and not where it hardly does', () => {
  const opinion = [{ label: 'returns', probability: 0.6 }]
  expect(order(opinion, [untaught('delivery', 0.6), taught('returns', 0.1)])).toEqual(['delivery', 'returns'])
  expect(order(opinion, [untaught('delivery', 0.2), taught('returns', 0.1)])).toEqual(['returns', 'delivery'])
})

test('where both agree the score is higher than where they do not', () => {
  const opinion = [{ label: 'returns', probability: 0.5 }]
  expect(fuse(opinion, [taught('returns', 0.5)])[0]).toEqual({ label: 'returns', score: 1 })
  expect(fuse(opinion, [])[0]).toEqual({ label: 'returns', score: 0.5 })
})

test('without an opinion the order is retrieval’s, without both there is nothing', () => {
  expect(order([], [untaught('delivery', 0.3), untaught('returns', 0.2)])).toEqual(['delivery', 'returns'])
  expect(fuse([], [untaught('returns', 0)])).toEqual([{ label: 'returns', score: 0 }])
  expect(fuse([], [])).toEqual([])
})
