import { expect, test } from 'vitest'
import { nestingOf, parseJson } from './input.ts'

test.each([
  ['1', 0],
  ['[]', 1],
  ['[[],[[]]]', 3],
  ['{"a":[{}]}', 3],
  ['["[[[["]', 1],
  ['["\\"[[["]', 1],
  ['["\\\\"],[[', 2],
  ['"', 0],
])('%s is nested %i deep', (text, depth) => expect(nestingOf(text)).toBe(depth))

test('what is nested too deeply is refused before anybody walks through it', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  expect(() => parseJson(nested(64))).not.toThrow()
  expect(() => parseJson(nested(65))).toThrow('nested too deeply')
  expect(() => parseJson('['.repeat(1_000_000))).toThrow('nested too deeply')
})
