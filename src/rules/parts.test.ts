import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partsOf } from './parts.ts'

test('a short text is one part, an empty one none', () => {
  expect(partsOf(' Hello. ')).toEqual(['Hello.'])
  expect(partsOf('  ')).toEqual([])
})

test('a long text is cut between paragraphs first, then sentences, then words', () => {
  expect(partsOf('One two three.\n\nFour five six.', 20)).toEqual(['One two three.', 'Four five six.'])
  expect(partsOf('One two three. Four five six.', 20)).toEqual(['One two three.', 'Four five six.'])
  expect(partsOf('one two three four five six', 15)).toEqual(['one two three', 'four five six'])
})

test('nothing but white space is lost, nothing is longer than allowed, no letter is torn', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.integer({ min: 10, max: 60 }),
      (text, longest) => {
        const parts = partsOf(text, longest)
        expect(parts.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''))
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(longest)
          expect(part.isWellFormed()).toBe(true)
        }
      },
    ),
  )
})
