import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createDialer } from '../dial.ts'
import { dialRule } from '../host-rule.ts'
import { createDownloader, pictureTypeOf } from './download.ts'

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const MB = 1024 * 1024
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

type Handler = (path: string, response: ServerResponse) => void

/** A small file server on a free port, and what it was asked with. */
async function files(handler: Handler): Promise<{ url: string; host: string; asked: IncomingHttpHeaders[] }> {
  const asked: IncomingHttpHeaders[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers)
    handler(request.url ?? '/', response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // a server on a TCP port has such an address
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, asked }
}

const sends =
  (body: Buffer | string, headers: Record<string, string> = {}, status = 200): Handler =>
  (_path, response) =>
    response.writeHead(status, headers).end(body)

function download(
  url: string,
  listed: string[],
  {
    maxBytes = MB,
    timeoutMs = 5_000,
    names = {},
  }: { maxBytes?: number; timeoutMs?: number; names?: Record<string, string[]> } = {},
) {
  const resolve = async (host: string) => names[host] ?? []
  const rule = dialRule({ listed, variable: 'BATON_FRESHCHAT_HOSTS', plainHttp: 'loopback' }, resolve)
  return createDownloader(createDialer(rule), timeoutMs)(url, {
    maxBytes,
    signal: new AbortController().signal,
  })
}

test('the bytes come, and nothing of ours goes along', async () => {
  const { url, host, asked } = await files(sends(PNG, { 'content-type': 'image/png' }))
  expect(await download(`${url}/a.png`, [host])).toEqual({
    kind: 'fetched',
    bytes: new Uint8Array(PNG),
    contentType: 'image/png',
  })
  expect(Object.keys(asked[0] ?? {}).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host'])
})

describe('a picture is what begins as one', () => {
  test.each([
    ['said to be text', PNG, 'text/html', 'image/png'],
    ['said to be a picture, and is a page', Buffer.from('<script>'), 'image/png', 'application/octet-stream'],
    ['a drawing that may hold scripts', Buffer.from('<svg/>'), 'image/svg+xml', 'application/octet-stream'],
    ['a document', Buffer.from('%PDF-1.7'), 'Application/PDF; x=y', 'application/pdf'],
    ['nothing said', Buffer.from('x'), '', 'application/octet-stream'],
  ])('%s', async (_what, body, said, expected) => {
    const { url, host } = await files(sends(body, said === '' ? {} : { 'content-type': said }))
    expect(await download(url, [host])).toMatchObject({ contentType: expected })
  })

  test.each([
    ['image/png', PNG],
    ['image/jpeg', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['image/gif', Buffer.from('GIF89a......')],
    ['image/webp', Buffer.from('RIFF\n\0\0\0WEBPVP8 ', 'latin1')],
    [null, Buffer.from('RIFF....WAVE')],
    [null, Buffer.from('')],
  ])('%s', (expected, bytes) => {
    expect(pictureTypeOf(bytes)).toBe(expected)
  })
})

describe('what goes wrong has a word', () => {
  test.each<[status: number, because: string]>([
    [403, 'gone'],
    [404, 'gone'],
    [500, 'unreachable'],
    [204, 'unreachable'],
  ])('it answers %d: %s', async (status, because) => {
    const { url, host } = await files(sends('', {}, status))
    expect(await download(url, [host])).toMatchObject({ kind: 'not-fetched', because })
  })

  test('too large, by its own word or as it comes', async () => {
    const said = await files(sends('x', { 'content-length': String(2 * MB) }))
    expect(await download(said.url, [said.host])).toMatchObject({ because: 'too_large' })
    const endless = await files((_path, response) => {
      response.on('error', () => {})
      const more = () =>
        void (response.write(Buffer.alloc(64 * 1024)) ? setImmediate(more) : response.once('drain', more))
      more()
    })
    expect(await download(endless.url, [endless.host])).toMatchObject({ because: 'too_large' })
  })

  test('it does not come in time', async () => {
    const { url, host } = await files((_path, response) => void response.writeHead(200).write('a'))
    expect(await download(url, [host], { timeoutMs: 50 })).toMatchObject({ because: 'timeout' })
  })

  test('nobody there', async () => {
    expect(await download('http://127.0.0.1:9/', ['127.0.0.1:9'])).toMatchObject({ because: 'unreachable' })
  })

  test('who asked gives up', async () => {
    const { url, host } = await files(() => {})
    const stop = new AbortController()
    const rule = dialRule({ listed: [host], variable: 'BATON_FRESHCHAT_HOSTS', plainHttp: 'loopback' })
    const asked = createDownloader(createDialer(rule))(url, { maxBytes: MB, signal: stop.signal })
    stop.abort(new Error('superseded'))
    await expect(asked).rejects.toThrow('superseded')
  })
})

describe('where it may lead', () => {
  test.each([
    ['this machine, not listed', 'http://127.0.0.1:9/', []],
    ['http beyond this machine', 'http://cdn.example.com/a', []],
    ['http beyond this machine, listed', 'http://cdn.example.com/a', ['cdn.example.com']],
    ['a private network', 'https://inside.example.com/a', []],
    ['metadata, listed', 'http://169.254.169.254/', ['169.254.169.254']],
    ['an unknown host', 'https://nobody.example.com/', []],
  ])('%s is not dialled', async (_what, url, listed) => {
    const names = { 'cdn.example.com': ['203.0.113.7'], 'inside.example.com': ['10.0.0.5'] }
    expect(await download(url, listed, { names })).toMatchObject({ because: 'not_allowed' })
  })

  test('a redirect passes the rule again, and three are enough', async () => {
    const target = await files(sends(PNG))
    const server = await files((path, response) => {
      const left = Number(path.slice(1))
      const location = left > 1 ? `/${left - 1}` : `${target.url}/a.png`
      response.writeHead(302, { location }).end()
    })
    const both = [server.host, target.host]
    expect(await download(`${server.url}/1`, [server.host])).toMatchObject({ because: 'not_allowed' })
    expect(target.asked).toEqual([])
    expect(await download(`${server.url}/3`, both)).toMatchObject({ kind: 'fetched' })
    expect(await download(`${server.url}/4`, both)).toMatchObject({ because: 'unreachable' })
  })

  test('what was looked at is what is dialled', async () => {
    const { url, host } = await files(sends(PNG))
    const port = host.split(':')[1]
    const names = { 'files.acme.test': ['127.0.0.1'] }
    const listed = [`files.acme.test:${port}`]
    expect(await download(url.replace('127.0.0.1', 'files.acme.test'), listed, { names })).toMatchObject({
      kind: 'fetched',
    })
  })
})
