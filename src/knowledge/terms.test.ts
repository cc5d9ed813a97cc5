import { describe, expect, test } from 'vitest'
import { detected } from './language.ts'
import { contentStems, passageTerms, queryTerms } from './terms.ts'

const plain = { title: '', heading: '', phrasings: [], text: '' }

/** The share of a query's terms that a passage has. */
function shared(query: string, text: string, language: string, family: 'word' | 'gram'): number {
  const { frequencies } = passageTerms({ ...plain, text }, language)
  const asked = queryTerms(query, [language]).filter(
    (term) => term.family === family && !term.term.startsWith('p:'),
  )
  const slots = new Set(asked.map(({ slot }) => slot))
  const found = new Set(asked.filter(({ term }) => frequencies.has(term)).map(({ slot }) => slot))
  return slots.size === 0 ? 0 : found.size / slots.size
}

describe('words', () => {
  test.each([
    ['en', 'returning parcels', 'You can return a parcel'],
    ['de', 'Rücksendungen', 'Die Rücksendung ist kostenlos'],
    ['fr', 'les remboursements', 'Le remboursement arrive'],
    ['ru', 'доставку заказов', 'Доставка заказа'],
    ['zh', '退货政策', '我们的退货政策如下'],
  ])('in %s, "%s" finds "%s"', (language, query, text) => {
    expect(shared(query, text, language, 'word')).toBe(1)
  })

  test('stop words and the halves of contractions are left out', () => {
    expect(contentStems("It's where the parcel's label is", 'en')).toEqual(new Set(['s', 'parcel', 'label']))
    expect(contentStems("l'article de la commande", 'fr')).toEqual(new Set(['articl', 'command']))
  })

  test('a query without a word of meaning asks for no words', () => {
    expect(queryTerms('who are you', ['en']).filter(({ family }) => family === 'word')).toEqual([])
  })
})

describe('n-grams', () => {
  test('a typo still shares most of them', () => {
    expect(shared('delviery', 'Delivery takes three days', 'en', 'gram')).toBeGreaterThanOrEqual(0.4)
    expect(shared('Ruckgabe', 'Die Rückgabe', 'de', 'gram')).toBe(1)
  })

  test('a compound is found by its parts', () => {
    expect(shared('Versand', 'Die Versandkosten betragen 5 Euro', 'de', 'gram')).toBeGreaterThanOrEqual(0.8)
  })

  test('scripts without spaces are found by pairs of characters', () => {
    expect(shared('返品', '返品について', 'ja', 'gram')).toBe(1)
  })
})

test('a title weighs double, phrasings count once however often they say it', () => {
  const { frequencies } = passageTerms(
    { title: 'Refunds', heading: '', phrasings: ['my refund', 'the refund', 'refund refund'], text: '' },
    'en',
  )
  expect(frequencies.get('w:refund')).toBe(3)
})

test('a hostile text makes no term that an index cannot hold', () => {
  const { frequencies } = passageTerms({ ...plain, text: 'x'.repeat(100_000) }, 'en')
  expect(Math.max(...[...frequencies.keys()].map((term) => term.length))).toBeLessThan(100)
  expect(queryTerms('abc '.repeat(1_000), ['en']).length).toBeLessThan(20)
})

test.each([
  ['Where is my order?', 'en'],
  ['Wo ist mein Paket?', 'de'],
  ['Je veux un remboursement', 'fr'],
  ['¿Dónde está mi pedido?', 'es'],
  ['Gdzie jest moja paczka?', 'pl'],
  ['注文はどこですか', 'ja'],
  ['我的订单在哪里', 'zh'],
  ['refund', null],
  ['12345', null],
])('the language of "%s" is %s', (text, language) => {
  expect(detected(text)).toBe(language)
})

test('what was said before is looked for too, the less the longer ago, and never twice', () => {
  const said = [
    { text: 'the falcon lamp', ago: 0 },
    { text: 'a heron lamp', ago: 2 },
  ]
  const terms = queryTerms('is the falcon bright', ['en'], said).filter(({ family }) => family === 'said')
  expect(terms.map(({ term }) => term)).toEqual(['w:lamp', 'w:heron'])
  const [lamp, heron] = terms.map(({ weight }) => weight)
  expect(lamp).toBe(1)
  expect(heron).toBeLessThan(0.6)
})
