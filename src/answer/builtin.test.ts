import { describe, expect, test } from 'vitest'
import type { Passage } from '../knowledge/search.ts'
import { confidenceIn } from './builtin.ts'
import { passageOf } from './passage.test-kit.ts'

const article = (fit: number, more: Partial<Passage> = {}) =>
  passageOf({ score: fit, fit, byWords: fit, ...more })

describe('how probably the best article is the right one', () => {
  test('nothing found is nothing', () => {
    expect(confidenceIn([])).toBe(0)
  })

  test('one that fits, far ahead of the next, is; one that hardly fits is not, however far ahead', () => {
    expect(confidenceIn([article(0.6), article(0.2)])).toBeGreaterThan(0.9)
    expect(confidenceIn([article(0.1), article(0)])).toBeLessThan(0.3)
  })

  test('of two alike neither is sure, and of three less', () => {
    const two = confidenceIn([article(0.6), article(0.6)])
    expect(two).toBeGreaterThan(0.4)
    expect(two).toBeLessThan(0.5)
    expect(confidenceIn([article(0.6), article(0.6), article(0.6)])).toBeLessThan(0.34)
  })

  test('more than the next two say nothing more', () => {
    const three = [article(0.6), article(0.5), article(0.5)]
    expect(confidenceIn([...three, article(0.5), article(0.5)])).toBe(confidenceIn(three))
  })

  test('the more words it says of what was asked, the surer, up to twelve', () => {
    const said = [1, 4, 12].map((wordsHeld) => confidenceIn([article(0.25, { wordsHeld })]))
    expect(said).toEqual(said.toSorted((a, b) => a - b))
    expect(confidenceIn([article(0.25, { wordsHeld: 40 })])).toBe(said[2])
  })

  test('what was said before tells like articles apart, and makes none of them belong', () => {
    const ahead = { byWords: 0.7 }
    expect(confidenceIn([article(0.5, ahead), article(0.5)])).toBeGreaterThan(0.8)
    expect(confidenceIn([article(0.05, ahead), article(0.05)])).toBeLessThan(0.2)
  })

  test('what lies near by meaning makes nothing surer', () => {
    const near = article(0.2, { score: 0.9 })
    expect(confidenceIn([near, article(0.3)])).toBe(confidenceIn([article(0.2), article(0.3)]))
  })

  test('what phrasings taught counts, the more the more there are', () => {
    const phrasings = Array.from({ length: 10 }, (_, at) => `phrasing ${at}`)
    expect(confidenceIn([article(0.6, { taught: 0.97, phrasings })])).toBe(0.97)
    expect(confidenceIn([article(0.6, { taught: 0, phrasings })])).toBeLessThan(0.5)
    expect(confidenceIn([article(0.6, { taught: 0, phrasings: ['one'] })])).toBeGreaterThan(0.8)
  })
})
