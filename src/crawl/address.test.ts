import { expect, test } from 'vitest'
import { isOnSite, pageAddress, pathOf } from './address.ts'

const site = 'https://www.acme.test'

test.each([
  ['/help', 'https://www.acme.test/help'],
  ['help?b=2&a=1#top', 'https://www.acme.test/docs/help?b=2&a=1'],
  ['../x/./y', 'https://www.acme.test/x/y'],
  ['?utm_source=a&utm_medium=b', 'https://www.acme.test/docs/'],
  ['?page=2&utm_source=a&gclid=x', 'https://www.acme.test/docs/?page=2'],
  ['/a?', 'https://www.acme.test/a'],
  ['http://acme.test/a', 'https://www.acme.test/a'],
  ['https://ACME.test:443/a', 'https://www.acme.test/a'],
  ['//acme.test/a', 'https://www.acme.test/a'],
  ['http://user:secret@acme.test/a', 'https://www.acme.test/a'],
  ['http://acme.test:8080/a', 'http://acme.test:8080/a'],
  ['https://help.acme.test/a', 'https://help.acme.test/a'],
  ['/Ümläut und mehr', 'https://www.acme.test/%C3%9Cml%C3%A4ut%20und%20mehr'],
])('%j is the page %s', (href, address) => {
  expect(pageAddress(href, `${site}/docs/`, site)).toBe(address)
})

test.each([
  'mailto:help@acme.test',
  'javascript:alert(1)',
  'data:text/html,x',
  'tel:123',
  'ftp://acme.test/a',
  'http://',
  '/logo.PNG',
  '/file.pdf?x=1',
  `/${'a'.repeat(2_000)}`,
])('%j is no page', (href) => {
  expect(pageAddress(href, site, site)).toBeNull()
})

test('another host, and another port, is another site', () => {
  expect(isOnSite('https://www.acme.test/a', site)).toBe(true)
  for (const other of ['https://acme.test.evil.test/', 'https://www.acme.test:444/', 'http://10.0.0.1/'])
    expect(isOnSite(other, site)).toBe(false)
})

test('patterns look at path and query', () => {
  expect(pathOf('https://www.acme.test/a/b?c=d')).toBe('/a/b?c=d')
})
