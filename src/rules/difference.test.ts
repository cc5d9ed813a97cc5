import { describe, expect, test } from 'vitest'
import { differenceOf } from './difference.ts'

describe('what differs, for the audit log', () => {
  test.each([
    ['nothing', { a: 1, b: [1, { c: 2 }] }, { a: 1, b: [1, { c: 2 }] }, null],
    [
      'one field deep inside',
      { a: { b: 1, c: 2 } },
      { a: { b: 1, c: 3 } },
      { before: { a: { c: 2 } }, after: { a: { c: 3 } } },
    ],
    ['a list, whole', { a: [1, 2] }, { a: [2] }, { before: { a: [1, 2] }, after: { a: [2] } }],
    ['something new', null, { a: 1 }, { before: null, after: { a: 1 } }],
    ['something gone', { a: 1 }, null, { before: { a: 1 }, after: null }],
    ['a field that is new', {}, { a: { b: 1 } }, { before: { a: null }, after: { a: { b: 1 } } }],
    ['null and absent are the same', { a: null }, {}, null],
    ['another kind of value', { a: 1 }, { a: { b: 1 } }, { before: { a: 1 }, after: { a: { b: 1 } } }],
  ])('%s', (_case, before, after, difference) => expect(differenceOf(before, after)).toEqual(difference))

  test('a long text is shown by its beginning and its length', () => {
    const difference = differenceOf(null, { body: 'x'.repeat(5_000), tags: ['y'.repeat(3_000)] })
    expect(difference?.after).toEqual({
      body: `${'x'.repeat(2_000)}… (5000 characters)`,
      tags: [`${'y'.repeat(2_000)}… (3000 characters)`],
    })
  })

  test('two long texts that differ in their last character differ', () => {
    expect(differenceOf(`${'x'.repeat(5_000)}a`, `${'x'.repeat(5_000)}b`)).not.toBeNull()
  })

  test('a field named __proto__ is a field', () => {
    const before = JSON.parse('{"__proto__": {"polluted": 1}}')
    expect(JSON.stringify(differenceOf(before, {}))).toBe(
      '{"before":{"__proto__":{"polluted":1}},"after":{"__proto__":null}}',
    )
  })
})
