import { expect, test } from 'vitest'
import { likenessTo } from './alike.ts'

function closest(query: string, titles: string[], language = 'en'): string | undefined {
  const alike = likenessTo(query, language)
  return titles.toSorted((a, b) => alike(b, language) - alike(a, language))[0]
}

test('of titles with the same words of meaning the one that asks the same way is most like the question', () => {
  const titles = ['What is my order?', 'Where is my order?', 'Why is an order not mine?']
  expect(closest('Where is my order', titles)).toBe('Where is my order?')
  expect(closest('What was my order?', titles)).toBe('What is my order?')
})

test('the order of words counts', () => {
  const titles = ['Can a customer call a rep?', 'Can a rep call a customer?']
  expect(closest('Can a rep call the customer?', titles)).toBe('Can a rep call a customer?')
})

test('a longer title that holds the question is less like it than the question itself, and the same is wholly alike', () => {
  const alike = likenessTo('How do I return a lamp?', 'en')
  expect(alike('how do I return a LAMP', 'en')).toBe(1)
  expect(alike('How do I return a lamp that I bought as a gift for a friend abroad?', 'en')).toBeLessThan(0.7)
  expect(alike('Opening hours', 'en')).toBeLessThan(0.1)
})

test('a typo and a missing mark leave a title alike, in scripts without spaces too', () => {
  expect(closest('Ruckgabe von Lampn', ['Umtausch von Geld', 'Rückgabe der Lampen'], 'de')).toBe(
    'Rückgabe der Lampen',
  )
  expect(closest('怎么退货', ['如何付款', '怎样退货'], 'zh')).toBe('怎样退货')
})

test('nothing is like nothing', () => {
  expect(likenessTo('', 'en')('', 'en')).toBe(0)
  expect(likenessTo('…', 'en')('Lamps', 'en')).toBe(0)
})
