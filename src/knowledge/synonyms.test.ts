import { expect, test } from 'vitest'
import { stem } from './language.ts'
import { likeStems } from './synonyms.ts'

test.each([
  ['en', 'refunds', 'reimburse'],
  ['en', 'parcel', 'packages'],
  ['de', 'kündigen', 'stornieren'],
  ['fr', 'colis', 'paquet'],
])('in %s, "%s" is like "%s"', (language, word, like) => {
  expect(likeStems(stem(word, language), language)).toContain(stem(like, language))
})

test('a word is not like itself, and an unknown one or a language without a list has none', () => {
  expect(likeStems(stem('order', 'en'), 'en')).not.toContain(stem('order', 'en'))
  expect(likeStems('zebra', 'en')).toEqual([])
  expect(likeStems('order', 'ja')).toEqual([])
})
