import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHttp } from '../src/http/server.ts'
import { createHttpWorld, type HttpWorld } from './http-world.ts'

let world: HttpWorld
let acme: string
const cookies: Record<string, string> = {}

beforeAll(async () => {
  world = await createHttpWorld()
  const claimed = await world.claim()
  acme = claimed.organizationId
  cookies.owner = claimed.cookie
  for (const role of ['admin', 'agent', 'viewer'])
    cookies[role] = await world.join(`${role}@acme.example`, acme, role)
})
afterAll(() => world[Symbol.asyncDispose]())

const connection = '/api/v1/integrations/freshchat'

describe('an API key', () => {
  const make = (scopes: string[], cookie = cookies.owner!) =>
    world.ask('POST', '/api/v1/api-keys', { cookie, body: { name: 'ci', scopes } })

  test('is shown once, and afterwards by its first and last characters', async () => {
    const made = await make(['sessions:read'])
    expect(made).toMatchObject({
      status: 201,
      json: { id: expect.any(String), key: expect.stringMatching(/^baton_/) },
    })
    const { id, key } = made.json
    const listed = await world.ask('GET', '/api/v1/api-keys', { cookie: cookies.owner! })
    expect(listed.json.items).toContainEqual({
      id,
      name: 'ci',
      scopes: ['sessions:read'],
      startsWith: key.slice(0, 10),
      endsWith: key.slice(-4),
      createdBy: 'olga@acme.example',
      createdAt: expect.any(String),
    })
    expect(listed.json.next).toBeNull()
    expect(listed.text).not.toContain(key)

    expect((await world.ask('GET', '/api/v1/sessions', { key })).status).toBe(200)
    const deleted = await world.ask('DELETE', `/api/v1/api-keys/${id}`, { cookie: cookies.owner! })
    expect(deleted).toMatchObject({ status: 204, text: '' })
    expect((await world.ask('GET', '/api/v1/sessions', { key })).status).toBe(401)
  })

  test.each([
    ['sessions:read', 'GET', '/api/v1/sessions', 200],
    ['sessions:write', 'GET', '/api/v1/sessions', 200],
    ['settings:read', 'GET', '/api/v1/sessions', 403],
    ['settings:read', 'GET', '/api/v1/settings', 200],
    ['settings:read', 'PATCH', '/api/v1/settings', 403],
    ['settings:write', 'PATCH', '/api/v1/settings', 200],
    ['connection:read', 'GET', connection, 200],
    ['connection:read', 'DELETE', connection, 403],
    ['*', 'GET', connection, 200],
    ['sessions:read', 'GET', '/api/v1/me', 200],
    ['*', 'POST', '/api/v1/organizations', 403],
    ['*', 'POST', '/api/v1/me/organization', 403],
  ])('with %s: %s %s is %i', async (scope, method, path, status) => {
    const { key } = (await make([scope])).json
    const body = method === 'GET' || method === 'DELETE' ? undefined : {}
    expect((await world.ask(method, path, { key, body })).status).toBe(status)
  })

  test('makes no key that reaches further than itself', async () => {
    const { key } = (await make(['members:write', 'sessions:read'])).json
    const further = (scopes: string[]) =>
      world.ask('POST', '/api/v1/api-keys', { key, body: { name: 'x', scopes } })
    expect((await further(['sessions:read', 'members:read'])).status).toBe(201)
    expect((await further(['sessions:write'])).json.error).toMatchObject({
      code: 'forbidden',
      field: 'scopes',
    })
    expect((await further(['*'])).status).toBe(403)
  })

  test('reaches no further than its maker does at present, and ends with the membership', async () => {
    const cookie = await world.join('fay@acme.example', acme, 'admin')
    const { key } = (await make(['*'], cookie)).json
    const reach = async () => [
      (await world.ask('GET', '/api/v1/settings', { key })).status,
      (await world.ask('PATCH', '/api/v1/settings', { key, body: {} })).status,
    ]
    expect(await reach()).toEqual([200, 200])

    const fay = world.app.database
      .selectFrom('auth_user')
      .select('id')
      .where('email', '=', 'fay@acme.example')
    await world.app.database.updateTable('member').set({ role: 'viewer' }).where('userId', '=', fay).execute()
    expect(await reach()).toEqual([200, 403])
    await world.app.database.deleteFrom('member').where('userId', '=', fay).execute()
    expect(await reach()).toEqual([401, 401])
    expect((await world.ask('GET', '/api/v1/me', { cookie })).json.error.code).toBe('no_organization')
  })

  test.each(['', 'baton_', 'baton_nonsense', 'x'])(
    'that is none (%j) is 401, whatever cookie comes with it',
    async (key) => {
      const answer = await world.ask('GET', '/api/v1/me', { key, cookie: cookies.owner! })
      expect(answer.status).toBe(401)
    },
  )

  test('needs a known scope', async () => {
    expect((await make(['everything'])).json.error).toMatchObject({ code: 'invalid', field: 'scopes.0' })
    expect((await make([])).json.error.field).toBe('scopes')
  })
})

describe('a second organization', () => {
  test('is made by its owner, switched to, and sees nothing of the first', async () => {
    const cookie = await world.signIn('olga@acme.example')
    const as = (method: string, path: string, body?: unknown) => world.ask(method, path, { cookie, body })
    await as('PATCH', '/api/v1/settings', { persona: { name: 'Acme’s own' } })
    const ofAcme = (await as('POST', '/api/v1/api-keys', { name: 'acme', scopes: ['*'] })).json

    const made = await as('POST', '/api/v1/organizations', { name: '  Beta  ' })
    expect(made).toMatchObject({ status: 201, json: { id: expect.any(String), name: 'Beta' } })
    expect((await as('GET', '/api/v1/me')).json.organization.id).toBe(acme)
    expect((await as('POST', '/api/v1/me/organization', { id: made.json.id })).status).toBe(200)
    const me = (await as('GET', '/api/v1/me')).json
    expect(me.organization).toEqual(made.json)
    expect(me.member.role).toBe('owner')
    expect(me.organizations).toHaveLength(2)

    expect((await as('GET', '/api/v1/settings')).json.persona.name).toBe('Baton')
    expect((await as('GET', '/api/v1/api-keys')).json.items).toEqual([])
    expect((await as('DELETE', `/api/v1/api-keys/${ofAcme.id}`)).status).toBe(404)
    expect((await world.ask('GET', '/api/v1/me', { key: ofAcme.key })).json).toMatchObject({
      organization: { id: acme },
      organizations: [{ id: acme }],
    })
    // somebody else cannot switch to it
    const stranger = await world.ask('POST', '/api/v1/me/organization', {
      cookie: cookies.admin!,
      body: { id: made.json.id },
    })
    expect(stranger).toMatchObject({ status: 404, json: { error: { code: 'not_found' } } })
  })
})

describe('a page at another address', () => {
  const patch = (headers: Record<string, string>, more: { cookie?: string; key?: string } = {}) =>
    world.ask('PATCH', '/api/v1/settings', { ...more, headers, body: {} })

  test.each([
    ['https://evil.example', 403],
    ['null', 403],
    ['http://localhost:3000.evil.example', 403],
    ['http://localhost:3001', 403],
    ['http://localhost:3000', 200],
  ])('%s changing something with the visitor’s cookie is %i', async (origin, status) => {
    expect((await patch({ origin }, { cookie: cookies.owner! })).status).toBe(status)
  })

  test('may be any while BATON_URL is a guess and it is the address that was really asked', async () => {
    const headers = { host: 'nas.local:3000', origin: 'http://nas.local:3000' }
    expect((await patch(headers, { cookie: cookies.owner! })).status).toBe(200)
  })

  test('may use a key, which no browser sends by itself', async () => {
    const { key } = (
      await world.ask('POST', '/api/v1/api-keys', {
        cookie: cookies.owner!,
        body: { name: 'x', scopes: ['*'] },
      })
    ).json
    expect((await patch({ origin: 'https://evil.example' }, { key })).status).toBe(200)
  })

  test('cannot sign anybody in or out either', async () => {
    const headers = { origin: 'https://evil.example' }
    const body = { email: 'olga@acme.example', password: world.password }
    expect((await world.ask('POST', '/api/auth/sign-in/email', { headers, body })).status).toBe(403)
    expect((await world.ask('POST', '/api/auth/sign-out', { headers, cookie: cookies.owner! })).status).toBe(
      403,
    )
  })

  test('may read nothing of ours into a frame or a script', async () => {
    const { headers } = await world.ask('GET', '/')
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/)
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
  })
})

describe('every error has the one form', () => {
  const cookie = () => cookies.owner!
  test.each([
    ['an unknown route', 'GET', '/api/v1/nothing', {}, 404, 'not_found'],
    ['an unknown page', 'GET', '/nothing', {}, 404, 'not_found'],
    ['what is no JSON', 'PATCH', '/api/v1/settings', { raw: '{' }, 400, 'malformed_json'],
    ['an empty body', 'PATCH', '/api/v1/settings', { raw: '' }, 400, 'malformed_json'],
    ['another type', 'PATCH', '/api/v1/settings', { raw: '[]' }, 422, 'invalid'],
    [
      'an unknown field',
      'POST',
      '/api/v1/organizations',
      { body: { name: 'x', nme: 1 } },
      422,
      'unknown_field',
    ],
    [
      'a body over 1 MiB',
      'PATCH',
      '/api/v1/settings',
      { raw: `"${'x'.repeat(1024 * 1024)}"` },
      413,
      'too_large',
    ],
    ['an id that can be none', 'GET', '/api/v1/sessions/none', {}, 404, 'not_found'],
    ['a wrong filter', 'GET', '/api/v1/sessions?limit=0', {}, 422, 'invalid'],
  ])('%s', async (_what, method, path, sent, status, code) => {
    const answer = await world.ask(method, path, { cookie: cookie(), ...sent })
    expect(answer.status).toBe(status)
    expect(Object.keys(answer.json)).toEqual(['error'])
    expect(answer.json.error).toMatchObject({ code, message: expect.stringMatching(/^\S.+\.$/) })
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('a fault of ours says nothing of it to the outside, and its request’s id to the log', async () => {
    const broken = await createHttpWorld()
    expect((await broken.ask('GET', '/readyz')).status).toBe(200)
    await broken.app.database.destroy()
    const body = { email: 'a@b.example', password: 'correct horse', organization: 'A' }
    const answer = await broken.ask('POST', '/api/v1/first-run', { body })
    expect(answer).toMatchObject({ status: 500, json: { error: { code: 'internal' } } })
    const id = answer.headers.get('x-request-id')!
    expect(answer.json.error.message).toContain(id)
    expect(broken.logged.filter((line) => line.includes(id))).toHaveLength(1)
    expect(broken.logged.join()).not.toContain('correct horse')
    expect((await broken.ask('GET', '/readyz')).status).toBe(503)
    expect((await broken.ask('GET', '/healthz')).status).toBe(200)
  })
})

test('the API document names every route with how to sign in, and holds together', async () => {
  const { json, status } = await world.ask('GET', '/api/v1/openapi.json')
  expect(status).toBe(200)
  expect(json.openapi).toBe('3.1.0')
  expect(Object.keys(json.components.securitySchemes)).toEqual(['apiKey', 'session'])
  expect(json.paths['/api/v1/sessions/{id}'].get.security).toEqual([{ apiKey: [] }, { session: [] }])
  expect(json.paths['/api/v1/first-run'].post.security).toEqual([])
  const refs = [...JSON.stringify(json).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
    (match) => match[1]!,
  )
  for (const ref of refs) expect(Object.keys(json.components.schemas)).toContain(ref)
})

test('what is public answers without anybody signed in', async () => {
  for (const path of ['/', '/healthz', '/readyz', '/metrics', '/api/v1/openapi.json']) {
    expect((await world.ask('GET', path)).status, path).toBe(200)
  }
})

test('a worker answers for its health and nothing else', async () => {
  const worker = createHttp({ ...world.app, config: { ...world.app.config, role: 'worker' } })
  for (const path of ['/healthz', '/readyz', '/metrics'])
    expect((await worker.request(path)).status, path).toBe(200)
  for (const path of ['/', '/api/v1/me', '/api/v1/openapi.json']) {
    expect((await worker.request(path)).status, path).toBe(404)
  }
})
