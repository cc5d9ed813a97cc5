import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHttp } from '../src/http/server.ts'
import { createHttpWorld, type HttpWorld } from './http-world.ts'

let world: HttpWorld
let url: string
const server = createServer()

beforeAll(async () => {
  world = await createHttpWorld()
  server.on('request', getRequestListener(createHttp(world.app).fetch))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://localhost:${(server.address() as AddressInfo).port}` // it listens on TCP
})
afterAll(async () => {
  server.close()
  await world[Symbol.asyncDispose]()
})

const post = (path: string, body: string | ReadableStream, headers: Record<string, string> = {}) =>
  fetch(url + path, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    // undici wants this said for a body that streams
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  })

test('a body that does not say its length is cut off all the same', async () => {
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1
      if (sent > 200) controller.close()
      else controller.enqueue(new Uint8Array(16 * 1024).fill(0x20))
    },
  })
  const answer = await post('/api/auth/sign-in/email', endless)
  expect(answer.status).toBe(413)
  expect(await answer.json()).toMatchObject({ error: { code: 'too_large' } })
})

test('whoever sits at the machine claims it without a token, a proxy’s visitor does not, and is not told whether somebody has', async () => {
  const isOpen = async (headers: Record<string, string> = {}) =>
    (await fetch(`${url}/api/v1/first-run`, { headers })).json()
  const visitor = { 'x-forwarded-for': '203.0.113.9' }
  expect([await isOpen(), await isOpen(visitor)]).toEqual([{ isOpen: true }, { isOpen: false }])
  const owner = JSON.stringify({ email: 'olga@acme.example', password: 'correct horse' })
  expect((await post('/api/v1/first-run', owner, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(403)
  expect((await post('/api/v1/first-run', owner, { origin: 'https://evil.example' })).status).toBe(403)

  const claimed = await post('/api/v1/first-run', owner, { origin: url })
  expect(claimed.status).toBe(201)
  expect([await isOpen(), await isOpen(visitor)]).toEqual([{ isOpen: false }, { isOpen: false }])
  const cookie = claimed.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const me = await fetch(`${url}/api/v1/me`, { headers: { cookie } })
  expect(await me.json()).toMatchObject({
    organization: { name: 'My organization' },
    member: { role: 'owner' },
  })
})

test('TRACE, which would send a cookie back to a script, is answered like any unknown route', async () => {
  // no fetch sends it
  const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const asked = request(
      `${url}/api/v1/me`,
      { method: 'TRACE', headers: { cookie: 'baton=secret' } },
      (got) => {
        let text = ''
        got.on('data', (part) => {
          text += part
        })
        got.on('end', () => resolve({ status: got.statusCode, text }))
      },
    )
    asked.on('error', reject).end()
  })
  expect(answer.status).toBe(404)
  expect(answer.text).not.toContain('secret')
})
