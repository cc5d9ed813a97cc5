import { createSign, generateKeyPairSync } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { createWorld, type World } from '../setup/world.ts'

const message = (change: Record<string, unknown> = {}) => ({
  actor: { actor_type: 'user', actor_id: 'customer-1' },
  action: 'message_create',
  action_time: new Date().toISOString(),
  data: {
    message: {
      id: 'message-1',
      conversation_id: 'conversation-1',
      actor_type: 'user',
      actor_id: 'customer-1',
      user_id: 'customer-1',
      message_type: 'normal',
      message_parts: [{ text: { content: 'Where is my order?' } }],
      created_time: new Date().toISOString(),
      ...change,
    },
  },
})

async function post(
  world: World,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<number> {
  const response = await fetch(world.webhookUrl, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  })
  await response.text()
  return response.status
}

describe.each(engines)('strangers at the webhook on %s', (engine) => {
  test('each answer is the contract’s', async () => {
    await using world = await createWorld({ engine })
    const unsigned = JSON.stringify(message())
    expect(await post(world, unsigned)).toBe(401)
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const forged = createSign('RSA-SHA256').update(unsigned).sign(privateKey, 'base64')
    expect(await post(world, unsigned, { 'x-freshchat-signature': forged })).toBe(401)
    expect(await post(world, 'x'.repeat(1024 * 1024 + 1))).toBe(413)
    const nobody = world.webhookUrl.replace(/[^/]+$/, 'A'.repeat(43))
    expect((await fetch(nobody, { method: 'POST', body: '{}' })).status).toBe(404)

    await world.api('PATCH', '/api/v1/integrations/freshchat', { webhookPublicKey: null })
    expect(await post(world, 'not json')).toBe(400)
    expect(await post(world, new Uint8Array([0xff, 0xfe, 0x7b]))).toBe(400)
    for (const body of ['[]', '"text"', '17', 'null', '']) expect(await post(world, body)).toBe(400)
    expect(await post(world, '{}')).toBe(200)
    expect(await post(world, '{"action":"something_new","data":{}}')).toBe(200)
    expect(await post(world, '{"event":"onMessageCreate","domain":"acme"}')).toBe(200)

    await world.api('DELETE', '/api/v1/integrations/freshchat')
    expect(await post(world, unsigned)).toBe(410)
  })

  test('five hundred mutated bodies: never a 5xx, and Baton still answers customers afterwards', async () => {
    await using world = await createWorld({ engine })
    await world.api('PATCH', '/api/v1/integrations/freshchat', { webhookPublicKey: null })
    const junk = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.double(),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constant('\u0000'),
      fc.constant('\ud800'),
      fc.constant('x'.repeat(5_000)),
      fc.constant('9999-99-99T99:99:99Z'),
      fc.array(fc.jsonValue(), { maxLength: 3 }),
      fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }),
      fc.constant({ __proto__: { polluted: true } }),
    )
    const field = fc.constantFrom(
      'id',
      'conversation_id',
      'actor_type',
      'actor_id',
      'user_id',
      'message_type',
      'message_parts',
      'created_time',
      'channel_id',
      'interaction_id',
      'meta_data',
      'freshchat_conversation_id',
    )
    const top = fc.constantFrom('actor', 'action', 'action_time', 'data')
    const action = fc.constantFrom(
      'message_create',
      'conversation_assignment',
      'conversation_resolution',
      'conversation_reopen',
    )
    const statuses = new Set<number>()
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(field, junk), { maxLength: 3 }),
        fc.option(fc.tuple(top, junk)),
        action,
        fc.uuid(),
        async (fields, outer, kind, id) => {
          const inner = { ...message({ id }).data.message, ...Object.fromEntries(fields) }
          const key = {
            message_create: 'message',
            conversation_assignment: 'assignment',
            conversation_resolution: 'resolve',
            conversation_reopen: 'reopen',
          }[kind]
          const body = {
            ...message(),
            action: kind,
            data: { [key]: kind === 'message_create' ? inner : { ...inner, conversation: inner } },
            ...(outer === null ? {} : { [outer[0]]: outer[1] }),
          }
          const status = await post(world, JSON.stringify(body))
          statuses.add(status)
          expect(status).toBeLessThan(500)
        },
      ),
      { numRuns: 500, seed: 20_261_126 },
    )
    expect([...statuses].sort()).toEqual([200])
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(world.chat('Ana').at(-1)).toMatch(/^AI: Standard delivery/)
  })

  test('hostile words are a question like any other, stored and answered as text', async () => {
    await using world = await createWorld({ engine })
    const words = `'; drop table messages; -- <script>alert(1)</script> {{7*7}} \u202e \u0000 ${'🏳️‍🌈'.repeat(50)}`
    world.customer('Ana').says(words)
    await world.settle()
    const { items } = await world.api<{ items: { text: string; author: { kind: string } }[] }>(
      'GET',
      `/api/v1/sessions/${(await world.session('Ana')).id}/messages`,
    )
    expect(items[0]?.text).toBe(words.replace('\u0000', ''))
    expect(await world.session('Ana')).toMatchObject({ owner: 'human' })
  })
})

test('no token, key or webhook secret stands in any answer, log line or table in clear', async () => {
  for (const engine of engines) {
    const logged: string[] = []
    await using world = await createWorld({ engine, log: (line) => logged.push(line) })
    const token = world.sandbox.token()
    const secret = new URL(world.webhookUrl).pathname.split('/').at(-1) ?? ''
    await world.api('PATCH', '/api/v1/settings', {
      model: { provider: 'openai', name: 'gpt-x', apiKey: 'sk-marked-secret-0123456789' },
    })
    await world.api('PATCH', '/api/v1/settings', { model: { provider: 'builtin' } })
    world.sandbox.faults.set('status', { match: 'GET messages', times: 2 })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.sandbox.revokeToken()
    world.customer('Ana').says('How do I return an item?')
    await world.api('POST', '/api/v1/integrations/freshchat/test')

    const session = (await world.session('Ana')).id
    const answers: string[] = []
    for (const path of [
      'integrations/freshchat',
      'settings',
      'me',
      'api-keys',
      'sessions',
      `sessions/${session}`,
      `sessions/${session}/messages`,
      `sessions/${session}/turns`,
      'openapi.json',
    ]) {
      answers.push(JSON.stringify(await world.api('GET', `/api/v1/${path}`)))
    }
    answers.push(await (await fetch(`${world.baton.url}/metrics`)).text())
    const { database } = world.database.opened
    const { rows: tables } = await sql<{
      name: string
    }>`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`.execute(
      database,
    )
    const stored: string[] = []
    const organizationId = (await world.api<{ organization: { id: string } }>('GET', '/api/v1/me'))
      .organization.id
    for (const { name } of tables) {
      const { rows } = await database.transaction().execute(async (tx) => {
        if (!/^(auth_|organization|member|second_factors|invitation|apikey|kysely)/.test(name)) {
          await sql`select set_config('role', 'baton_app', true), set_config('app.organization_id', ${organizationId}, true)`.execute(
            tx,
          )
        }
        return sql<{ line: string }>`select to_jsonb(t)::text as line from ${sql.table(name)} t`.execute(tx)
      })
      stored.push(...rows.map((row) => row.line))
    }
    expect(logged.length).toBeGreaterThan(0)
    expect(stored.length).toBeGreaterThan(20)
    for (const [what, lines] of Object.entries({ logged, stored })) {
      for (const marked of [
        token,
        secret,
        'sk-marked-secret-0123456789',
        'correct horse battery',
        world.apiKey,
      ]) {
        expect(
          lines.filter((line) => line.includes(marked)),
          `${what} holds a secret`,
        ).toEqual([])
      }
    }
    const [connection, ...others] = answers
    expect(connection).toContain(secret)
    for (const marked of [token, 'sk-marked-secret-0123456789', 'correct horse battery', world.apiKey])
      expect(answers.filter((line) => line.includes(marked))).toEqual([])
    expect(others.filter((line) => line.includes(secret))).toEqual([])
    expect(
      logged.filter((line) => /How long does delivery|@acme\.test/.test(line)),
      'the log holds personal data',
    ).toEqual([])
  }
})

test('no key or password stands in the source', () => {
  const root = join(import.meta.dirname, '../..')
  const under = (folder: string): string[] =>
    readdirSync(join(root, folder)).flatMap((name) => {
      const path = `${folder}/${name}`
      return statSync(join(root, path)).isDirectory() ? under(path) : [path]
    })
  const suspicious =
    /BEGIN (RSA |EC )?PRIVATE KEY-----\s*\n?[A-Za-z0-9+/]{40}|sk-[A-Za-z0-9]{32}|eyJ[A-Za-z0-9_-]{40,}\.[A-Za-z0-9_-]{40,}/
  expect(
    ['src', 'sandbox', 'test', 'bench', 'migrations']
      .flatMap(under)
      .filter((path) => suspicious.test(readFileSync(join(root, path), 'utf8'))),
  ).toEqual([])
})
