import { expect, test } from 'vitest'
import { type Robots, robotsOf, tagSays } from './robots.ts'

const at = 'https://acme.test/robots.txt'
const read = (text: string, status = 200) => robotsOf(at, { status, text })
const known = (text: string, status = 200): Robots => {
  const robots = read(text, status)
  if (robots === 'unknown') throw new Error('It is not known')
  return robots
}

test('the rules for Baton count, else those for everybody', () => {
  const robots = known(
    'User-agent: *\nDisallow: /\n\nUser-agent: baton\nDisallow: /private\nAllow: /private/but$\n',
  )
  expect(robots.mayRead('https://acme.test/help')).toBe(true)
  expect(robots.mayRead('https://acme.test/private/x')).toBe(false)
  expect(robots.mayRead('https://acme.test/private/but')).toBe(true)
  expect(known('User-agent: *\nDisallow: /').mayRead('https://acme.test/help')).toBe(false)
})

test.each([
  [404, true],
  [403, true],
  [410, true],
  [429, 'unknown'],
  [500, 'unknown'],
  [503, 'unknown'],
])('robots.txt that answers %d', (status, may) => {
  const robots = read('User-agent: *\nDisallow: /', status)
  expect(robots === 'unknown' ? robots : robots.mayRead('https://acme.test/help')).toBe(may)
})

test.each([
  ['', null],
  ['Crawl-delay: 2', 2_000],
  ['Crawl-delay: 0.5', 500],
  ['Crawl-delay: 86400', 20_000],
  ['Crawl-delay: -4', 0],
  ['Crawl-delay: soon', null],
])('%j asks to wait %s ms', (line, delayMs) => {
  expect(known(`User-agent: *\n${line}\nDisallow: /x`).delayMs).toBe(delayMs)
})

test('what is no robots.txt forbids nothing', () => {
  for (const text of ['<html>Not found</html>', '\0\0\0', 'Disallow: /', 'User-agent\n:::'])
    expect(known(text).mayRead('https://acme.test/')).toBe(true)
})

test.each([
  [null, false, false],
  ['noindex', true, false],
  ['NOINDEX, nofollow', true, true],
  ['none', true, true],
  ['googlebot: noindex', false, false],
  ['otherbot: noindex, nofollow', false, false],
  ['baton: noindex', true, false],
  ['googlebot: none, *: nofollow', false, true],
  ['max-snippet: 5, noindex', true, false],
])('X-Robots-Tag %j', (header, noIndex, noFollow) => {
  expect(tagSays(header)).toEqual({ noIndex, noFollow })
})
