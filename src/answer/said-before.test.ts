import { expect, test } from 'vitest'
import { LONGEST_PART, partsOf } from '../rules/parts.ts'
import { isSaidBefore, saidByAi } from './said-before.ts'

const LONG = 'It takes three to five working days. '.repeat(LONGEST_PART / 20)

test.each<[string, string, string[], boolean]>([
  ['the same text', 'Three days.', ['Hello!', 'Three days.'], true],
  ['the same with its link beneath', 'Three days.', ['Three days.\n\nhttps://acme.test/help'], true],
  ['the same in other lines', 'Three days.\n\nOr four.', ['Three days. Or four.'], true],
  ['a text in parts', LONG, partsOf(LONG), true],
  ['a text of which one part was said', LONG, partsOf(LONG).slice(0, 1), false],
  ['a part of what was said', 'Three days.', ['Three days. Express takes one.'], false],
  ['more than was said', 'Three days. Express takes one.', ['Three days.'], false],
  ['nothing', '', ['Three days.'], false],
])('%s', (_what, text, said, isSaid) => {
  expect(isSaidBefore(text, said)).toBe(isSaid)
})

test('what was said before a person wrote is no circle', () => {
  const said = ['ai', 'rep', 'customer', 'ai', 'customer'].map((author, at) => ({ author, text: `${at}` }))
  expect(saidByAi(said)).toEqual(['3'])
  expect(saidByAi(said.slice(0, 1))).toEqual(['0'])
})
