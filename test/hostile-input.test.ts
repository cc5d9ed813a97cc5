import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHttpWorld, type HttpWorld } from './http-world.ts'
import { engines } from './setup/engines.ts'
import { createWorld } from './setup/world.ts'

/** Whatever a stranger or a member sends: a clear refusal or an answer, never a fault of ours. */

interface Schema {
  $ref?: string
  properties?: Record<string, unknown>
}

/** A route as the document has it. */
interface Documented {
  parameters?: { in: string; name: string }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

interface Route {
  method: string
  path: string
  fields: string[]
  query: string[]
  hasBody: boolean
}

const deep = (open: string, close: string) => `${open.repeat(100_000)}1${close.repeat(100_000)}`
const DEEP = [deep('[', ']'), deep('{"a":', '}'), '['.repeat(1_000_000)]
const HOSTILE: unknown[] = [
  null,
  true,
  -1,
  0.1,
  1e308,
  2 ** 60,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e\u2066',
  'x'.repeat(50_000),
  "'; drop table sessions; --",
  '../../../../etc/passwd',
  '<script>alert(1)</script>',
  '$' + '{7*7}{{7*7}}',
  '%00%ff',
  [],
  {},
  [[null]],
  [{ constructor: { prototype: { polluted: 1 } } }],
  { toString: 1, valueOf: 1, hasOwnProperty: 1 },
]
const POLLUTING = [
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"a":{"__proto__":{"polluted":1}}}',
  '[{"__proto__":{"polluted":1}}]',
]

describe('hostile input', () => {
  let world: HttpWorld
  let cookie: string
  let routes: Route[]
  beforeAll(async () => {
    world = await createHttpWorld()
    cookie = (await world.claim()).cookie
    const { paths, components } = (await world.ask('GET', '/api/v1/openapi.json')).json
    const fieldsOf = (schema: Schema | undefined): string[] => {
      const named =
        schema?.$ref === undefined ? schema : components.schemas[schema.$ref.split('/').pop() ?? '']
      return Object.keys(named?.properties ?? {})
    }
    routes = Object.entries<Record<string, Documented>>(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, route]) => ({
        method: method.toUpperCase(),
        path,
        fields: fieldsOf(route.requestBody?.content['application/json']?.schema),
        query: (route.parameters ?? [])
          .filter((parameter) => parameter.in === 'query')
          .map(({ name }) => name),
        hasBody: route.requestBody !== undefined,
      })),
    )
  })
  afterAll(() => world[Symbol.asyncDispose]())

  const address = (path: string, id = randomUUID() as string) =>
    path.replace('{id}', encodeURIComponent(id)).replace('{index}', '0')
  const isClear = async (method: string, path: string, sent: { raw?: string; body?: unknown }) => {
    const status = await world.statusOf(method, path, { cookie, ...sent })
    expect(status, `${method} ${path} ${JSON.stringify(sent).slice(0, 200)}`).toBeLessThan(500)
    return status
  }
  const withBody = () => routes.filter(({ hasBody, path }) => hasBody && !path.includes('password'))

  test('a body that is nested a hundred thousand deep is refused by every route that takes one', async () => {
    expect(withBody().length).toBeGreaterThan(10)
    for (const { method, path, fields } of withBody())
      for (const raw of [
        ...DEEP,
        ...fields.flatMap((field) => DEEP.map((value) => `{"${field}":${value}}`)),
      ]) {
        const status = await isClear(method, address(path), { raw })
        // an import names what it skips, line by line
        if (!path.endsWith('/import')) expect(status, `${method} ${path}`).toBe(400)
      }
  })

  test('a body that is packed is refused, not unpacked, by every route that takes one', async () => {
    for (const { method, path } of withBody()) {
      const headers = { 'content-encoding': 'gzip' }
      const answer = await world.ask(method, address(path), { cookie, raw: '\u001f\u008b', headers })
      expect(answer, `${method} ${path}`).toMatchObject({
        status: 415,
        json: { error: { code: 'packed_body' } },
      })
    }
  })

  test('no value of any field, and no field more, makes a fault of ours', async () => {
    for (const { method, path, fields } of withBody())
      for (const value of HOSTILE) {
        await isClear(method, address(path), { body: value })
        for (const field of fields) await isClear(method, address(path), { body: { [field]: value } })
        await isClear(method, address(path), { body: { 'no.such.field': value } })
      }
  })

  test('nothing pollutes what all objects have', async () => {
    for (const { method, path } of withBody())
      for (const raw of POLLUTING) await isClear(method, address(path), { raw })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('no query and no id makes a fault of ours', async () => {
    const dates = ['0000-01-01', '0001-01-01T00:00:00Z', '9999-12-31', '9999-12-31T23:59:59Z']
    const cursors = dates.map((at) => Buffer.from(JSON.stringify([at, randomUUID()])).toString('base64url'))
    const words = HOSTILE.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    const texts = [...dates, ...cursors, ...words].map((text) =>
      text.slice(0, 2_000).replaceAll('\ud800', '?'),
    )
    for (const { method, path, query } of routes.filter(({ path }) => !path.endsWith('/events')))
      for (const text of texts) {
        if (path.includes('{id}')) await isClear(method, address(path, text), {})
        for (const name of query)
          await isClear(method, `${address(path)}?${name}=${encodeURIComponent(text)}&${name}=1`, {})
      }
    for (const broken of [
      '/api/v1/sessions/%',
      '/api/v1/sessions/%ff',
      '/api/v1/sessions?q=%',
      '/%c0%ae%c0%ae/',
      '//',
      '/..%2f..%2fpackage.json',
      '/assets/..%2f..%2fpackage.json',
    ])
      await isClear('GET', broken, {})
  })

  test('an id with something behind it that no database takes is no id', async () => {
    const made = await world.ask('POST', '/api/v1/api-keys', {
      cookie,
      body: { name: 'x', scopes: ['ask:write'] },
    })
    const path = `/api/v1/api-keys/${made.json.id}`
    expect(await world.statusOf('DELETE', `${path}%00`, { cookie })).toBe(404)
    expect(await world.statusOf('DELETE', path, { cookie })).toBe(204)
  })

  test('no path leads out of what the pages are made of', async () => {
    for (const path of [
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/package.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/assets/..%5c..%5cpackage.json',
      '/package.json%00.html',
    ])
      expect((await world.ask('GET', path)).text).not.toContain('better-auth')
  })
})

describe.each(engines)('hostile deliveries, on %s', (engine) => {
  test('whatever stands in a webhook’s body is stored or refused, and the next customer is answered', async () => {
    await using world = await createWorld({ engine })
    await world.api('PATCH', '/api/v1/integrations/freshchat', { webhookPublicKey: null })
    const post = async (body: string) => (await fetch(world.webhookUrl, { method: 'POST', body })).status
    const at = new Date().toISOString()
    const message = (field: string, value: string) =>
      `{"actor":{"actor_type":"user","actor_id":"c1"},"action":"message_create","action_time":"${at}","data":{"message":{"id":"${randomUUID()}","conversation_id":"${randomUUID()}","actor_type":"user","actor_id":"c1","user_id":"c1","message_type":"normal","created_time":"${at}","message_parts":[{"text":{"content":"hello"}}],"${field}":${value}}}}`
    const values = [...DEEP.slice(0, 2), ...HOSTILE.map((value) => JSON.stringify(value)), ...POLLUTING]
    for (const value of values) {
      for (const field of [
        'id',
        'message_parts',
        'created_time',
        'actor_type',
        'conversation_id',
        'meta_data',
      ])
        expect(await post(message(field, value)), `${field} ${value.slice(0, 50)}`).toBe(200)
      expect([200, 400], value.slice(0, 50)).toContain(await post(value))
    }
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: Standard delivery takes three to five working days/)
  })
})
