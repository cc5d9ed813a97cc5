import { expect, test } from 'vitest'
import { keeping } from './keeping.ts'

test('each is made once, until there are too many', () => {
  const made: string[] = []
  const kept = keeping<string | null>(2)
  const ask = (key: string, value: string | null = key) =>
    kept(key, () => {
      made.push(key)
      return value
    })
  expect([ask('a'), ask('b', null), ask('a'), ask('b', null)]).toEqual(['a', null, 'a', null])
  expect(made).toEqual(['a', 'b'])
  ask('c')
  ask('a')
  expect(made).toEqual(['a', 'b', 'c', 'a'])
})
