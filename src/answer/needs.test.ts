import { expect, test } from 'vitest'
import { partsOf } from './needs.ts'

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
