import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { examine } from '../src/command/doctor.ts'
import { rotate } from '../src/command/rotate-secret.ts'
import { readConfig } from '../src/config.ts'
import type { Running } from '../src/serve.ts'
import { SEALED_COLUMNS } from '../src/store/sealed.ts'
import { browserOf, codeOf, ownerWithFactor } from './setup/browser.ts'
import { engines } from './setup/engines.ts'
import { answers } from './setup/models.ts'
import { aiLines } from './setup/moments.ts'
import { columnsWith } from './setup/rows.ts'
import { createWorld, OWNER, until, type World } from './setup/world.ts'

const newSecret = () => randomBytes(32).toString('base64')
const SEALED = /"?v1\.[0-9a-f]{8}\.[\w-]{20,}/

/** Everything that can be sealed is. */
async function sealEverything(world: World): Promise<void> {
  await world.api('PATCH', '/api/v1/settings', {
    model: {
      provider: 'openai',
      name: 'one',
      apiKey: 'sk-the-first-key-1111',
      fallbacks: [{ provider: 'anthropic', name: 'two', apiKey: 'sk-the-second-key-2222' }],
    },
  })
  await world.api('GET', '/api/v1/alerts/signing-secret')
  await ownerWithFactor(world)
}

/** From now on Freshchat and the API reach this one. */
function moveTo(world: World, running: Running) {
  const path = new URL(world.webhookUrl).pathname
  world.sandbox.registerWebhook(`${running.url}${path}`)
  return async <T>(method: string, route: string, body?: unknown, expected = 200): Promise<T> => {
    const answer = await fetch(`${running.url}${route}`, {
      method,
      headers: { authorization: `Bearer ${world.apiKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    expect(answer.status, `${method} ${route}: ${text}`).toBe(expected)
    return (text === '' ? undefined : JSON.parse(text)) as T // each story says what it expects
  }
}

const envOf = (world: World, running: Running, secret: string) => ({
  PORT: new URL(running.url).port,
  BATON_SECRET: secret,
  BATON_SANDBOX: 'off',
  ...(world.database.url === null ? {} : { DATABASE_URL: world.database.url }),
})

interface Shown {
  status: string
  webhookUrl: string
  tokenEndsWith: string
  health: { checks: { name: string; ok: boolean; detail: string; fix: string | null }[] }
}

describe.each(engines)('the secret of an install, on %s', (engine) => {
  test('all that is sealed stands in the list that a rotation goes through', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await sealEverything(world)
    expect(await columnsWith(world, SEALED)).toEqual([...SEALED_COLUMNS].sort())
  })

  test('is rotated while customers are answered and settings saved, and the old one is not needed any more', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await sealEverything(world)
    const fresh = newSecret()
    const both = `${fresh},${world.secret}`
    const running = await world.another({ secret: both })
    await world.baton.stop()
    const api = moveTo(world, running)
    const names = ['Ana', 'Eva', 'Mia', 'Zoe', 'Lea']
    for (const name of names) world.customer(name).says('How long does delivery take?')
    const rotating = rotate(readConfig(envOf(world, running, both)))
    const saving = Promise.all(
      ['a', 'b', 'c', 'd'].map((name) => api('PATCH', '/api/v1/settings', { persona: { name } })),
    )
    const keyed = api('PATCH', '/api/v1/settings', { model: { apiKey: 'sk-a-later-key-3333' } })
    const [{ lines, isDone }] = await Promise.all([rotating, saving, keyed])
    expect(isDone).toBe(true)
    expect(lines[0]).toMatch(/^Acme: [1-9]\d* sealed anew/)
    await world.settle()
    for (const name of names) expect(aiLines(world, name)).toHaveLength(1)

    // whoever asks again finds nothing to do
    const again = await rotate(readConfig(envOf(world, running, both)))
    expect(again.lines[0]).toMatch(/^Acme: 0 sealed anew, 5 were already/)

    const last = await world.another({ secret: fresh })
    await running.stop()
    const now = moveTo(world, last)
    const shown = await now<Shown>('GET', '/api/v1/integrations/freshchat')
    expect(new URL(shown.webhookUrl).pathname).toBe(new URL(world.webhookUrl).pathname)
    const settings = await now<{
      model: { apiKeyEndsWith: string; fallbacks: { apiKeyEndsWith: string }[] }
    }>('GET', '/api/v1/settings')
    expect(settings.model).toMatchObject({ apiKeyEndsWith: '3333', fallbacks: [{ apiKeyEndsWith: '2222' }] })
    world.customer('Ana').says('And express?')
    await world.settle()
    expect(aiLines(world)).toHaveLength(2)
  })

  test('is rotated: who was signed in stays so, and a second factor opens with the new one alone', async () => {
    await using world = await createWorld({ engine })
    const { owner: olga, secret } = await ownerWithFactor(world)
    const fresh = newSecret()
    const both = `${fresh},${world.secret}`
    const running = await world.another({ secret: both })
    olga.moveTo(running.url)
    expect((await olga.ask('GET', '/api/v1/me')).status).toBe(200)
    const forged = browserOf({ baton: running }, olga.cookie.replace(/.{6}$/, 'AAAA%3D'))
    expect((await forged.ask('GET', '/api/v1/me')).status).toBe(401)

    await rotate(readConfig(envOf(world, running, both)))
    const last = await world.another({ secret: fresh })
    olga.moveTo(last.url)
    expect((await olga.ask('GET', '/api/v1/me')).status).toBe(401)
    world.clock.skip(30_000)
    const code = await codeOf(world, secret)
    expect((await olga.signIn(OWNER.email, OWNER.password, code)).status).toBe(200)
  })

  test('is gone: a member with a second factor comes in by a recovery code', async () => {
    await using world = await createWorld({ engine })
    const { secret, recoveryCodes } = await ownerWithFactor(world)
    const running = await world.another({ secret: newSecret() })
    const there = browserOf({ baton: running })
    world.clock.skip(30_000)
    const code = await codeOf(world, secret)
    expect((await there.signIn(OWNER.email, OWNER.password, code)).status).toBe(401)
    const [recovery] = recoveryCodes
    expect((await there.signIn(OWNER.email, OWNER.password, recovery)).status).toBe(200)
  })

  test('is gone: the connection says so and what to do, who writes waits, and Test & Save answers them', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    const running = await world.another({ secret: newSecret() })
    await world.baton.stop()
    const api = moveTo(world, running)
    world.customer('Ana').says('How long does delivery take?')
    await until('it is known', async () => {
      world.clock.skip(1_000)
      return (await api<Shown>('GET', '/api/v1/integrations/freshchat')).status === 'broken'
    })
    const told = (await api<Shown>('GET', '/api/v1/integrations/freshchat')).health.checks.find(
      ({ name }) => name === 'token',
    )
    expect(told?.ok).toBe(false)
    expect(aiLines(world)).toEqual([])
    await until('the address has come with the customer’s message', async () => {
      const { webhookUrl } = await api<Shown>('GET', '/api/v1/integrations/freshchat')
      return webhookUrl.endsWith(new URL(world.webhookUrl).pathname)
    })

    await until('the check names the cause', async () => {
      world.clock.skip(15_000)
      const { health } = await api<Shown>('GET', '/api/v1/integrations/freshchat')
      return health.checks.some(({ name, detail }) => name === 'token' && detail.includes('BATON_SECRET'))
    })
    const form = { domain: world.sandbox.host, defaultAgentEmail: 'ai@acme.test' }
    const refused = await api<{ error: { code: string; field: string; message: string } }>(
      'PUT',
      '/api/v1/integrations/freshchat',
      form,
      422,
    )
    expect(refused.error).toMatchObject({ code: 'invalid_token', field: 'accessToken' })
    expect(refused.error.message).toContain('BATON_SECRET')
    await api('POST', '/api/v1/integrations/freshchat/test')
    await api('PUT', '/api/v1/integrations/freshchat', { ...form, accessToken: world.sandbox.token() })
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
  })

  test('doctor says what is sealed with an older one, and what none opens', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await sealEverything(world)
    const both = `${newSecret()},${world.secret}`
    const finding = async (running: Running, secret: string) =>
      (await examine(readConfig(envOf(world, running, secret)))).find(({ what }) => what === 'secrets')
    const [older, gone] = [
      await world.another({ secret: both }),
      await world.another({ secret: newSecret() }),
    ]
    expect(await finding(world.baton, world.secret)).toMatchObject({ verdict: 'ok' })
    expect(await finding(older, both)).toMatchObject({
      verdict: 'note',
      detail: expect.stringContaining('6 stored'),
    })
    // with the old secret alone the command line is known still
    expect(await finding(older, world.secret)).toMatchObject({ verdict: 'note' })
    expect(
      (await examine(readConfig(envOf(world, gone, newSecret())))).map(({ detail }) => detail).join(),
    ).toContain('does not know our secret')
  })

  test('rotating says why it cannot', async () => {
    await using world = await createWorld({ engine })
    const one = readConfig(envOf(world, world.baton, world.secret))
    await expect(rotate(one)).rejects.toThrow('There is only one secret')
    const strangers = readConfig(envOf(world, world.baton, `${newSecret()},${newSecret()}`))
    await expect(rotate(strangers)).rejects.toThrow('does not know our secret')
    const nobody = readConfig({ ...envOf(world, world.baton, `${newSecret()},${world.secret}`), PORT: '1' })
    await expect(rotate(nobody)).rejects.toThrow('Nothing answers')
  })
})
