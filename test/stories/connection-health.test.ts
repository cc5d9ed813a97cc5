import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { answers } from '../setup/models.ts'
import { aiLines, delivered, pass, watched } from '../setup/moments.ts'
import { createWorld, type World } from '../setup/world.ts'

const PATH = '/api/v1/integrations/freshchat'
const MINUTE = 60_000

interface Connection {
  status: string
  health: { checks: { name: string; ok: boolean; detail: string; fix: string | null }[] }
}

const connection = (world: World) => world.api<Connection>('GET', PATH)
const check = async (world: World, name: string) =>
  (await connection(world)).health.checks.find((each) => each.name === name)
const calls = (world: World) => world.sandbox.calls().list().length

const saveToken = (world: World, accessToken: string) =>
  world.api('PUT', PATH, {
    domain: world.sandbox.host,
    accessToken,
    defaultAgentEmail: 'ai@acme.test',
  })

describe.each(engines)('a connection that says it is broken, on %s', (engine) => {
  test('a dead token: broken after one failed call, nothing is sent or dropped, and all goes out in order once it is mended', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    await watched(world, 20_000)
    world.sandbox.revokeToken()
    const before = calls(world)
    world.customer('Ana').says('How long does delivery take?')
    await watched(world, 20_000)
    world.customer('Eva').says('How long does delivery take?')
    await watched(world, 20_000)
    expect((await connection(world)).status).toBe('broken')
    const token = await check(world, 'token')
    expect(token).toMatchObject({ ok: false, fix: expect.stringContaining('Generate a token') })
    // the call that failed, those beside it, and a question now and then whether it works again
    expect(calls(world) - before).toBeLessThan(20)
    await watched(world, 30 * MINUTE)
    expect(world.transcript('Ana')).toEqual(['Ana: How long does delivery take?'])

    await saveToken(world, world.sandbox.rotateToken())
    await world.settle()
    expect((await connection(world)).status).toBe('connected')
    expect(aiLines(world)).toHaveLength(1)
    expect(aiLines(world, 'Eva')).toHaveLength(1)
  })

  test('what waited and is no longer right stays unsent: a rep has answered meanwhile', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    await watched(world, 20_000)
    world.sandbox.revokeToken()
    world.customer('Ana').says('How long does delivery take?')
    await watched(world, 20_000)
    world.rep('Ben').replies('Ana', 'Three days.')
    await delivered(world)
    await saveToken(world, world.sandbox.rotateToken())
    await world.settle()
    expect(world.chat('Ana')).toEqual(['Ana: How long does delivery take?', 'Ben: Three days.'])
  })

  test('a token that works again goes on by itself', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    await watched(world, 20_000)
    world.sandbox.faults.set('status', { code: 401 })
    world.customer('Ana').says('How long does delivery take?')
    await watched(world, 2 * MINUTE)
    expect((await connection(world)).status).toBe('broken')
    world.sandbox.faults.clear('status')
    await watched(world, 2 * MINUTE)
    expect((await connection(world)).status).toBe('connected')
    expect(aiLines(world)).toHaveLength(1)
  })

  test('a token that works again goes on at once when a member has it checked', async () => {
    await using world = await createWorld({ engine, model: answers() })
    world.sandbox.faults.set('status', { code: 401 })
    world.customer('Ana').says('How long does delivery take?')
    await delivered(world)
    // it waits for some minutes before it tries again by itself
    expect(await pass(world, MINUTE)).toBe(false)
    world.sandbox.faults.clear('status')
    await world.api('POST', `${PATH}/test`)
    expect(await pass(world, MINUTE)).toBe(true)
    expect(aiLines(world)).toHaveLength(1)
  })

  test('the agent is deactivated in Freshchat: said within five minutes, with what to do', async () => {
    await using world = await createWorld({ engine, watching: true })
    await watched(world, 20_000)
    const agent = world.sandbox.state.agents().find(({ email }) => email === 'ai@acme.test')
    const patched = await fetch(`${world.sandbox.url}/admin/api/agents/${agent?.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ is_deactivated: true }),
    })
    expect(patched.status).toBe(200)
    await watched(world, 6 * MINUTE)
    expect((await connection(world)).status).toBe('broken')
    expect((await check(world, 'agent'))?.detail).toContain('deactivated')
  })

  test('Freshchat is away for an hour: everybody is answered once it is back, and once only', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    world.customer('Eva').says('How long does delivery take?')
    await world.settle()
    world.sandbox.faults.set('status', { code: 503 })
    world.customer('Ana').says('How long does delivery take?')
    world.customer('Eva').says('And express?')
    await watched(world, 60 * MINUTE)
    expect((await connection(world)).status).toBe('broken')
    world.sandbox.faults.clear('status')
    await watched(world, 10 * MINUTE)
    expect(aiLines(world)).toHaveLength(1)
    expect(aiLines(world, 'Eva')).toHaveLength(2)
    expect((await connection(world)).status).not.toBe('broken')
  })

  test('webhooks stay away: degraded, with the reason and what to check; they come again: connected', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    world.sandbox.faults.set('drop', {})
    const { id } = await world.session('Ana')
    await world.api('POST', `/api/v1/sessions/${id}/messages`, { text: 'Ben here.', private: false })
    await watched(world, 2 * MINUTE)
    expect((await connection(world)).status).toBe('degraded')
    expect(await check(world, 'webhook')).toMatchObject({
      ok: false,
      fix: expect.stringContaining('Webhooks'),
    })
    world.sandbox.faults.clear('drop')
    world.customer('Ana').says('Thank you, Ben. And express?')
    await watched(world, MINUTE)
    expect(await check(world, 'webhook')).toMatchObject({ ok: true })
  })

  test('a wrong public key: what it refused is taken in once the right one is saved', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const right = world.sandbox.publicKey()
    const { publicKey: wrong } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    await world.api('PATCH', PATH, { webhookPublicKey: wrong })
    // Freshchat gives up after its first try
    world.sandbox.patchSettings({ retrySchedule: [] })
    world.customer('Ana').says('How long does delivery take?')
    await delivered(world)
    expect(await check(world, 'signature')).toMatchObject({ ok: false, fix: expect.any(String) })
    expect(await world.sessions('Ana')).toEqual([])

    await world.api('PATCH', PATH, { webhookPublicKey: right })
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
  })
})
