import { describe, expect, test } from 'vitest'
import type { Counts } from './overlap.ts'
import { slips } from './slips.ts'
import { asRead, readingsIn } from './spelling.ts'
import { contentStems } from './terms.ts'

const article = (text: string, language = 'en') => ({ title: '', heading: '', text, phrasings: [], language })

const SHOP = [
  article('How do I return an item? You can return any unused item.'),
  article('Where is my package? Track your package with the number that we sent.'),
  article('How do I cancel an order? Orders can be cancelled. Then we refund what you paid for delivery.'),
]

function countsOf(found: { text: string; language: string }[]): Counts {
  const withStem = new Map<string, number>()
  for (const { text, language } of found)
    for (const stem of contentStems(text, language)) withStem.set(stem, (withStem.get(stem) ?? 0) + 1)
  return { passages: found.length, withStem }
}

const read = (query: string, found = SHOP, language = 'en') =>
  asRead(
    query,
    readingsIn(query, { own: language, written: [found[0]?.language ?? 'en'] }, found, countsOf(found)),
  )

describe('a word that the knowledge does not say is read as the one that it is a slip away from', () => {
  test.each([
    ['were is my pakage', 'were is my package'],
    ['how do i retrun an itme', 'how do i return an item'],
    ['cancle my oder', 'cancel my order'],
    ['I want a refudn!', 'I want a refund!'],
    ['track my packkage, please', 'track my package, please'],
    ['how long is delvery', 'how long is delivery'],
    ['trsck my package', 'track my package'],
    ['Retrun this', 'Return this'],
  ])('%s', (typed, meant) => {
    expect(read(typed)).toBe(meant)
  })

  test('in other languages', () => {
    const german = [article('Wie kann ich einen Artikel zurücksenden? Die Rücksendung ist kostenlos.', 'de')]
    expect(read('Wie kann ich einen Artikle zurücksneden', german, 'de')).toBe(
      'Wie kann ich einen Artikel zurücksenden',
    )
    const russian = [article('Как отменить заказ? Доставка бесплатна.', 'ru')]
    expect(read('как отмнеить заказз', russian, 'ru')).toBe('как отменить заказ')
  })
})

describe('stays as it was typed', () => {
  test.each([
    ['a number', 'where is order 12a45 oder-7'],
    ['an address', 'write to retrun@itme.com or itme.com/oder'],
    ['a name', 'It was bought by Retrun'],
    ['a word of something else', 'is the horse in the house'],
    ['a short word', 'my iem'],
    ['a word that begins otherwise', 'my backage'],
    ['what the knowledge says', 'my packages'],
  ])('%s', (_what, typed) => {
    expect(read(typed)).toBe(typed)
  })

  test('what may be either of two', () => {
    expect(read('my balk', [article('Go for a walk. Call a bank. It is a bald bark.')])).toBe('my balk')
  })

  test('what a foreign question says', () => {
    expect(read('Wie kann ich mein Pakage verfolgen', SHOP, 'de')).toBe('Wie kann ich mein Pakage verfolgen')
  })

  test('but what is told as another language only for its slips is read', () => {
    expect(read('how do i retrun an itme', SHOP, 'nl')).toBe('how do i return an item')
  })

  test('half of a contraction', () => {
    expect(read("it doesn't order", [article('He does doe order.')])).toBe("it doesn't order")
  })
})

test('slips are letters that changed places, are missing, or are one too many; another letter only where the hand may miss', () => {
  expect(slips('oder', 'order')).toBe(1)
  expect(slips('retrun', 'return')).toBe(1)
  expect(slips('horse', 'house')).toBe(Number.POSITIVE_INFINITY)
  expect(slips('cancekling', 'canceling')).toBe(1)
  expect(slips('trsck', 'track')).toBe(1.5)
  expect(slips('subscribtoin', 'subscription')).toBeLessThan(3)
})
