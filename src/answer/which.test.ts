import { expect, test } from 'vitest'
import type { Passage } from '../knowledge/search.ts'
import { chosenIn, whichOf } from './which.ts'

const article = (title: string, visibility: 'public' | 'internal' = 'public'): Passage => ({
  passageId: title,
  articleId: title,
  externalId: null,
  title,
  heading: '',
  text: '',
  phrasings: [],
  url: null,
  visibility,
  language: 'en',
  score: 1,
  fit: 1,
  byWords: 1,
  wordsHeld: 2,
  coverage: 1,
  likeness: 1,
  taught: null,
})

const OFFER = 'I can help with these. Which one do you mean?\n1. Cancel an order\n2. Cancel a subscription'

test('the articles are offered by number, three at most', () => {
  expect(whichOf([article('Cancel an order'), article('Cancel a subscription')], 'en')).toBe(OFFER)
  expect(
    whichOf(
      ['A', 'B', 'C', 'D'].map((title) => article(title)),
      'de',
    ),
  ).toBe('Dazu kann ich helfen. Was meinen Sie?\n1. A\n2. B\n3. C')
})

test('nothing is offered that the customer may not see, nor what reads the same', () => {
  expect(whichOf([article('Cancel an order'), article('Refund limits', 'internal')], 'en')).toBeNull()
  expect(whichOf([article('Cancel'), article('Cancel ')], 'en')).toBeNull()
})

test.each([
  ['2', 'Cancel a subscription'],
  ['1.', 'Cancel an order'],
  ['number 2 please', 'Cancel a subscription'],
  ['the order', 'Cancel an order'],
  ['My subscriptions!', 'Cancel a subscription'],
  ['3', null],
  ['cancel', null],
  ['neither of them', null],
  ['I have 2 orders and 1 subscription', null],
])('“%s” chooses %s', (reply, chosen) => {
  expect(chosenIn(reply, OFFER, 'en')).toBe(chosen)
})

test('where nothing was offered nothing is chosen', () => {
  expect(chosenIn('2', 'How many do you want?\n1. Lamp', 'en')).toBeNull()
})
