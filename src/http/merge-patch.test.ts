import { expect, test } from 'vitest'
import { mergePatch } from './merge-patch.ts'

// the table of RFC 7396, appendix A
test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('%j patched with %j is %j', (target, patch, result) => {
  expect(mergePatch(target, patch)).toEqual(result)
})

test('a null that means something stays', () => {
  const keepsNull = (path: string[]) => path.join('.') === 'a.b'
  expect(mergePatch({ a: { b: 1, c: 2 } }, { a: { b: null, c: null } }, keepsNull)).toEqual({
    a: { b: null },
  })
})

test('no patch reaches a prototype', () => {
  const merged = mergePatch(
    { a: {} },
    JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}'),
  )
  expect(({} as { x?: number }).x).toBeUndefined()
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
  expect(Object.keys(merged as object)).toEqual(['a', '__proto__', 'constructor'])
})
