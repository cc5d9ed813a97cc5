import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { openToken } from '../src/store/connection-secrets.ts'
import { connectionById, connectionOf } from '../src/store/connections.ts'
import { inOrganization } from '../src/store/database.ts'
import { whoseSecret } from '../src/store/webhook-secrets.ts'
import { createHttpWorld, type HttpWorld } from './http-world.ts'

const path = '/api/v1/integrations/freshchat'
let sandbox: Sandbox
let world: HttpWorld
let cookie: string
let organizationId: string

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, rate: null })
  world = await createHttpWorld({
    BATON_URL: 'https://baton.example.com',
    BATON_FRESHCHAT_HOSTS: `${sandbox.host},127.0.0.1:1`,
  })
  ;({ cookie, organizationId } = await world.claim())
})
afterEach(() => sandbox.faults.clear())
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await sandbox.stop()
})

const ask = (method: string, body?: unknown, at = path) => world.ask(method, at, { cookie, body })
const put = (change: object = {}) =>
  ask('PUT', {
    domain: sandbox.host,
    accessToken: sandbox.token(),
    defaultAgentEmail: 'ai@acme.test',
    ...change,
  })
const secretOf = (url: string) => url.split('/').at(-1)!

test('nothing is connected at first', async () => {
  expect((await ask('GET')).json).toEqual({ status: 'disconnected' })
  expect((await ask('POST', undefined, `${path}/test`)).status).toBe(404)
  expect((await ask('PATCH', { autoHandle: false })).status).toBe(404)
  expect((await ask('DELETE')).status).toBe(204)
})

test('the first time a token is needed', async () => {
  expect((await put({ accessToken: undefined })).json.error).toMatchObject({
    code: 'invalid_token',
    field: 'accessToken',
  })
})

test('Test & Save cleans what was typed, asks Freshchat, and shows the webhook URL', async () => {
  const answer = await put({
    domain: ` HTTPS://${sandbox.host}/a/inbox `,
    accessToken: ` Bearer ${sandbox.token()} `,
    defaultAgentEmail: ' AI@acme.test ',
  })
  expect(answer.status).toBe(200)
  expect(answer.json).toEqual({
    status: 'connected',
    domain: sandbox.host,
    defaultAgent: { id: expect.any(String), email: 'ai@acme.test', name: 'Baton AI' },
    autoHandle: true,
    webhookUrl: expect.stringMatching(/^https:\/\/baton\.example\.com\/webhooks\/freshchat\/[\w-]{43}$/),
    tokenEndsWith: sandbox.token().slice(-4),
    hasPublicKey: false,
    filters: {
      channels: { mode: 'all', ids: [] },
      leaveToTeam: [],
      languages: [],
      percent: 100,
      hours: 'always',
      toPeople: [],
      record: 'all',
    },
    forwardUrl: null,
    forwarding: null,
    health: {
      checks: ['host', 'token', 'agent', 'webhook', 'signature', 'drift', 'rate', 'queue'].map((name) =>
        expect.objectContaining({ name, ok: true }),
      ),
      events: {
        message_create: { count: 0, lastAt: null },
        conversation_assignment: { count: 0, lastAt: null },
        conversation_resolution: { count: 0, lastAt: null },
        conversation_reopen: { count: 0, lastAt: null },
      },
    },
  })
  expect((await ask('GET')).json).toMatchObject({ status: 'connected', webhookUrl: answer.json.webhookUrl })
  const kept = await inOrganization(world.app.database, organizationId, connectionOf)
  expect(kept?.channels.map((channel) => channel.name)).toEqual(['Support', 'WhatsApp', 'Email'])
  expect(kept?.agents.map((agent) => agent.email)).toContain('mia@acme.test')
})

test('neither token nor webhook secret is readable at rest, nor the token in any answer or log', async () => {
  const secret = secretOf((await ask('GET')).json.webhookUrl)
  const row = await inOrganization(world.app.database, organizationId, (tx) =>
    tx.selectFrom('connections').selectAll().execute(),
  )
  const stored = JSON.stringify(row)
  expect(stored).not.toContain(sandbox.token())
  expect(stored).not.toContain(secret)
  expect((await ask('GET')).text).not.toContain(sandbox.token())
  expect(world.logged.join()).not.toContain(sandbox.token())
})

test('saved again without token, mode and key, all of them and the webhook URL stay', async () => {
  const key = sandbox.publicKey()
  const before = (await ask('GET')).json
  await ask('PATCH', { autoHandle: false, webhookPublicKey: key, filters: { percent: 50 } })
  const { json: after } = await put({ accessToken: undefined, defaultAgentEmail: 'mia@acme.test' })
  expect(after).toMatchObject({
    webhookUrl: before.webhookUrl,
    autoHandle: false,
    hasPublicKey: true,
    defaultAgent: { email: 'mia@acme.test' },
    filters: { percent: 50 },
  })
  expect((await put({ webhookPublicKey: null })).json).toMatchObject({
    hasPublicKey: false,
    autoHandle: false,
  })
})

describe('when something is wrong, it is said at its field and nothing is saved', () => {
  const refused = async (change: object, code: string, field: string) => {
    const before = (await ask('GET')).json
    const answer = await put(change)
    expect(answer).toMatchObject({
      status: 422,
      json: { error: { code, field, message: expect.stringMatching(/^\S.*\.$/) } },
    })
    expect(answer.text).not.toContain(sandbox.token())
    expect((await ask('GET')).json).toMatchObject({
      domain: before.domain,
      defaultAgent: before.defaultAgent,
      status: 'connected',
    })
  }

  test.each([
    [{ domain: 'what is this' }, 'invalid_domain', 'domain'],
    [{ domain: 'acme' }, 'invalid_domain', 'domain'],
    [{ domain: 'evil.example' }, 'host_not_allowed', 'domain'],
    [{ domain: '127.0.0.1:1' }, 'unreachable', 'domain'],
    [{ accessToken: 'wrong-token' }, 'invalid_token', 'accessToken'],
    [{ accessToken: 'tökén' }, 'invalid_token', 'accessToken'],
    [{ defaultAgentEmail: 'nobody@acme.test' }, 'agent_not_found', 'defaultAgentEmail'],
    [{ defaultAgentEmail: '' }, 'agent_not_found', 'defaultAgentEmail'],
    [{ webhookPublicKey: 'no key' }, 'invalid_public_key', 'webhookPublicKey'],
  ])('%j is %s', async (change, code, field) => {
    await refused(change, code, field)
  })

  test('a portal that answers with a page', async () => {
    sandbox.faults.set('html200', {})
    await refused({}, 'not_freshchat', 'domain')
  })

  test.each([500, 503])('Freshchat answering %i', async (code) => {
    sandbox.faults.set('status', { code })
    await refused({}, 'unreachable', 'domain')
  })

  test('Freshchat’s rate limit', async () => {
    sandbox.faults.set('rateLimit', {})
    await refused({}, 'unreachable', 'domain')
  })

  test('a token that may read and not write', async () => {
    sandbox.faults.set('status', { code: 403, match: 'POST messages' })
    await refused({}, 'forbidden', 'accessToken')
  })

  test('a token that may not read the account', async () => {
    sandbox.faults.set('status', { code: 403, match: 'GET' })
    await refused({}, 'forbidden', 'accessToken')
  })

  test('something else that answers JSON on that host', async () => {
    const other = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end('{"ok":true}')
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = other.address() as AddressInfo // it listens on TCP
      world.app.config.freshchatHosts.push(`127.0.0.1:${port}`)
      await refused({ domain: `127.0.0.1:${port}` }, 'not_freshchat', 'domain')
    } finally {
      other.close()
    }
  })

  test('the agent is found when the server ignores the e-mail filter', async () => {
    sandbox.patchSettings({ honourEmailFilter: false, maxItemsPerPage: 2 })
    expect((await put({ defaultAgentEmail: 'rosa@acme.test' })).json.defaultAgent.email).toBe(
      'rosa@acme.test',
    )
    sandbox.patchSettings({ honourEmailFilter: true, maxItemsPerPage: 100 })
    await put()
  })
})

describe('health', () => {
  test('a token revoked in Freshchat breaks the connection, a new one mends it', async () => {
    sandbox.revokeToken()
    const broken = (await ask('POST', undefined, `${path}/test`)).json
    expect(broken.status).toBe('broken')
    expect(broken.health.checks).toEqual([
      expect.objectContaining({ name: 'host', ok: true, fix: null }),
      expect.objectContaining({
        name: 'token',
        ok: false,
        detail: expect.any(String),
        fix: expect.any(String),
      }),
      ...['webhook', 'signature', 'drift', 'rate', 'queue'].map((name) => expect.objectContaining({ name })),
    ])
    expect((await ask('GET')).json.status).toBe('broken')
    sandbox.rotateToken()
    expect((await put()).json).toMatchObject({
      status: 'connected',
      tokenEndsWith: sandbox.token().slice(-4),
    })
  })

  test('deliveries are counted by what they report', async () => {
    const { id } = (await inOrganization(world.app.database, organizationId, connectionOf))!
    const lastAt = new Date(Date.UTC(2026, 0, 2))
    await inOrganization(world.app.database, organizationId, (tx) =>
      tx
        .insertInto('deliveries')
        .values(
          [1, 2].map((day) => ({
            id: randomUUID(),
            organization_id: organizationId,
            connection_id: id,
            dedupe_key: String(day),
            action: 'message_create',
            body: Buffer.from('{}'),
            received_at: new Date(Date.UTC(2026, 0, day)),
            result: 'applied',
          })),
        )
        .execute(),
    )
    const { events } = (await ask('GET')).json.health
    expect(events.message_create).toEqual({ count: 2, lastAt: lastAt.toISOString() })
    expect(events.conversation_reopen).toEqual({ count: 0, lastAt: null })
  })
})

describe('filters', () => {
  test('are patched by field', async () => {
    const { json } = await ask('PATCH', {
      filters: { languages: ['de'], channels: { mode: 'only', ids: ['c1'] } },
    })
    expect(json.filters).toMatchObject({
      languages: ['de'],
      percent: 50,
      channels: { mode: 'only', ids: ['c1'] },
    })
  })

  test.each([
    [{ filters: { percent: 101 } }, 'filters.percent'],
    [{ filters: { hours: 'never' } }, 'filters.hours'],
    [{ filters: { colour: 'red' } }, 'filters.colour'],
    [{ filters: 'all' }, 'filters'],
    [{ domain: 'x' }, 'domain'],
    [{ webhookPublicKey: 'no key' }, 'webhookPublicKey'],
  ])('%j is refused', async (body, field) => {
    expect(await ask('PATCH', body)).toMatchObject({ status: 422, json: { error: { field } } })
  })
})

describe('the webhook secret', () => {
  test('leads to its connection, disconnected or not, and anything else to none', async () => {
    const { webhookUrl } = (await ask('GET')).json
    const connectionBehind = async (url: string) => {
      const whose = await whoseSecret(world.app.database, secretOf(url))
      if (whose === null) return null
      return inOrganization(world.app.database, whose.organizationId, (tx) => connectionById(tx, whose.id))
    }
    const found = await connectionBehind(webhookUrl)
    expect(found).toMatchObject({
      organizationId,
      disconnectedAt: null,
      defaultAgent: { email: 'ai@acme.test' },
    })
    expect(openToken(world.app.vault, found!)).toBe(sandbox.token())
    expect(await whoseSecret(world.app.database, 'guessed')).toBeNull()

    expect((await ask('DELETE')).status).toBe(204)
    expect((await ask('GET')).json).toEqual({ status: 'disconnected' })
    expect((await connectionBehind(webhookUrl))?.disconnectedAt).toBeInstanceOf(Date)

    const again = (await put()).json
    expect(again.webhookUrl).not.toBe(webhookUrl)
    expect(again).toMatchObject({ autoHandle: true, filters: { percent: 100 } })
  })

  test('two first saves at once make one connection', async () => {
    await ask('DELETE')
    const answers = await Promise.all([put(), put()])
    expect(answers.map((answer) => answer.status)).toEqual([200, 200])
    expect(answers[0]?.json.webhookUrl).toBe(answers[1]?.json.webhookUrl)
  })
})
