import { describe, expect, test } from 'vitest'
import { withMeaning } from './with-meaning.ts'

const found = (articleId: string, fit: number, coverage = fit) => ({
  passageId: `p-${articleId}`,
  articleId,
  score: fit,
  fit,
  coverage,
})
const only = (articleId: string) => found(articleId, 0)
const near = (...likenesses: [articleId: string, likeness: number][]) =>
  likenesses.map(([articleId, likeness]) => ({ passageId: `p-${articleId}`, likeness }))
const order = (passages: { articleId: string }[]) => passages.map(({ articleId }) => articleId)

describe('what the words find and what the meaning finds', () => {
  test('nothing near leaves all as it was', () => {
    const words = [found('a', 0.4), found('b', 0.2)]
    expect(withMeaning(words, [], [])).toBe(words)
  })

  test('where the words find nothing, the nearest leads', () => {
    const words = [found('a', 0.08), found('b', 0.05)]
    expect(
      order(withMeaning(words, [only('c'), only('d')], near(['c', 0.7], ['d', 0.5], ['a', 0.2]))),
    ).toEqual(['c', 'd', 'a', 'b'])
  })

  test.each([
    ['that fits', [found('a', 0.6), found('b', 0.5)]],
    ['that fits less, and far better than every other', [found('a', 0.3, 0.8), found('b', 0.1)]],
  ])('a clear hit by words %s stays first, and the nearest is among the first three', (_what, words) => {
    const rest = [found('e', 0.09), found('f', 0.08), found('g', 0.07)]
    const joined = withMeaning([...words, ...rest], [only('c')], near(['c', 0.99], ['f', 0.1]))
    expect(order(joined)[0]).toBe('a')
    expect(order(joined).indexOf('c')).toBe(2)
    expect(order(joined)).toHaveLength(6)
  })

  test('between two that the words cannot tell apart the nearer leads', () => {
    const words = [found('a', 0.25), found('b', 0.24)]
    expect(order(withMeaning(words, [], near(['b', 0.8], ['a', 0.3])))).toEqual(['b', 'a'])
  })

  test('how near counts by place, whatever is usual for the model', () => {
    const words = [found('a', 0.1), found('b', 0.1)]
    const low = withMeaning(words, [], near(['b', 0.2], ['a', 0.1]))
    const high = withMeaning(words, [], near(['b', 0.95], ['a', 0.9]))
    expect(low).toEqual(high)
  })

  test('how sure an answer is stays what the words say, and scores stay within one', () => {
    const joined = withMeaning([found('a', 0.2)], [only('c')], near(['c', 0.9], ['a', 0.8]))
    expect(joined.map(({ fit, coverage }) => [fit, coverage])).toEqual([
      [0, 0],
      [0.2, 0.2],
    ])
    expect(Math.max(...joined.map(({ score }) => score))).toBeLessThanOrEqual(1)
  })

  test('an empty knowledge by words takes what is near', () => {
    expect(order(withMeaning([], [only('c')], near(['c', 0.5])))).toEqual(['c'])
  })
})
