import { describe, expect, test } from 'vitest'
import { moodOf } from './mood.ts'

test.each([
  ['The kettle broke after two days and nobody will replace it', 'en', 'negative'],
  ['This is not good, it still does not work', 'en', 'negative'],
  ['The parcel was damaged and the lamp does not work', 'en', 'negative'],
  ['Thank you so much, that works great', 'en', 'positive'],
  ['No problems, it works great', 'en', 'positive'],
  ['Where can I change my address?', 'en', 'neutral'],
  ['How do I return a lamp?', 'en', 'neutral'],
  ['Leider ist das Gerät kaputt, ich bin enttäuscht', 'de', 'negative'],
  ['Vielen Dank, das hat wunderbar geklappt', 'de', 'positive'],
  ['Wo kann ich meine Adresse ändern?', 'de', 'neutral'],
  ['El producto llegó roto, estoy muy decepcionado', 'es', 'negative'],
  ['Malheureusement la lampe est cassée', 'fr', 'negative'],
  ['Grazie mille, perfetto', 'it', 'positive'],
  ['', 'en', 'neutral'],
  ['??', 'xx', 'neutral'],
])('"%s" (%s) is %s', (text, language, sentiment) => {
  expect(moodOf(text, language).sentiment).toBe(sentiment)
})

test('the score falls as more goes wrong, and stays within -1 and 1', () => {
  const scores = [
    'It is great',
    'It is a lamp',
    'It is broken',
    'It is broken, again, and awful and a waste of money',
  ].map((text) => moodOf(text, 'en').score)
  expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  expect(new Set(scores).size).toBe(4)
  expect(scores.every((score) => score >= -1 && score <= 1)).toBe(true)
})

describe('anger at the service', () => {
  test.each([
    ['Your support is a joke', 'a joke'],
    ['This is the third time I write to you', 'third time'],
    ['worst service ever', 'worst service'],
    ['I will never order from you again', 'never order from you again'],
    ['I have been waiting since May and nobody answers', 'nobody answers'],
    ['How many times do I have to tell you', 'How many times do I have to tell'],
    ['I am so angry with your company', 'so angry with your company'],
    ['Das ist eine Frechheit', 'Frechheit'],
    ['C’est inacceptable', 'inacceptable'],
    ['Es una vergüenza', 'una vergüenza'],
    ['Nigdy więcej', 'Nigdy więcej'],
    ['Это возмутительно', 'возмутительно'],
    ['你们太过分了', '太过分'],
    ['WHERE IS MY REFUND YOU PROMISED!!!', 'WHERE IS MY REFUND YOU'],
  ])('%s', (text, words) => {
    expect(moodOf(text, 'en')).toMatchObject({
      sentiment: 'negative',
      frustration: expect.stringContaining(words),
    })
  })

  test.each([
    'The lamp is broken',
    'I was charged a ridiculous fee',
    'Is this message a scam?',
    'How many times can I change my address?',
    'The third time zone is missing in the list',
    'Es ist mir unmöglich, mich anzumelden',
    'Ich möchte einen Betrug melden',
    'MY ORDER NUMBER IS ABC',
    'In the worst case, when does it arrive?',
    'It never works again after the update',
    'Is the saucepan useless on an induction hob?',
    'I want my money back',
  ])('"%s" is none', (text) => {
    expect(moodOf(text, 'en').frustration).toBeNull()
  })
})
