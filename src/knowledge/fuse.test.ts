import { expect, test } from 'vitest'
import { fuse } from './fuse.ts'

const order = (...args: Parameters<typeof fuse>) => fuse(...args).map(({ label }) => label)

test('a sure opinion leads over what retrieval found', () => {
  const opinion = [
    { label: 'returns', probability: 0.9 },
    { label: 'delivery', probability: 0.1 },
  ]
  const retrieved = [
    { label: 'delivery', score: 12 },
    { label: 'returns', score: 6 },
  ]
  expect(order(opinion, retrieved)).toEqual(['returns', 'delivery'])
})

test('an unsure opinion follows retrieval', () => {
  const opinion = [{ label: 'returns', probability: 0.2 }]
  const retrieved = [
    { label: 'delivery', score: 12 },
    { label: 'returns', score: 3 },
  ]
  expect(order(opinion, retrieved)).toEqual(['delivery', 'returns'])
})

test('where both agree the score is higher than where they do not', () => {
  const opinion = [{ label: 'returns', probability: 0.5 }]
  const agreed = fuse(opinion, [{ label: 'returns', score: 3 }])[0]
  const alone = fuse(opinion, [])[0]
  expect(agreed).toEqual({ label: 'returns', score: 0.75 })
  expect(alone).toEqual({ label: 'returns', score: 0.5 })
})

test('without an opinion the order is retrieval’s, without both there is nothing', () => {
  const retrieved = [
    { label: 'delivery', score: 0.3 },
    { label: 'returns', score: 0.2 },
  ]
  expect(order([], retrieved)).toEqual(['delivery', 'returns'])
  expect(fuse([], [{ label: 'returns', score: 0 }])).toEqual([{ label: 'returns', score: 0 }])
  expect(fuse([], [])).toEqual([])
})
