import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cookieOf, createHttpWorld, type HttpWorld } from './http-world.ts'

/** Every answer carries what keeps a browser from doing what it should not, whatever it is an answer to. */

const PAGES = [
  '/',
  '/inbox',
  '/inbox/0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f',
  '/settings/integrations/freshchat',
  '/settings/ai',
  '/settings/members',
  '/settings/audit',
]
const ASKED: [method: string, path: string, sent: object, status: number][] = [
  ...PAGES.map((path): [string, string, object, number] => ['GET', path, {}, 200]),
  ['HEAD', '/', {}, 200],
  ['GET', '/nothing', {}, 404],
  ['GET', '/assets/nothing.js', {}, 404],
  ['GET', '/healthz', {}, 200],
  ['GET', '/readyz', {}, 200],
  ['GET', '/metrics', {}, 200],
  ['GET', '/api/v1/openapi.json', {}, 200],
  ['GET', '/api/v1/nothing', {}, 404],
  ['GET', '/api/v1/me', {}, 401],
  ['DELETE', '/', {}, 404],
  ['POST', '/webhooks/freshchat/nobody', { raw: '{}' }, 404],
  ['POST', '/api/auth/sign-in/email', { raw: '{' }, 400],
  ['POST', '/api/auth/sign-in/email', { body: {} }, 422],
  ['POST', '/api/auth/sign-in/email', { body: {}, headers: { origin: 'https://evil.example' } }, 403],
  ['POST', '/api/auth/sign-in/email', { raw: 'x'.repeat(2 * 1024 * 1024) }, 413],
  ['GET', '/operator/report', {}, 401],
]

describe.each([
  ['http', {}],
  ['https', { BATON_URL: 'https://baton.example' }],
])('headers over %s', (scheme, env) => {
  let world: HttpWorld
  beforeAll(async () => {
    world = await createHttpWorld(env as Record<string, string>)
  })
  afterAll(() => world[Symbol.asyncDispose]())

  test.each(ASKED)('%s %s %s', async (method, path, sent, status) => {
    const { headers, status: answered } = await world.ask(method, path, sent)
    expect(answered).toBe(status)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("base-uri 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('strict-transport-security')).toBe(scheme === 'https' ? 'max-age=31536000' : null)
    if (path.startsWith('/api/')) expect(headers.get('cache-control')).toBe('no-store')
  })

  test('no page holds a script or a style of its own', async () => {
    const { text } = await world.ask('GET', '/')
    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:/i)
  })

  test('the cookie of a session', async () => {
    await world.claim()
    const body = { email: 'olga@acme.example', password: world.password }
    const answer = await world.ask('POST', '/api/auth/sign-in/email', { body })
    const [line = ''] = answer.headers.getSetCookie()
    expect(line).toMatch(/; HttpOnly/)
    expect(line).toMatch(/; SameSite=Lax/)
    expect(line).not.toMatch(/Domain=/)
    if (scheme === 'https') expect(line).toMatch(/^__Host-baton\.[^;]+;.* Path=\/;.* Secure/)
    expect((await world.ask('GET', '/api/v1/me', { cookie: cookieOf(answer) })).status).toBe(200)
  })
})
