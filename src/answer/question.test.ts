import { expect, test } from 'vitest'
import { type Exchange, questionOf } from './question.ts'

const talk: Exchange[] = [
  { author: 'customer', text: 'Do you have lamps?' },
  { author: 'ai', text: 'There are the Falcon and the Heron.' },
  { author: 'rep', text: 'The Osprey comes in May.' },
  { author: 'customer', text: 'Nice.' },
  { author: 'customer', text: 'Which of them can be dimmed with a remote?' },
]

test('what anybody said before the question is remembered, the last first', () => {
  expect(questionOf(talk).said).toEqual([
    { text: 'The Osprey comes in May.', ago: 0 },
    { text: 'There are the Falcon and the Heron.', ago: 1 },
    { text: 'Do you have lamps?', ago: 2 },
  ])
})

test('a first question follows from nothing, and neither does a courtesy', () => {
  expect(questionOf(talk.slice(0, 1)).said).toEqual([])
  expect(questionOf([...talk.slice(0, 3), { author: 'customer', text: 'thanks!' }]).said).toEqual([])
})

test('a long talk is remembered by its end', () => {
  const long = Array.from({ length: 30 }, (_each, at): Exchange => ({ author: 'ai', text: `line ${at}` }))
  const { said } = questionOf([...long, { author: 'customer', text: 'Which of them can be dimmed?' }])
  expect(said[0]).toEqual({ text: 'line 29', ago: 0 })
  expect(said.length).toBeLessThan(10)
})

const after = (answer: string, text: string) =>
  questionOf([
    { author: 'customer', text: answer },
    { author: 'ai', text: 'You find it in your account.' },
    { author: 'customer', text },
  ]).language

test.each(['okay', 'one sec', 'I see', 'so?', 'hold on', 'ok bye', 'and returns?'])(
  '“%s” stays in the language of before',
  (text) => {
    expect(after('Where is my order, please?', text)).toBe('en')
  },
)

test('who goes on in another language at some length has changed it', () => {
  expect(after('Where is my order, please?', 'Wann kommt denn mein Paket an?')).toBe('de')
  expect(after('Where is my order, please?', 'أين طلبي؟')).toBe('ar')
})

test.each([
  ['Hallo', 'de'],
  ['Bonjour', 'fr'],
  ['Hola', 'es'],
  ['Привет', 'ru'],
  ['Merhaba', 'tr'],
  ['danke', 'de'],
  ['merci', 'fr'],
  ['gracias', 'es'],
  ['مرحبا', 'ar'],
  ['안녕하세요', 'ko'],
  ['namaste', 'hi'],
  ['שלום', 'he'],
  ['terima kasih', 'id'],
  ['Halo', 'id'],
  ['Hi', 'en'],
])('“%s” is answered in %s', (text, language) => {
  expect(questionOf([{ author: 'customer', text }]).language).toBe(language)
})
