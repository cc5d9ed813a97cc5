import { expect, test } from 'vitest'
import { isWanted, matches } from './pattern.ts'

test.each([
  ['/help', '/help/a', true],
  ['/help', '/helpless', true],
  ['/help/', '/help', false],
  ['/help$', '/help', true],
  ['/help$', '/help/a', false],
  ['/*/faq', '/en/faq', true],
  ['/*/faq', '/faq', false],
  ['/*.html$', '/a/b.html', true],
  ['/*.html$', '/a.html?x', false],
  ['/a*a$', '/a', false],
  ['/a*a$', '/aa', true],
  ['*', '/anything', true],
  ['/a**b', '/axb', true],
  ['/a.c', '/abc', false],
])('%s and %s: %s', (pattern, path, is) => {
  expect(matches(pattern, path)).toBe(is)
})

test('a pattern of many stars takes no longer than it is long', () => {
  expect(matches(`/${'a*'.repeat(250)}$`, `/${'a'.repeat(1_999)}b`)).toBe(true)
  expect(matches(`/${'a*'.repeat(250)}c$`, `/${'a'.repeat(1_999)}b`)).toBe(false)
})

test.each([
  [[], [], true],
  [['/help'], [], true],
  [['/blog'], [], false],
  [[], ['/help/old'], true],
  [['/help'], ['/help/a'], false],
])('included %j, excluded %j: %s', (include, exclude, is) => {
  expect(isWanted('/help/a', { include, exclude })).toBe(is)
})
