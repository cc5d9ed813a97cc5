import { expect, test } from 'vitest'
import { asksForAct, partsOf } from './needs.ts'

test.each<[string, string[]]>([
  [
    'How do I return it? How long does delivery take?',
    ['How do I return it?', 'How long does delivery take?'],
  ],
  [
    'How do I return it and how long does delivery take?',
    ['How do I return it', 'how long does delivery take?'],
  ],
  [
    'Wie kann ich das zurückgeben und wie lange dauert die Lieferung?',
    ['Wie kann ich das zurückgeben', 'wie lange dauert die Lieferung?'],
  ],
  ['I bought a lamp. Hi!\nWhere is my parcel?', ['I bought a lamp. Hi!', 'Where is my parcel?']],
])('“%s” has parts', (message, parts) => {
  expect(partsOf(message).map(({ text }) => text)).toEqual(parts)
})

test.each(['Where is my parcel?', 'Hi!', '', 'Do you ship to Austria and Switzerland?', 'a. '.repeat(400)])(
  '“%s” is one',
  (message) => {
    expect(partsOf(message)).toEqual([])
  },
)

test('a letter of twenty questions has twenty parts', () => {
  const asked = Array.from({ length: 20 }, (_, at) => `What about the thing number ${at}?`)
  expect(partsOf(asked.join(' ')).map(({ text }) => text)).toEqual(asked)
})

test('of a letter without end the last part holds all the rest', () => {
  const asked = Array.from({ length: 2_000 }, (_, at) => `What about the thing number ${at}?`)
  const parts = partsOf(asked.join(' '))
  expect(parts).toHaveLength(50)
  expect(parts.map(({ text }) => text).join(' ')).toBe(asked.join(' '))
  expect(parts.at(-1)?.isQuestion).toBe(true)
})

test('a question with a word of thanks behind it is a question still', () => {
  expect(partsOf('How do I return it? How long does delivery take? Thanks!')).toEqual([
    { text: 'How do I return it?', isQuestion: true },
    { text: 'How long does delivery take? Thanks!', isQuestion: true },
  ])
})

test('what lost its question mark to the next part is a question still', () => {
  expect(
    partsOf('How do I return it and how long does delivery take?').every(({ isQuestion }) => isQuestion),
  ).toBe(true)
})

test.each([
  'I bought a lamp. Where is my parcel?',
  'I bought a lamp (it is green.) Where is my parcel?',
  'My order is 4711 of yesterday\nWhere is my parcel?',
  'Good evening to all of you,\nWhere is my parcel?',
])('what stands before a question is none by that: %s', (message) => {
  expect(partsOf(message).map(({ isQuestion }) => isQuestion)).toEqual([false, true])
})

test.each<[string, string[]]>([
  [
    '1) When do I get my refund 2) How do I change my e-mail 3) Is there a store in Berlin?',
    ['When do I get my refund', 'How do I change my e-mail', 'Is there a store in Berlin?'],
  ],
  [
    'Two things: 1. How do I return it? 2. How long does delivery take?',
    ['Two things: How do I return it?', 'How long does delivery take?'],
  ],
])('of “%s” each number is asked', (message, asked) => {
  expect(partsOf(message)).toEqual(asked.map((text) => ({ text, isQuestion: true })))
})

test('numbers before a question are what it is about', () => {
  expect(partsOf('I bought 1) a green tent 2) a blue backpack. How long is the warranty?')).toEqual([
    { text: 'I bought a green tent', isQuestion: false },
    { text: 'a blue backpack.', isQuestion: false },
    { text: 'How long is the warranty?', isQuestion: true },
  ])
})

test.each([
  'Where is my order 12) of May?',
  'I took rooms 3) and 5) of your hotel.',
  'It costs 1. 5 times more?',
])('no list: %s', (message) => {
  expect(partsOf(message)).toEqual([])
})

test.each([
  'I want to cancel my order.',
  'Hi! I’d like to cancel my order.',
  'Please change my address.',
  'Ich möchte meine Bestellung stornieren.',
  'Bitte ändern Sie meine Adresse.',
  'Je voudrais annuler ma commande.',
  'Veuillez annuler ma commande.',
  'Quisiera cancelar mi pedido.',
  'Vorrei annullare il mio ordine.',
  'Gostaria de cancelar o pedido.',
  'Ik wil mijn bestelling annuleren.',
  'Chciałbym anulować zamówienie.',
  'Jag vill avbeställa min order.',
  'Jeg vil gerne annullere min ordre.',
  'Siparişimi iptal etmek istiyorum.',
  'Хочу отменить заказ.',
  'Я хотіла би скасувати замовлення.',
  '注文をキャンセルしてください。',
  '我想取消订单。',
])('it asks for an act: %s', (text) => {
  expect(asksForAct({ text, isQuestion: false })).toBe(true)
})

test.each(['I bought a lamp.', 'My order is 4711.', 'Ich habe gestern bestellt.', 'J’ai reçu un colis.'])(
  'it says what it is about: %s',
  (text) => {
    expect(asksForAct({ text, isQuestion: false })).toBe(false)
  },
)
