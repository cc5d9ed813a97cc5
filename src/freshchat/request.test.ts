import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createDialer } from '../dial.ts'
import { dialRule } from '../host-rule.ts'
import { createFreshchat } from './client.ts'
import { FreshchatError } from './error.ts'
import { createRate, memoryRateStore } from './rate-queue.ts'
import { failure, freshchat, NOW, NOW_SECONDS, READ, SEND, TOKEN } from './throwaway.test-kit.ts'

describe('a call', () => {
  test('goes to /v2 with the token cleaned of the word Bearer', async () => {
    await using server = await freshchat(() => ({ json: { configuration: { account_id: 7, app_id: 'a' } } }))
    expect(await server.client.account(READ)).toMatchObject({ accountId: '7', appId: 'a' })
    expect(server.seen[0]).toMatchObject({
      path: '/v2/accounts/configuration',
      authorization: `Bearer ${TOKEN}`,
    })
  })

  test('keeps a path that was given and survives slashes', async () => {
    await using server = await freshchat(() => ({ json: { id: 'ai' } }))
    const options = {
      token: TOKEN,
      defaultAgentId: null,
      rate: createRate(memoryRateStore(), { now: () => NOW, wait: async () => {} }),
      clock: { now: () => NOW, wait: async () => {} },
      fetch,
    }
    await createFreshchat({ ...options, baseUrl: `${server.url}/` }).agent('ai', READ)
    await createFreshchat({ ...options, baseUrl: `${server.url}/crm/v2//` }).agent('ai', READ)
    expect(server.seen.map((seen) => seen.path)).toEqual(['/v2/agents/ai', '/crm/v2/agents/ai'])
  })

  test('to a host that leads into a private network is not made, and a message is certainly not sent', async () => {
    const rule = dialRule(
      { listed: [], variable: 'BATON_FRESHCHAT_HOSTS', plainHttp: 'loopback' },
      async () => ['10.0.0.5'],
    )
    await using server = await freshchat(() => ({ json: {} }), { fetch: createDialer(rule).fetch })
    for (const call of [server.client.agent('ai', READ), server.client.send('c1', SEND)]) {
      expect(await failure(call)).toMatchObject({
        kind: 'unreachable',
        message: expect.stringContaining('is on a private network'),
      })
    }
    expect(server.seen).toEqual([])
  })

  test('never lets an id walk up the path', async () => {
    await using server = await freshchat(() => ({ json: { id: 'x' } }))
    await server.client.agent('../accounts?x=1#y', READ)
    expect(server.seen[0]?.path).toBe('/v2/agents/..%2Faccounts%3Fx%3D1%23y')
    for (const id of ['..', '.', ''])
      expect((await failure(server.client.agent(id, READ))).kind).toBe('not_found')
    expect(server.seen).toHaveLength(1)
  })

  test('with what cannot be a token says so and sends nothing', async () => {
    await using server = await freshchat(() => ({ json: {} }), { token: 'Bearer ключ' })
    expect(await failure(server.client.account(READ))).toMatchObject({ kind: 'unauthorized', status: null })
    expect(server.seen).toEqual([])
  })

  test('is told to the metrics without ids', async () => {
    const told: object[] = []
    await using server = await freshchat(() => ({ status: 404, json: {} }), {
      onRequest: (seen) => told.push(seen),
    })
    await failure(server.client.contact('secret', READ))
    expect(told).toEqual([
      {
        method: 'GET',
        path: '/users/{id}',
        status: 404,
        ms: expect.any(Number),
        priority: READ.priority,
        sends: false,
      },
    ])
  })

  test('uses slots that were granted before, then asks for its own', async () => {
    await using server = await freshchat(() => ({ json: { id: 'x' } }))
    const asked: string[] = []
    let left = 1
    const rate = {
      ...createRate(memoryRateStore(), { now: () => NOW, wait: async () => {} }),
      take: async () => void asked.push('one'),
    }
    const client = createFreshchat({
      baseUrl: server.url,
      token: TOKEN,
      defaultAgentId: null,
      rate,
      clock: { now: () => NOW, wait: async () => {} },
      fetch,
    })
    const slots = { use: () => left-- > 0 }
    await client.agent('x', { ...READ, slots })
    expect(asked).toEqual([])
    await client.agent('x', { ...READ, slots })
    expect(asked).toEqual(['one'])
  })
})

describe('an answer that is not Freshchat’s', () => {
  const isNoToken = (fault: FreshchatError) => expect(fault.message).not.toContain(TOKEN)

  test.each([
    ['a page with 200', { raw: '<html>Sign in</html>' }, 'not_json', null],
    ['JSON labelled as a page', { raw: '{"account_id":1}' }, 'not_json', null],
    ['JSON of something else', { json: { hello: 'world' } }, 'not_json', null],
    [
      'a body that is no JSON',
      { raw: '{', headers: { 'content-type': 'application/json' } },
      'not_json',
      null,
    ],
    [
      '401',
      { status: 401, json: { code: 401, status: 'UNAUTHORIZED', message: `bad ${TOKEN}` } },
      'unauthorized',
      null,
    ],
    ['401 with a page', { status: 401, raw: '<h1>Nope</h1>' }, 'unauthorized', null],
    ['403', { status: 403, json: { error: 'plan' } }, 'forbidden', null],
    ['404', { status: 404, json: { code: 404, status: 'USER_NOT_FOUND' } }, 'not_found', null],
    ['400', { status: 400, json: { error_message: 'no' } }, 'bad_request', null],
    ['500', { status: 500, raw: 'oops' }, 'server', 2_000],
    ['503 that says when', { status: 503, json: {}, headers: { 'retry-after': '7' } }, 'server', 7_000],
    ['429 with seconds', { status: 429, json: {}, headers: { 'retry-after': '3' } }, 'rate_limited', 3_000],
    [
      '429 with a date',
      { status: 429, json: {}, headers: { 'retry-after': 'Thu, 26 Nov 2026 10:00:09 GMT' } },
      'rate_limited',
      9_000,
    ],
  ] as const)('%s', async (_, answer, kind, retryAfterMs) => {
    await using server = await freshchat(() => answer)
    const fault = await failure(server.client.account(READ))
    expect(fault.kind).toBe(kind)
    if (kind !== 'not_json') expect(fault.retryAfterMs).toBe(retryAfterMs)
    expect(fault.maybeSent).toBe(false)
    isNoToken(fault)
  })

  test('the errors of the reference are quoted, cut, and keep the trace id', async () => {
    const message = `IMAGE_EMPTY_CONTENT ${'x'.repeat(2000)}`
    const headers = { 'x-trace-id': '00-abc-def-00' }
    await using server = await freshchat(() => ({
      status: 400,
      json: { code: 400, status: 'INVALID_VALUE', message },
      headers,
    }))
    const fault = await failure(server.client.account(READ))
    expect(fault.message).toMatch(/IMAGE_EMPTY_CONTENT/)
    expect(fault.message.length).toBeLessThanOrEqual(500)
    expect(fault.traceId).toBe('00-abc-def-00')
  })

  const ERRORS = resolve(import.meta.dirname, '../../../shared/fixtures/freshchat/api-errors.json')
  test.skipIf(!existsSync(ERRORS))(`every error body ever seen is read (needs ${ERRORS})`, async () => {
    const bodies: { http: number; body: { status?: string; message?: string } }[] = JSON.parse(
      readFileSync(ERRORS, 'utf8'),
    )
    for (const { http, body } of bodies.filter((one) => one.http >= 400)) {
      await using server = await freshchat(() => ({ status: http, json: body }))
      const fault = await failure(server.client.account(READ))
      expect(fault).toMatchObject({ kind: http === 404 ? 'not_found' : 'bad_request', status: http })
      expect(fault.message).toContain(body.message ?? body.status)
      expect((await failure(server.client.send('c1', SEND))).maybeSent).toBe(
        /cannot be cast/.test(body.message ?? ''),
      )
    }
  })

  test('whatever a failure says, it says it in 500 characters', () => {
    expect(new FreshchatError({ kind: 'server', message: 'x'.repeat(900) }).message).toHaveLength(500)
  })

  test('a redirect is not followed: the token goes nowhere else', async () => {
    await using elsewhere = await freshchat(() => ({ json: { account_id: 1 } }))
    await using server = await freshchat(() => ({
      status: 302,
      headers: { location: `${elsewhere.url}/v2/accounts/configuration` },
    }))
    const fault = await failure(server.client.account(READ))
    expect(fault.kind).toBe('not_json')
    expect(fault.message).toMatch(/redirects/)
    expect(elsewhere.seen).toEqual([])
  })

  test('more than 5 MB is not read', async () => {
    await using server = await freshchat(() => ({ json: { account_id: 1, pad: 'x'.repeat(6_000_000) } }))
    expect(await failure(server.client.account(READ))).toMatchObject({
      kind: 'not_json',
      message: expect.stringMatching(/5 MB/),
    })
  })

  test('silence ends in a time-out, a closed door in unreachable', async () => {
    await using server = await freshchat(() => 'hang', { readTimeoutMs: 30 })
    expect(await failure(server.client.account(READ))).toMatchObject({
      kind: 'timeout',
      status: null,
      retryAfterMs: 2_000,
    })
    await server.close()
    expect(await failure(server.client.account(READ))).toMatchObject({
      kind: 'unreachable',
      maybeSent: false,
    })
  })

  test('the caller’s own abort comes back as the caller’s own reason', async () => {
    const stop = new AbortController()
    await using server = await freshchat(() => {
      stop.abort(new Error('a rep stepped in'))
      return 'hang'
    })
    await expect(server.client.account({ ...READ, signal: stop.signal })).rejects.toThrow('a rep stepped in')
  })
})

describe('trying again', () => {
  test('a read is tried as often as the caller asks, and no oftener', async () => {
    await using server = await freshchat((_, count) =>
      count < 3 ? { status: 502, raw: '' } : { json: { id: 'x' } },
    )
    expect(await server.client.agent('x', { ...READ, attempts: 3 })).toMatchObject({ id: 'x' })
    expect(server.seen).toHaveLength(3)
    expect(server.waits.every((ms) => ms > 0)).toBe(true)
  })

  test('unasked it is tried once; what would fail again is tried once', async () => {
    await using server = await freshchat((_, count) => ({ status: count === 1 ? 502 : 404, json: {} }))
    await failure(server.client.agent('x', READ))
    await failure(server.client.agent('x', { ...READ, attempts: 3 }))
    expect(server.seen).toHaveLength(2)
  })

  test.each([
    ['it was only accepted', { status: 502, raw: '' }],
    ['the connection was lost after the request', 'lost'],
    ['the answer broke off', 'cut'],
    ['no answer came', 'hang'],
    ['408', { status: 408, json: {} }],
    [
      'the 400 that comes after storing',
      { status: 400, json: { message: 'x.TextFragment cannot be cast to x.EmailFragment' } },
    ],
    ['200 with a page', { raw: '<html>' }],
    ['200 without an id', { json: { ok: true } }],
    ['200 without a body', { raw: '' }],
  ] as const)('a message is sent once and may have arrived when %s', async (_, answer) => {
    // only where nothing comes does it end by itself; a busy machine takes its time to connect
    const writeTimeoutMs = answer === 'hang' ? 1_000 : 10_000
    await using server = await freshchat(() => answer, { writeTimeoutMs })
    const fault = await failure(server.client.send('c1', { ...SEND, attempts: 3, internalId: '7' }))
    expect(fault).toMatchObject({ kind: 'maybe_sent', maybeSent: true, retryAfterMs: 2_000 })
    expect(server.seen).toHaveLength(1)
  })

  test('an abort while a message is on its way does not pretend that it was not sent', async () => {
    const stop = new AbortController()
    await using server = await freshchat(() => {
      stop.abort(new Error('superseded'))
      return 'hang'
    })
    expect(await failure(server.client.send('c1', { ...SEND, signal: stop.signal }))).toMatchObject({
      maybeSent: true,
    })
    await expect(server.client.send('c1', { ...SEND, signal: stop.signal })).rejects.toThrow('superseded')
    expect(server.seen).toHaveLength(1)
  })

  test.each([
    [
      '400',
      { status: 400, json: { status: 'INVALID_VALUE', message: 'Fragment not supported in conversation' } },
      'bad_request',
    ],
    ['401', { status: 401, json: {} }, 'unauthorized'],
    ['403', { status: 403, json: {} }, 'forbidden'],
    ['404', { status: 404, json: {} }, 'not_found'],
    ['429', { status: 429, json: {} }, 'rate_limited'],
    ['a redirect', { status: 307, headers: { location: '/login' } }, 'not_json'],
  ] as const)('a message was certainly not sent on %s', async (_, answer, kind) => {
    await using server = await freshchat(() => answer)
    expect(await failure(server.client.send('c1', { ...SEND, attempts: 3 }))).toMatchObject({
      kind,
      maybeSent: false,
    })
    expect(server.seen).toHaveLength(1)
  })

  test('a message refused for its content does not go out again under the conversation’s number', async () => {
    await using server = await freshchat(() => ({ status: 400, json: {} }))
    await failure(server.client.send('c1', { ...SEND, internalId: '7' }))
    expect(server.seen).toHaveLength(1)
  })

  test('nor when nobody listens or the name is unknown', async () => {
    await using server = await freshchat(() => 'hang')
    await server.close()
    await failure(server.client.send('c1', { ...SEND, attempts: 3 }))
    expect(server.waits).toEqual([])
    expect(await failure(server.client.send('c1', SEND))).toMatchObject({
      kind: 'unreachable',
      maybeSent: false,
    })
    await using nowhere = await freshchat(() => 'hang', { baseUrl: 'http://freshchat.invalid' })
    expect(await failure(nowhere.client.send('c1', SEND))).toMatchObject({
      kind: 'unreachable',
      maybeSent: false,
    })
  })
})

describe('the rate limit', () => {
  test.each([
    ['seconds from now', '20'],
    ['epoch seconds', String(NOW_SECONDS + 20)],
    ['epoch milliseconds', String(NOW.getTime() + 20_000)],
  ])('a 429 holds the next call back until the reset, given in %s', async (_, reset) => {
    const headers = { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }
    await using server = await freshchat((_seen, count) =>
      count === 1 ? { status: 429, json: {}, headers } : { json: { id: 'x' } },
    )
    await failure(server.client.agent('x', READ))
    await server.client.agent('x', READ)
    expect(server.waits).toHaveLength(1)
    expect(server.waits[0]).toBeGreaterThanOrEqual(20_000)
    expect(server.waits[0]).toBeLessThan(22_000)
  })

  test('a 429 is written down before its caller hears of it', async () => {
    const clock = { now: () => NOW, wait: async () => {} }
    let written = false
    const rate = {
      ...createRate(memoryRateStore(), clock),
      learn: async () => {
        await new Promise<void>((resolve) => setImmediate(resolve))
        written = true
      },
    }
    await using server = await freshchat(() => ({ status: 429, json: {} }), { rate })
    await failure(server.client.agent('x', READ))
    expect(written).toBe(true)
  })

  test('what the headers say is believed before Freshchat has to refuse', async () => {
    const headers = { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '5' }
    await using server = await freshchat(() => ({ json: { id: 'x' }, headers }))
    await server.client.agent('x', SEND)
    await server.client.agent('x', SEND)
    expect(server.waits).toEqual([5_000])
  })
})
