import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { createDialer } from '../dial.ts'
import { crawlRule } from '../host-rule.ts'
import { fetchPage, fetchText, type Known } from './fetch.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** The port of a site on this machine. */
async function listening(answer: RequestListener): Promise<number> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port // a server on a TCP port has such an address
}

const signal = new AbortController().signal
const nothing: Known = { etag: null, lastModified: null }
const now = new Date('2026-03-01T10:00:00Z')

/** A name server of our own; `listed`: what the operator lets be read. */
function site(names: Record<string, () => string[]>, listed: string[] = []) {
  const dialer = createDialer(crawlRule(listed, async (host) => names[host]?.() ?? []))
  return {
    page: (address: string, known = nothing) => fetchPage(dialer, address, known, now, signal),
    text: (address: string, maxBytes = 1_000) => fetchText(dialer, address, maxBytes, signal),
  }
}

test('a page whose name leads into the network is not asked for, whatever the name led to before', async () => {
  let isAsked = false
  const port = await listening((_request, response) => {
    isAsked = true
    response.end('secret')
  })
  const answers = [['93.184.216.34'], ['127.0.0.1']]
  const names = { 'acme.test': () => answers.shift() ?? ['127.0.0.1'], 'inner.test': () => ['10.0.0.7'] }
  const { page } = site(names)
  // as whoever added the website was told
  expect(await crawlRule([], async () => names['acme.test']())(new URL('http://acme.test/'))).toMatchObject({
    refused: null,
  })
  expect(await page(`http://acme.test:${port}/`)).toMatchObject({
    kind: 'failed',
    because: 'not_allowed',
    detail: `The host acme.test is on a private network. Whoever runs Baton can list it: BATON_CRAWL_HOSTS=acme.test:${port}`,
  })
  expect(await page('http://inner.test/')).toMatchObject({ because: 'not_allowed' })
  expect(await page('http://[::1]/')).toMatchObject({ because: 'not_allowed' })
  expect(isAsked).toBe(false)
})

test('robots.txt and sitemaps are followed through the same rule, and not round and round', async () => {
  const port = await listening(({ url }, response) => {
    const to = { '/a': 'http://169.254.169.254/latest', '/b': '/c', '/c': '/b', '/d': '/e' }[url ?? '']
    response.writeHead(to === undefined ? 200 : 302, { location: to ?? '' }).end('x'.repeat(5_000))
  })
  const { text } = site({ 'acme.test': () => ['127.0.0.1'] }, ['acme.test'])
  const at = (path: string) => `http://acme.test:${port}${path}`
  expect(await text(at('/a'))).toMatchObject({
    because: 'not_allowed',
    detail: expect.stringMatching(/link-local/),
  })
  expect(await text(at('/b'))).toMatchObject({ because: 'unreachable' })
  // and what is too long is cut
  expect(await text(at('/d'))).toMatchObject({
    kind: 'text',
    fetched: { status: 200, text: 'x'.repeat(1_000) },
  })
})

test('a page is read up to 2 MB, of a packed one as it is unpacked', async () => {
  const large = Buffer.alloc(2 * 1024 * 1024 + 1, 'x')
  const packed = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync }
  const port = await listening(({ url = '' }, response) => {
    const [, size, encoding] = url.split('/')
    const body = size === 'large' ? large : Buffer.from('<p>Grüße')
    const pack = packed[encoding as keyof typeof packed]
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        ...(encoding ? { 'content-encoding': encoding } : {}),
      })
      .end(pack?.(body) ?? body)
  })
  const { page } = site({}, [`127.0.0.1:${port}`])
  for (const encoding of ['', 'gzip', 'br', 'deflate']) {
    expect(await page(`http://127.0.0.1:${port}/small/${encoding}`)).toMatchObject({
      kind: 'html',
      html: '<p>Grüße',
    })
    expect(await page(`http://127.0.0.1:${port}/large/${encoding}`)).toMatchObject({
      kind: 'skipped',
      because: 'too_large',
    })
  }
  expect(await page(`http://127.0.0.1:${port}/small/zstd`)).toMatchObject({
    kind: 'failed',
    because: 'unreachable',
  })
})

test('a page without end is let go of', async () => {
  let isGone = false
  const port = await listening((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.on('close', () => {
      isGone = true
    })
    const more = () => {
      while (!isGone && response.write('x'.repeat(100_000)));
    }
    response.on('drain', more)
    more()
  })
  const { page } = site({}, [`127.0.0.1:${port}`])
  expect(await page(`http://127.0.0.1:${port}/`)).toMatchObject({ kind: 'skipped', because: 'too_large' })
})

test('the site is asked as Baton, and told what is known of its page', async () => {
  const port = await listening(({ headers }, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(JSON.stringify(headers))
  })
  const { page } = site({}, [`127.0.0.1:${port}`])
  const fetched = await page(`http://127.0.0.1:${port}/`, { etag: '"one"', lastModified: 'yesterday' })
  expect(JSON.parse(fetched.kind === 'html' ? fetched.html : '{}')).toMatchObject({
    'user-agent': 'Baton',
    'if-none-match': '"one"',
    'if-modified-since': 'yesterday',
  })
})
