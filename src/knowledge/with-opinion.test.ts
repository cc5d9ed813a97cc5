import { expect, test } from 'vitest'
import { withOpinion } from './with-opinion.ts'

const passage = (articleId: string, score: number, phrasings = ['How?']) => ({ articleId, score, phrasings })
const delivery = passage('delivery', 0.6)
const returns = passage('returns', 0.4)
const old = passage('old', 0.1, [])

const all = new Set(['delivery', 'returns', 'old'])

const order = (found: { articleId: string }[]) => found.map(({ articleId }) => articleId)

test('while nothing was learnt all stays as it was found', () => {
  expect(withOpinion([delivery, returns], null, all)).toEqual([
    { ...delivery, taught: null },
    { ...returns, taught: null },
  ])
})

test('a sure opinion leads, and an unsure one does not', () => {
  expect(order(withOpinion([delivery, returns], [{ label: 'returns', probability: 0.9 }], all))).toEqual([
    'returns',
    'delivery',
  ])
  expect(order(withOpinion([delivery, returns], [{ label: 'returns', probability: 0.1 }], all))).toEqual([
    'delivery',
    'returns',
  ])
})

test('an article says what was learnt of it: nothing where it has no phrasings, zero where nobody asks so', () => {
  const found = withOpinion([delivery, returns, old], [{ label: 'returns', probability: 0.3 }], all)
  expect(Object.fromEntries(found.map(({ articleId, taught }) => [articleId, taught]))).toEqual({
    delivery: 0,
    returns: 0.3,
    old: null,
  })
  expect(withOpinion([delivery], [], all)).toEqual([{ ...delivery, taught: 0 }])
})

test('what was learnt of an article that is gone counts nothing', () => {
  const found = withOpinion(
    [delivery, returns],
    [
      { label: 'gone', probability: 0.95 },
      { label: 'returns', probability: 0.02 },
    ],
    all,
  )
  expect(order(found)).toEqual(['delivery', 'returns'])
})

test('the pieces of one article stay together, in their order', () => {
  const pieces = [delivery, { ...returns, score: 0.3 }, { ...delivery, score: 0.2 }]
  const found = withOpinion(pieces, [{ label: 'returns', probability: 0.9 }], all)
  expect(found.map(({ score }) => score)).toEqual([0.3, 0.6, 0.2])
})

test('phrasings that were not learnt yet do not speak against their article', () => {
  const found = withOpinion(
    [delivery, { ...returns, score: 0.2 }],
    [{ label: 'returns', probability: 0.45 }],
    new Set(['returns', 'old']),
  )
  expect(found.map(({ articleId, taught }) => [articleId, taught])).toEqual([
    ['delivery', null],
    ['returns', 0.45],
  ])
})
