import { expect, test } from 'vitest'
import { othersBeside } from './learn.ts'

const taught = [
  { text: 'Refunds', label: 'refund' },
  { text: 'where is my cash', label: 'refund' },
  { text: 'Shipping', label: 'parcel' },
]

test('titles that nobody taught are learnt as something else, each once', () => {
  expect(othersBeside(taught, ['Opening hours', 'Vouchers', 'Opening hours'])).toEqual([
    'Opening hours',
    'Vouchers',
  ])
})

test('a title that an article with phrasings has, too, speaks against neither', () => {
  expect(othersBeside(taught, ['refunds', 'Vouchers'])).toEqual(['Vouchers'])
})

test('what would make learning take minutes is left out', () => {
  const many = Array.from({ length: 4_000 }, (_, at) => ({ text: `phrasing ${at}`, label: `article ${at}` }))
  const titles = Array.from({ length: 1_500 }, (_, at) => `title ${at}`)
  expect(othersBeside(many, titles)).toHaveLength(250)
  expect(othersBeside(taught, titles)).toHaveLength(1_000)
})
