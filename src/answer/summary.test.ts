import { describe, expect, test } from 'vitest'
import { type Exchange, questionOf } from './question.ts'
import { summaryOf } from './summary.ts'

const customer = (text: string): Exchange => ({ author: 'customer', text })
const ai = (text: string): Exchange => ({ author: 'ai', text })
const summary = (...exchanges: Exchange[]) => summaryOf(questionOf(exchanges))
const long = (sentence: string) => Array.from({ length: 12 }, () => sentence).join(' ')

describe('what the customer wants', () => {
  test('stands without hellos and thanks', () => {
    expect(summary(customer('Hi!'), customer('Where is my parcel? Thank you!'))).toBe('“Where is my parcel?”')
  })

  test('stands with what it follows from', () => {
    const asked = customer('How long does delivery take?')
    expect(summary(asked, ai('Three days.'), customer('And what does express cost?'))).toBe(
      '“And what does express cost?”, and before that: “How long does delivery take?”',
    )
  })

  test('a long story is told by its questions, and without one by how it begins', () => {
    const story = long('I bought a lamp in your shop and it was nice.')
    expect(summary(customer(`${story} Can I return it? ${story}`))).toBe('“Can I return it?”')
    const told = summary(customer(story))
    expect(told).toMatch(/^“I bought a lamp in your shop.*…”$/)
    expect(told.length).toBeLessThan(340)
  })

  test('is nothing when they only greet or thank', () => {
    expect(summary(customer('Hello!'))).toBe('The customer said hello.')
    expect(summary(customer('Where?'), ai('There.'), customer('Thanks a lot!'))).toBe(
      'The customer said thanks.',
    )
  })
})
