import { describe, expect, test } from 'vitest'
import { type Candidate, ranked, stemsToCount } from './rank.ts'
import type { Said } from './terms.ts'

/** All the same to the index; every stem is in 2 of 100 passages unless told otherwise. */
function order(
  query: string,
  passages: Partial<Candidate>[],
  { said = [], common = [] }: { said?: Said[]; common?: string[] } = {},
): string[] {
  const candidates = passages.map((passage, at) => ({
    articleId: String(at),
    title: '',
    heading: '',
    text: '',
    language: 'en',
    score: 0.4,
    fit: 0.4,
    likeness: 0.4,
    ...passage,
  }))
  const stems = stemsToCount(query, said, 'en', candidates)
  const withStem = new Map(stems.map((stem) => [stem, common.includes(stem) ? 80 : 2]))
  return ranked(query, said, 'en', candidates, { passages: 100, withStem }).map(({ title }) => title)
}

describe('of passages that the index takes for equal, first comes', () => {
  test('the one whose title says what is asked', () => {
    const text = 'Write to us about invoices, lamps and more.'
    expect(
      order('Where is my invoice?', [
        { title: 'Lamps', text },
        { title: 'Your invoice', text },
      ]),
    ).toEqual(['Your invoice', 'Lamps'])
  })

  test('the one where the words stand together', () => {
    const apart =
      'Chocolate is sold on the second floor. There we show a fine old clock. Hot days: we close early.'
    const close =
      'On the second floor we sell hot chocolate. There is a fine old clock. We close early on warm days.'
    expect(
      order('hot chocolate', [
        { title: 'A', text: apart },
        { title: 'B', text: close },
      ]),
    ).toEqual(['B', 'A'])
  })

  test('the one whose article says the rest elsewhere', () => {
    const found = order('Can a violin travel by train?', [
      { title: 'Alone', articleId: 'x', text: 'A violin is heavy.' },
      { title: 'Whole', articleId: 'y', text: 'A violin is heavy.' },
      { title: 'Whole', articleId: 'y', text: 'Travel by train is cheap.', score: 0.1 },
    ])
    expect(found[0]).toBe('Whole')
  })

  test('the one that says it in a like word', () => {
    expect(
      order('How do I remove my avatar?', [{ title: 'Show an avatar' }, { title: 'Delete an avatar' }]),
    ).toEqual(['Delete an avatar', 'Show an avatar'])
  })

  test('the one where small words stand beside the same words', () => {
    const found = order('lamps without shade', [
      { title: 'A', text: 'We sell lamps with shade, never without.' },
      { title: 'B', text: 'We sell lamps without shade, never with.' },
    ])
    expect(found[0]).toBe('B')
  })

  test('the one that says all of it in one place', () => {
    const filler = 'We close early today. '.repeat(12)
    const found = order('violin train ticket', [
      { title: 'Apart', text: `A violin. ${filler} A train. ${filler} A ticket.` },
      { title: 'Together', text: `A ticket for a train takes a violin. ${filler} ${filler}` },
    ])
    expect(found[0]).toBe('Together')
  })

  test('the one with a word that begins the same', () => {
    const found = order('sewers', [
      { title: 'A', text: 'Clean severe weather.' },
      { title: 'B', text: 'Clean sewerage water.' },
    ])
    expect(found[0]).toBe('B')
  })

  test('the one whose title asks the same way', () => {
    const found = order('Where is my order?', [
      { title: 'What is an order?', text: 'Look here.' },
      { title: 'Where is the order?', text: 'Look here.' },
    ])
    expect(found[0]).toBe('Where is the order?')
  })

  test('what was said before puts no article forward that has nothing of the question', () => {
    const said = [{ text: 'How do I return a lamp?', ago: 0 }]
    const passages = [
      { title: 'How do I return a lamp?' },
      { title: 'Delivery times', text: 'Delivery takes two days.' },
    ]
    expect(order('How long does delivery take?', passages, { said })[0]).toBe('Delivery times')
    expect(order('And why?', passages, { said })[0]).toBe('How do I return a lamp?')
  })

  test('the one with a title that says it, but not where nearly all have that title', () => {
    const titled = { title: 'Lamps and colours', text: 'See below for what we have.' }
    const written = { title: 'Paint', text: 'Lamps and colours: red, blue.' }
    expect(order('lamps and colours', [written, titled])[0]).toBe('Lamps and colours')
    expect(order('lamps and colours', [written, ...Array.from({ length: 9 }, () => titled)])[0]).toBe('Paint')
  })

  test('the one about what was named before, and of two names the one said last', () => {
    const said = [
      { text: 'The Falcon is back in stock.', ago: 0 },
      { text: 'Do you have the Heron?', ago: 1 },
    ]
    const passages = ['Osprey: colours', 'Heron: colours', 'Falcon: colours'].map((title) => ({ title }))
    expect(order('Which colours are there?', passages, { said })).toEqual([
      'Falcon: colours',
      'Heron: colours',
      'Osprey: colours',
    ])
  })
})

test('a word that nearly all have decides little', () => {
  const passages = [{ title: 'Order form' }, { title: 'Lamp form' }]
  expect(order('order a lamp', passages, { common: ['order'] })[0]).toBe('Lamp form')
  expect(order('order a lamp', passages, { common: ['lamp'] })[0]).toBe('Order form')
})

test('a score stays between 0 and 1, for a query without a word of meaning too', () => {
  for (const query of ['', 'who are you', 'lamp']) {
    const candidate = { articleId: 'a', title: 'lamp', heading: '', text: 'lamp', language: 'en' }
    const said = [{ text: 'lamp lamp', ago: 0 }]
    const counts = { passages: 1, withStem: new Map([['lamp', 1]]) }
    const [best] = ranked(query, said, 'en', [{ ...candidate, score: 1, fit: 1, likeness: 1 }], counts)
    expect(best?.score).toBeGreaterThan(0.3)
    expect(best?.score).toBeLessThanOrEqual(1)
  }
  expect(ranked('lamp', [], 'en', [], { passages: 0, withStem: new Map() })).toEqual([])
})

test('a candidate says how many words of the query it holds, each once, in title or text, stemmed or by a like word', () => {
  const candidate = { articleId: 'a', heading: '', language: 'en', score: 0.4, fit: 0.4, likeness: 0.4 }
  const counts = { passages: 100, withStem: new Map<string, number>() }
  const found = ranked(
    'How do I remove avatars from my account?',
    [],
    'en',
    [
      {
        ...candidate,
        title: 'Delete an avatar',
        text: 'The avatar is gone from your account. An account has one.',
      },
      { ...candidate, title: 'Lamps', text: 'We sell lamps.' },
    ],
    counts,
  )
  expect(found.map(({ wordsHeld }) => wordsHeld)).toEqual([3, 0])
  expect(found.map(({ byWords }) => byWords)).toEqual(found.map(({ score }) => score))
})
