import { expect, test } from 'vitest'
import { fingerprintOf } from './same-way.ts'

const alike = (one: string, other: string) => fingerprintOf('a', one) === fingerprintOf('a', other)

test.each([
  ['Where is my parcel?', 'where is my parcel'],
  ['Where is my parcel?', 'WHERE’s my parcel!!'],
  ['Where are my parcels?', 'my parcel where are'],
  ['Où est mon colis ?', 'ou est mon colis'],
  ['退货需要多少天？', '退货需要多少天'],
])('“%s” and “%s” are one way to ask', (one, other) => {
  expect(alike(one, other)).toBe(true)
})

test.each([
  ['Where is my parcel?', 'When is my parcel coming?'],
  ['Can I return a parcel?', 'Can I track a parcel?'],
  ['is it', 'to do'],
  ['', 'Where is my parcel?'],
])('“%s” and “%s” are two', (one, other) => {
  expect(alike(one, other)).toBe(false)
})

test('for another article it is another, and neither leads back to the words', () => {
  const one = fingerprintOf('a', 'Where is my parcel?')
  expect(fingerprintOf('b', 'Where is my parcel?')).not.toBe(one)
  expect(one).toMatch(/^[0-9a-f]{64}$/)
})
