import { describe, expect, test } from 'vitest'
import type { Passage } from '../knowledge/search.ts'
import { choiceIn, chosenIn, whichOf } from './which.ts'
import { wording } from './wording.ts'
import { CATALOGUE } from './wording-words.ts'

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

/** The first, the last, all, none, and both, as customers say it. */
const CHOICES: Record<string, [string, string, string, string, string]> = {
  en: ['the first one', 'the last one', 'all of them', 'none of these', 'both'],
  de: ['das erste bitte', 'die letzte', 'alle drei', 'keins davon', 'beides'],
  fr: ['la première', 'le dernier', 'les trois', 'aucune des trois', 'les deux'],
  es: ['la primera', 'el último', 'todas', 'ninguna de esas', 'las dos'],
  it: ['il primo', "l'ultima", 'tutte e tre', 'nessuna di queste', 'entrambe'],
  pt: ['a primeira', 'o último', 'todas', 'nenhuma dessas', 'ambas'],
  nl: ['de eerste', 'de laatste', 'alle drie', 'geen van deze', 'allebei'],
  pl: ['pierwsza', 'ostatnia', 'wszystkie', 'żadna z nich', 'obie'],
  sv: ['den första', 'den sista', 'alla tre', 'ingen av dem', 'båda två'],
  da: ['den første', 'den sidste', 'alle tre', 'ingen af dem', 'begge to'],
  tr: ['birincisi', 'sonuncusu', 'hepsi', 'hiçbiri', 'her ikisi de'],
  ru: ['первый', 'последнее', 'все три', 'ни один из них', 'оба'],
  uk: ['перше', 'останнє', 'усі', 'жодне з них', 'обидва'],
  ja: ['一番目です', '最後のです', '全部です', 'どれでもありません', '両方お願いします'],
  zh: ['第一个', '最后一个', '全部', '都不是', '两个都要'],
  ar: ['الأول', 'الأخير', 'كلها', 'لا شيء منها', 'كلاهما'],
  he: ['הראשונה', 'האחרון', 'כולם', 'אף אחד מהם', 'שניהם'],
  hi: ['पहला वाला', 'आखिरी', 'सभी', 'इनमें से कोई नहीं', 'दोनों'],
  ko: ['첫 번째요', '마지막 거요', '전부 다요', '둘 다 아니에요', '둘 다요'],
  id: ['yang pertama', 'terakhir', 'semuanya', 'tidak ada', 'keduanya'],
}

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

const [ORDER, SUBSCRIPTION] = ['Cancel an order', 'Cancel a subscription']

test.each([
  ['the first one', [ORDER]],
  ['First!', [ORDER]],
  ['the second one, please', [SUBSCRIPTION]],
  ['two', [SUBSCRIPTION]],
  ['I meant the last', [SUBSCRIPTION]],
  ['both', [ORDER, SUBSCRIPTION]],
  ['Both of them please', [ORDER, SUBSCRIPTION]],
  ['1 and 2', [ORDER, SUBSCRIPTION]],
  ['all', [ORDER, SUBSCRIPTION]],
  ['neither', []],
  ['no, neither of these', []],
  ['None of the above.', []],
  ['something else', []],
  ['2', [SUBSCRIPTION]],
  ['the order', [ORDER]],
  ['the third', null],
  ['not the first', null],
  ['yes', null],
  ['ok thanks', null],
  ['I have 2 orders and 1 subscription', null],
  ['My first parcel never came', null],
])('“%s” is a choice of %j', (reply, chosen) => {
  expect(choiceIn(reply, OFFER, 'en')).toEqual(chosen)
})

describe.each(Object.keys(CATALOGUE))('in %s', (language) => {
  const offer = `${wording('which', language)}\n1. A\n2. B\n3. C`
  const [first, last, all, none] = CHOICES[language] ?? []
  test.each([
    [first, ['A']],
    [last, ['C']],
    [all, ['A', 'B', 'C']],
    [none, []],
  ])('“%s” is a choice of %j', (reply, chosen) => {
    expect(choiceIn(reply ?? '', offer, language)).toEqual(chosen)
  })

  test('two of two', () => {
    const both = CHOICES[language]?.[4] ?? ''
    const two = offer.split('\n').slice(0, 3).join('\n')
    expect(choiceIn(both, two, language)).toEqual(['A', 'B'])
    expect(choiceIn(both, offer, language)).toBeNull()
  })
})

test('numbered steps of an answer are no list to choose from by place', () => {
  const steps = 'You can return it:\n1. Open My orders.\n2. Print the label.'
  expect(choiceIn('nothing', steps, 'en')).toBeNull()
  expect(choiceIn('both', steps, 'en')).toBeNull()
})
