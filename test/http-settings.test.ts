import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultSettings } from '../src/settings.ts'
import { inOrganization } from '../src/store/database.ts'
import { openKey, readStored } from '../src/store/settings.ts'
import { createHttpWorld, type HttpWorld } from './http-world.ts'

let world: HttpWorld
let cookie: string
let organizationId: string

beforeAll(async () => {
  world = await createHttpWorld({
    BATON_MODEL: 'openai:gpt-5-mini',
    OPENAI_API_KEY: 'sk-from-the-environment',
  })
  ;({ cookie, organizationId } = await world.claim())
})
afterAll(() => world[Symbol.asyncDispose]())

const get = async () => (await world.ask('GET', '/api/v1/settings', { cookie })).json
const patch = (body: unknown) => world.ask('PATCH', '/api/v1/settings', { cookie, body })
const patchRaw = (raw: string) => world.ask('PATCH', '/api/v1/settings', { cookie, raw })
const stored = () =>
  inOrganization(world.app.database, organizationId, (tx) => readStored(tx, organizationId))

test('a new organization has the defaults, with the model that the environment names', async () => {
  const { model, ...rest } = await get()
  const { model: _model, ...defaults } = defaultSettings()
  expect(rest).toEqual(defaults)
  expect(model).toEqual({
    provider: 'openai',
    name: 'gpt-5-mini',
    fallbacks: [],
    monthlyCeilingUsd: null,
    embeddings: null,
    apiKeyEndsWith: 'ment',
  })
})

describe('a merge patch', () => {
  test('changes what it names and leaves the rest', async () => {
    const before = await get()
    const answer = await patch({ persona: { name: 'Ada' }, reply: { settleMs: 0.5 } })
    expect(answer.status).toBe(200)
    expect(answer.json).toEqual({
      ...before,
      persona: { ...before.persona, name: 'Ada' },
      reply: { ...before.reply, settleMs: 0.5 },
    })
    expect(await get()).toEqual(answer.json)
    expect((await patch({})).json).toEqual(answer.json)
  })

  test('null takes a field away, sets one to none that knows none, and restores what has a default', async () => {
    await patch({
      channels: { web: { mode: 'shadow' }, whatsapp: { quietMinutes: 0.02 } },
      persona: { tone: 'gruff' },
    })
    const { json } = await patch({
      channels: { web: null },
      handoff: { noPickupMinutes: null },
      officeHours: null,
      persona: { tone: null },
    })
    expect(json.channels).toEqual({ whatsapp: { quietMinutes: 0.02 } })
    expect(json.handoff.noPickupMinutes).toBeNull()
    expect(json.officeHours).toBeNull()
    expect(json.persona.tone).toBe(defaultSettings().persona.tone)
  })

  test('replaces a list as a whole', async () => {
    await patch({
      topics: { mode: 'deny', list: [{ name: 'Law' }, { name: 'Taxes', examples: ['What about VAT?'] }] },
    })
    const { json } = await patch({ topics: { list: [{ name: 'Health' }] } })
    expect(json.topics).toEqual({ mode: 'deny', list: [{ name: 'Health', description: '', examples: [] }] })
  })

  test('of two at once both stay', async () => {
    await Promise.all([patch({ persona: { name: 'Two' } }), patch({ persona: { instructions: 'Be two.' } })])
    expect((await get()).persona).toMatchObject({ name: 'Two', instructions: 'Be two.' })
  })
})

describe('what is wrong is refused at its field, and nothing of it is saved', () => {
  test.each([
    [{ persona: { nme: 'x' } }, 'persona.nme'],
    [{ nonsense: 1 }, 'nonsense'],
    [{ paused: 'yes' }, 'paused'],
    [{ reply: { settleMs: 15_000.1 } }, 'reply.settleMs'],
    [{ reply: { settleMs: -1 } }, 'reply.settleMs'],
    [{ reply: { quietMs: 15_001 } }, 'reply.quietMs'],
    [{ reply: { longestWaitMs: 60_001 } }, 'reply.longestWaitMs'],
    [{ reply: { quietMs: 5_000, longestWaitMs: 4_999 } }, 'reply.longestWaitMs'],
    [{ reply: { quietMs: 10_001 } }, 'reply.quietMs'],
    [{ resolution: { quietMinutes: 0.01 } }, 'resolution.quietMinutes'],
    [{ resolution: { quietMinutes: 43_201 } }, 'resolution.quietMinutes'],
    [{ handoff: { noPickupMinutes: 0.01 } }, 'handoff.noPickupMinutes'],
    [{ handoff: { noPickupMinutes: 1_441 } }, 'handoff.noPickupMinutes'],
    [{ handoff: { level: 4 } }, 'handoff.level'],
    [{ handoff: { confidence: 1.1 } }, 'handoff.confidence'],
    [{ handoff: { target: { kind: 'group' } } }, 'handoff.target.id'],
    [{ handoff: { triggers: { boredom: true } } }, 'handoff.triggers.boredom'],
    [{ topics: { list: [{ name: 'a' }, { name: '' }] } }, 'topics.list.1.name'],
    [{ persona: { languages: ['english'] } }, 'persona.languages.0'],
    [{ channels: { web: { mode: 'loud' } } }, 'channels.web.mode'],
    [{ channels: { web: { quietMinutes: 0 } } }, 'channels.web.quietMinutes'],
    [{ officeHours: { timezone: 'Mars/Olympus', weekly: [] } }, 'officeHours.timezone'],
    [{ model: { provider: 'guess' } }, 'model.provider'],
    [{ model: { apiKey: 7 } }, 'model.apiKey'],
    [{ model: { embeddings: { name: 'm' } } }, 'model.embeddings.provider'],
    [{ model: { embeddings: { provider: 'openai', name: '' } } }, 'model.embeddings.name'],
    [{ model: { embeddings: { provider: 'openai', name: 'm', apiKey: '' } } }, 'model.embeddings.apiKey'],
    [{ model: { fallbacks: [{ provider: 'openai', apiKey: '' }] } }, 'model.fallbacks.0.apiKey'],
    [{ alerts: { emails: ['nobody'] } }, 'alerts.emails.0'],
    [{ privacy: { retentionDays: 0 } }, 'privacy.retentionDays'],
  ])('%j', async (body, field) => {
    const before = await get()
    const answer = await patch({ persona: { name: 'Half' }, ...body })
    expect(answer).toMatchObject({
      status: 422,
      json: { error: { field, message: expect.stringMatching(/\.$/) } },
    })
    expect(await get()).toEqual(before)
  })

  const model = { provider: 'openai-compatible', name: 'm' }
  test.each([
    [{ alerts: { webhookUrl: 'https://10.1.2.3/hook' } }, 'alerts.webhookUrl', 'BATON_ALERT_HOSTS'],
    [{ alerts: { webhookUrl: 'https://169.254.169.254/latest' } }, 'alerts.webhookUrl', 'link-local'],
    [{ model: { ...model, baseUrl: 'http://192.168.0.9:1234/v1' } }, 'model.baseUrl', 'BATON_MODEL_HOSTS'],
    [
      { model: { fallbacks: [{ provider: 'builtin' }, { ...model, baseUrl: 'http://localhost:9/v1' }] } },
      'model.fallbacks.1.baseUrl',
      'BATON_MODEL_HOSTS=localhost:9',
    ],
    [
      { model: { embeddings: { ...model, baseUrl: 'http://[::1]:9/v1' } } },
      'model.embeddings.baseUrl',
      'private network',
    ],
  ])('an address that is never called: %j', async (body, field, words) => {
    const before = await get()
    const answer = await patch({ persona: { name: 'Half' }, ...body })
    expect(answer).toMatchObject({
      status: 422,
      json: { error: { code: 'host_refused', field, message: expect.stringContaining(words) } },
    })
    expect(await get()).toEqual(before)
  })

  test('the ranges’ ends are in', async () => {
    const answer = await patch({
      reply: { settleMs: 0, quietMs: 15_000, longestWaitMs: 15_000 },
      resolution: { quietMinutes: 0.02 },
      handoff: { noPickupMinutes: 1_440, level: 0, confidence: 1 },
    })
    expect(answer.status).toBe(200)
    expect(
      (await patch({ reply: { longestWaitMs: 60_000 }, resolution: { quietMinutes: 43_200 } })).status,
    ).toBe(200)
  })

  test.each([
    '{"__proto__":{"paused":true}}',
    '{"persona":{"__proto__":{"x":1}}}',
    '{"channels":{"__proto__":{"mode":"shadow"}}}',
  ])('a prototype: %s', async (raw) => {
    const before = await get()
    expect((await patchRaw(raw)).status).toBe(422)
    expect(await get()).toEqual(before)
    expect(({} as { x?: number }).x).toBeUndefined()
  })

  test('a constructor where names are free is a name like any other', async () => {
    expect((await patchRaw('{"constructor":{}}')).json.error.field).toBe('constructor')
    expect(
      (await patchRaw('{"channels":{"constructor":{"mode":"assist"}}}')).json.channels.constructor,
    ).toEqual({ mode: 'assist' })
    await patch({ channels: { constructor: null } })
  })
})

describe('a model key', () => {
  const KEY = 'sk-a-key-that-nobody-reads-again'
  const keyOf = async (slot: string) => {
    const { sealedKeys } = await stored()
    return openKey(world.app.vault, organizationId, sealedKeys, slot)
  }

  test('is kept sealed and shown by its last four characters', async () => {
    const answer = await patch({
      model: {
        provider: 'openai',
        apiKey: KEY,
        fallbacks: [{ provider: 'anthropic', name: 'claude', apiKey: 'short' }, { provider: 'builtin' }],
      },
    })
    expect(answer.json.model).toMatchObject({
      apiKeyEndsWith: 'gain',
      fallbacks: [{ apiKeyEndsWith: '' }, { apiKeyEndsWith: null }],
    })
    const raw = await inOrganization(world.app.database, organizationId, (tx) =>
      tx.selectFrom('settings').selectAll().executeTakeFirstOrThrow(),
    )
    for (const text of [answer.text, JSON.stringify(await get()), JSON.stringify(raw), world.logged.join()]) {
      expect(text).not.toContain(KEY)
    }
    expect(await keyOf('primary')).toBe(KEY)
    expect(await keyOf('fallback:0')).toBe('short')
  })

  test('stays when the settings are sent back as they were read', async () => {
    expect((await patch(await get())).status).toBe(200)
    expect([await keyOf('primary'), await keyOf('fallback:0')]).toEqual([KEY, 'short'])
  })

  test('moves with its fallback, and goes with it', async () => {
    await patch({
      model: { fallbacks: [{ provider: 'builtin' }, { provider: 'anthropic', name: 'claude' }] },
    })
    expect([await keyOf('fallback:0'), await keyOf('fallback:1')]).toEqual([null, 'short'])
    await patch({ model: { fallbacks: [] } })
    expect(Object.keys((await stored()).sealedKeys)).toEqual(['primary'])
  })

  test('does not follow a changed address', async () => {
    await patch({ model: { provider: 'openai-compatible', baseUrl: 'https://evil.example/v1' } })
    expect(await keyOf('primary')).toBeNull()
  })

  test('waits for the provider when it is given first, and is forgotten on null', async () => {
    await patch({ model: { provider: 'builtin', baseUrl: null, apiKey: KEY } })
    await patch({ model: { provider: 'anthropic', name: 'claude' } })
    expect(await keyOf('primary')).toBe(KEY)
    expect((await patch({ model: { apiKey: null } })).json.model.apiKeyEndsWith).toBeNull()
    expect(await keyOf('primary')).toBeNull()
  })
})
