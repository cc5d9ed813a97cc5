import { expect, test } from 'vitest'
import { readSitemap } from './sitemap.ts'

test('a sitemap lists pages, an index sitemaps', () => {
  const pages = readSitemap(`<?xml version="1.0"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="x">
      <url><loc> https://acme.test/a?b=1&amp;c=2 </loc><image:image><image:loc>https://acme.test/i</image:loc></image:image></url>
      <url><lastmod>2026-01-01</lastmod><loc><![CDATA[https://acme.test/b]]></loc></url>
    </urlset>`)
  expect(pages).toEqual({ pages: ['https://acme.test/a?b=1&c=2', 'https://acme.test/b'], sitemaps: [] })
  const index = readSitemap(
    '<sitemapindex><sitemap><loc>https://acme.test/1.xml</loc></sitemap></sitemapindex>',
  )
  expect(index).toEqual({ pages: [], sitemaps: ['https://acme.test/1.xml'] })
})

test('entities of its own are resolved by nobody', () => {
  const url = '<urlset><url><loc>&b;</loc></url></urlset>'
  for (const declared of ['<!ENTITY b "https://acme.test/">', '<!ENTITY b SYSTEM "file:///etc/passwd">'])
    expect(readSitemap(`<!DOCTYPE urlset [${declared}]>${url}`)).toEqual({ pages: [], sitemaps: [] })
  const declaring =
    '<!DOCTYPE urlset [<!ENTITY b "x">]><urlset><url><loc>https://acme.test/a</loc></url></urlset>'
  expect(readSitemap(declaring).pages).toEqual([])
  expect(readSitemap(url).pages).not.toContain('https://acme.test/')
})

test('of what is broken the beginning is taken, and of what is none nothing', () => {
  expect(readSitemap('<urlset><url><loc>https://acme.test/a</loc></url><url><loc>https').pages).toEqual([
    'https://acme.test/a',
  ])
  for (const text of [
    '',
    'https://acme.test/a\nhttps://acme.test/b',
    '<html><body>404<br></body></html>',
    '{"a":1}',
    '<'.repeat(100_000),
  ])
    expect(readSitemap(text)).toEqual({ pages: [], sitemaps: [] })
})

test('one without end is read to the end that the protocol sets', () => {
  const many = '<url><loc>https://acme.test/a</loc></url>'.repeat(60_000)
  const { pages } = readSitemap(`<urlset>${many}</urlset>`)
  expect(pages.length).toBeGreaterThanOrEqual(50_000)
  expect(pages.length).toBeLessThan(51_000)
})
