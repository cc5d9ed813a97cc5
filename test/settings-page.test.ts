import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHttpWorld, type HttpWorld } from './http-world.ts'
import { engines } from './setup/engines.ts'
import { type ModelEndpoint, openModelEndpoint } from './setup/model-endpoint.ts'
import { answers } from './setup/models.ts'
import { createWorld } from './setup/world.ts'

/** What the settings' pages ask for beside the settings themselves. */

const KEY = 'sk-the-key-that-works'
let endpoint: ModelEndpoint
let world: HttpWorld
let cookie: string

beforeAll(async () => {
  endpoint = await openModelEndpoint(KEY)
  world = await createHttpWorld({ BATON_MODEL_HOSTS: endpoint.host })
  ;({ cookie } = await world.claim())
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await endpoint[Symbol.asyncDispose]()
})

const patch = (body: unknown, headers: Record<string, string> = {}) =>
  world.ask('PATCH', '/api/v1/settings', { cookie, body, headers })

describe('a change of what somebody has seen', () => {
  const read = async () => {
    const { json, headers } = await world.ask('GET', '/api/v1/settings', { cookie })
    return { settings: json, tag: headers.get('etag') ?? '' }
  }

  test('goes through while it still is as they saw it', async () => {
    const { tag } = await read()
    const answer = await patch({ persona: { name: 'Ada' } }, { 'if-match': tag })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('etag')).not.toBe(tag)
    expect(answer.headers.get('etag')).toBe((await read()).tag)
  })

  test('is refused once somebody else has changed something, and changes nothing', async () => {
    const { tag } = await read()
    await patch({ persona: { tone: 'brisk' } })
    const answer = await patch({ persona: { tone: 'gruff' } }, { 'if-match': tag })
    expect(answer).toMatchObject({ status: 412, json: { error: { code: 'changed_meanwhile' } } })
    expect((await read()).settings.persona.tone).toBe('brisk')
    expect((await patch({ persona: { tone: 'gruff' } })).status).toBe(200)
  })

  test('of two at once with the same tag one is refused', async () => {
    const { tag } = await read()
    const both = await Promise.all(
      ['One', 'Two'].map((name) => patch({ persona: { name } }, { 'if-match': tag })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
  })

  test('the tag is the settings’, in whatever order their names were given', async () => {
    await patch({
      templates: { de: { handoff: 'Moment.', noPickup: 'Noch niemand.' }, en: { handoff: 'Wait.' } },
    })
    const first = await read()
    await patch({ templates: { de: null, en: null } })
    const answer = await patch({
      templates: { en: { handoff: 'Wait.' }, de: { noPickup: 'Noch niemand.', handoff: 'Moment.' } },
    })
    expect(answer.headers.get('etag')).toBe(first.tag)
    await patch({ templates: { de: null, en: null } })
  })
})

describe('a model, before it is saved', () => {
  const chosen = (more: object = {}) => ({
    model: { provider: 'openai-compatible', name: 'good', baseUrl: endpoint.url, apiKey: KEY, ...more },
  })
  const tested = (body: unknown) => world.ask('POST', '/api/v1/settings/model-test', { cookie, body })

  test('answers, and nothing is saved', async () => {
    const before = (await world.ask('GET', '/api/v1/settings', { cookie })).json
    const { status, json, text } = await tested(chosen())
    expect(status).toBe(200)
    expect(json.items).toMatchObject([{ provider: 'openai-compatible', name: 'good', ok: true, field: null }])
    expect(text).not.toContain(KEY)
    expect((await world.ask('GET', '/api/v1/settings', { cookie })).json).toEqual(before)
    expect((await world.ask('GET', '/api/v1/overview', { cookie })).json.spending.calls).toBe(1)
  })

  test.each([
    ['a wrong key', { apiKey: 'sk-wrong' }, 'unauthorized', 'model.apiKey'],
    ['a model that it does not know', { name: 'other' }, 'unavailable', 'model.name'],
    ['an address where nobody answers', { baseUrl: 'http://127.0.0.1:9/v1' }, 'unavailable', 'model.baseUrl'],
  ])('is told apart: %s', async (_what, more, code, field) => {
    const { json } = await tested(chosen(more))
    expect(json.items).toMatchObject([{ ok: false, code, field, message: expect.stringMatching(/\.$/) }])
  })

  test('each fallback is asked, and says where it fails', async () => {
    const fallback = {
      provider: 'openai-compatible',
      name: 'good',
      baseUrl: endpoint.url,
      apiKey: 'sk-wrong',
    }
    const { json } = await tested(chosen({ fallbacks: [{ provider: 'builtin' }, fallback] }))
    expect(json.items).toMatchObject([{ ok: true }, { ok: false, field: 'model.fallbacks.1.apiKey' }])
  })

  test('without a name it is not asked; what is no setting is refused as in saving', async () => {
    const nameless = await tested({ model: { provider: 'openai', name: '' } })
    expect(nameless).toMatchObject({ status: 422, json: { error: { field: 'model.name' } } })
    expect(await tested({ model: { provider: 'guess' } })).toMatchObject({
      status: 422,
      json: { error: { field: 'model.provider' } },
    })
  })

  test('a stored key goes to the endpoint that it was stored for, and to no other', async () => {
    await patch(chosen())
    await using other = await openModelEndpoint('nobody knows it')
    endpoint.keys.length = 0
    await tested({ model: { name: 'good' } })
    expect(endpoint.keys).toEqual([KEY])
    // its host is not even listed; were it, the key would stay here all the same
    await tested({ model: { baseUrl: endpoint.url.replace('/v1', '/v2') } })
    expect(endpoint.keys.slice(1)).not.toContain(KEY)
    await tested({ model: { baseUrl: other.url } })
    expect(other.keys).not.toContain(KEY)
    await patch({ model: null })
  })
})

describe('templates, as customers would read them', () => {
  const shown = async (body: object) =>
    (await world.ask('POST', '/api/v1/settings/template-preview', { cookie, body })).json
  const HOURS = {
    timezone: 'Europe/Berlin',
    weekly: [{ day: 'mon', from: '09:00', to: '17:00' }],
    rule: 'hand_off_outside',
  }

  test('in our own words where there are none, in the language, with the languages that we have', async () => {
    const german = await shown({ language: 'de', template: {} })
    expect(german.handoff).toMatch(/^Ich gebe das/)
    expect(german.languages).toContain('ja')
    expect((await shown({ language: 'fi', template: {} })).handoff).toMatch(/^I am passing this on/)
  })

  test('says when the team is back, by the hours in force; without hours no time is promised', async () => {
    const template = { handoff: 'Hold on.', handoffOutside: 'Back {when}.', unreadable: 'What is {what}?' }
    expect(await shown({ language: 'en', template })).toMatchObject({
      handoff: 'Hold on.',
      handoffOutside: expect.stringMatching(/once they are back/),
      unreadable: 'What is “IMG_2041.heic”?',
    })
    await patch({ officeHours: HOURS })
    const { handoffOutside } = await shown({ language: 'en', template })
    expect(handoffOutside).toMatch(/^Back Monday.* 9:00\sAM GMT\+[12]\.$/)
    await patch({ officeHours: null })
  })

  test('refuses at its field what saving would refuse', async () => {
    expect(await shown({ language: 'en', template: { handoff: '' } })).toMatchObject({
      error: { field: 'templates.en.handoff' },
    })
    expect(await shown({ language: 'english' })).toMatchObject({ error: { field: 'templates.english' } })
  })
})

describe.each(engines)('what the first hour would delete, on %s', (engine) => {
  const DAY_MS = 24 * 60 * 60_000
  const at = '/api/v1/settings/retention'
  /** So that no note of ours at its end makes a session younger. */
  const LONG_QUIET = { resolution: { quietMinutes: 43_200 } }

  test('is counted by the age of sessions and messages, and nothing is deleted by asking', async () => {
    await using world = await createWorld({ engine, model: answers(), settings: LONG_QUIET })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.clock.skip(10 * DAY_MS)
    world.customer('Bo').says('How do I return an item?')
    await world.settle()
    expect(await world.api('GET', at)).toEqual({ since: null, sessions: 0, messages: 0 })
    const older = await world.api<{ sessions: number; messages: number }>('GET', `${at}?days=5`)
    expect(older.sessions).toBe(1)
    expect(older.messages).toBeGreaterThanOrEqual(2)
    expect(await world.api('GET', `${at}?days=30`)).toMatchObject({ sessions: 0, messages: 0 })
    expect((await world.session('Ana')).id).not.toBe('')
    await world.api('GET', `${at}?days=0`, undefined, 422)
    await world.api('PATCH', '/api/v1/settings', { privacy: { retentionDays: 5 } })
    expect(await world.api('GET', at)).toMatchObject({ sessions: 1 })
  })
})
