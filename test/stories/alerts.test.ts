import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Ears, openEars } from '../setup/ears.ts'
import { engines } from '../setup/engines.ts'
import { answers, handsOff } from '../setup/models.ts'
import { answerUnderWay, watched } from '../setup/moments.ts'
import { createWorld, type World, type WorldOptions } from '../setup/world.ts'

const MINUTE = 60_000
const TOLD = { alerts: { emails: ['olga@acme.test', 'uwe@acme.test'] } }

interface AlertJson {
  kind: string
  items: { text: string; sessionId: string | null }[]
  sent: { email: string | null; webhook: string | null }
  nextTryAt: string | null
  error: string | null
}

const alerts = async (world: World) =>
  (await world.api<{ items: AlertJson[] }>('GET', '/api/v1/alerts')).items

const told = (ears: Ears, options: Omit<WorldOptions, 'smtpUrl' | 'alertHosts'>) =>
  createWorld({ watching: true, ...options, smtpUrl: ears.smtpUrl, alertHosts: [ears.hookHost] })

describe.each(engines)('somebody is told, on %s', (engine) => {
  test('a dead token: both mail addresses hear of it within two minutes, and again once it works', async () => {
    await using ears = await openEars()
    await using world = await told(ears, { engine, model: answers(), settings: TOLD })
    await watched(world, 20_000)
    world.sandbox.faults.set('status', { code: 401 })
    world.customer('Ana').says('How long does delivery take?')
    await watched(world, 2 * MINUTE)
    expect(ears.mails).toHaveLength(1)
    expect(ears.mails[0]).toMatchObject({ to: ['olga@acme.test', 'uwe@acme.test'] })
    expect(ears.mails[0]?.text).toContain('alerts@acme.test')
    expect(ears.mails[0]?.text).toContain('Subject: [Acme] Baton cannot answer')
    expect(ears.mails[0]?.text).toContain('Generate a token')

    await watched(world, 30 * MINUTE)
    expect(ears.mails).toHaveLength(1)
    world.sandbox.faults.clear('status')
    await watched(world, 2 * MINUTE)
    expect(ears.mails).toHaveLength(2)
    expect(ears.mails[1]?.text).toContain('Subject: [Acme] Baton answers again')
  })

  test('a hiccup of Freshchat’s of a few seconds wakes nobody', async () => {
    await using ears = await openEars()
    await using world = await told(ears, { engine, model: answers(), settings: TOLD })
    await watched(world, 20_000)
    world.sandbox.faults.set('status', { code: 503 })
    await world.api('POST', '/api/v1/integrations/freshchat/test')
    world.sandbox.faults.clear('status')
    await watched(world, 6 * MINUTE)
    expect(ears.mails).toEqual([])
  })

  test('nobody picks up two customers: one alert names both sessions, and no word of a customer’s is in it', async () => {
    await using ears = await openEars()
    await using world = await told(ears, { engine, model: handsOff(), settings: TOLD })
    world.customer('Ana').says('Do you repair bicycles?')
    world.customer('Eva').says('Do you repair bicycles?')
    await world.settle()
    await watched(world, 13 * MINUTE)
    expect(ears.mails).toHaveLength(1)
    const { text } = ears.mails[0] ?? { text: '' }
    expect(text).toContain('(2)')
    for (const name of ['Ana', 'Eva']) expect(text).toContain(`/inbox/${(await world.session(name)).id}`)
    expect(text).not.toContain('bicycles')
  })

  test('the AI spoke after a rep had stepped in: a webhook hears of it, signed', async () => {
    await using ears = await openEars()
    const settings = { alerts: { webhookUrl: ears.hookUrl } }
    await using world = await told(ears, { engine, model: answers(), settings })
    await leaks(world)
    await watched(world, 2 * MINUTE)
    expect(ears.hooks).toHaveLength(1)
    const { body, signature } = ears.hooks[0] ?? { body: '', signature: '' }
    const alert = JSON.parse(body) as { kind: string; items: { url: string }[] }
    expect(alert).toMatchObject({ kind: 'leak', organization: { name: 'Acme' } })
    expect(alert.items[0]?.url).toContain((await world.session('Ana')).id)
    const { secret } = await world.api<{ secret: string }>('GET', '/api/v1/alerts/signing-secret')
    const [, seconds = '', hex = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature ?? '') ?? []
    expect(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')).toBe(hex)
  })

  test('a webhook that fails is tried again, and told once; a mail that went out is not sent twice', async () => {
    await using ears = await openEars()
    const settings = { alerts: { ...TOLD.alerts, webhookUrl: ears.hookUrl } }
    await using world = await told(ears, { engine, model: handsOff(), settings })
    ears.answer(500)
    world.customer('Ana').says('Do you repair bicycles?')
    await world.settle()
    await watched(world, 13 * MINUTE)
    expect(await alerts(world)).toMatchObject([
      { kind: 'no_pickup', error: expect.stringContaining('answered 500'), sent: { webhook: null } },
    ])
    ears.answer(204)
    await watched(world, 6 * MINUTE)
    expect(await alerts(world)).toMatchObject([
      { error: null, nextTryAt: null, sent: { email: expect.any(String), webhook: expect.any(String) } },
    ])
    expect(ears.mails).toHaveLength(1)
    const [first] = ears.hooks
    expect(ears.hooks.every(({ body }) => JSON.parse(body).id === JSON.parse(first?.body ?? '').id)).toBe(
      true,
    )
    const before = ears.hooks.length
    await watched(world, 20 * MINUTE)
    expect(ears.hooks).toHaveLength(before)
  })

  test('nobody is named: it is written down all the same, and told to nobody', async () => {
    await using ears = await openEars()
    await using world = await told(ears, { engine, model: handsOff() })
    world.customer('Ana').says('Do you repair bicycles?')
    await world.settle()
    await watched(world, 13 * MINUTE)
    expect(await alerts(world)).toMatchObject([
      { kind: 'no_pickup', sent: { email: null, webhook: null }, nextTryAt: null, error: null },
    ])
    expect(ears.mails).toEqual([])
  })

  test('a test alert goes out at once, and says which way does not work', async () => {
    await using ears = await openEars()
    await using world = await told(ears, { engine })
    const refused = (await world.api('POST', '/api/v1/alerts/test', undefined, 422)) as { error: object }
    expect(refused.error).toMatchObject({ code: 'nobody_named', field: 'alerts' })
    await world.api('PATCH', '/api/v1/settings', { alerts: { ...TOLD.alerts, webhookUrl: ears.hookUrl } })
    await world.api('POST', '/api/v1/alerts/test')
    expect(ears.mails).toHaveLength(1)
    expect(ears.hooks).toHaveLength(1)
    ears.answer(404)
    const failed = (await world.api('POST', '/api/v1/alerts/test', undefined, 422)) as { error: object }
    expect(failed.error).toMatchObject({ code: 'not_sent', message: expect.stringContaining('answered 404') })
  })

  test('an address within the network that the operator has not listed is refused at its field, and posted to no more once it is off the list', async () => {
    await using ears = await openEars()
    const alertHosts: string[] = []
    await using world = await createWorld({ engine, watching: true, smtpUrl: ears.smtpUrl, alertHosts })
    const alerts = { webhookUrl: ears.hookUrl }
    const refused = (await world.api('PATCH', '/api/v1/settings', { alerts }, 422)) as { error: object }
    expect(refused.error).toMatchObject({
      code: 'host_refused',
      field: 'alerts.webhookUrl',
      message: expect.stringContaining(`BATON_ALERT_HOSTS=${ears.hookHost}`),
    })

    alertHosts.push(ears.hookHost)
    const listing = await world.another()
    const headers = { authorization: `Bearer ${world.apiKey}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ alerts })
    const saved = await fetch(`${listing.url}/api/v1/settings`, { method: 'PATCH', headers, body })
    expect(saved.status).toBe(200)
    const failed = (await world.api('POST', '/api/v1/alerts/test', undefined, 422)) as { error: object }
    expect(failed.error).toMatchObject({ message: expect.stringContaining('BATON_ALERT_HOSTS') })
    expect(ears.hooks).toEqual([])
    // what stands there keeps nobody from changing something else
    await world.api('PATCH', '/api/v1/settings', { alerts: { emails: ['olga@acme.test'] } })
  })
})

/** Ben replies while the AI’s answer is on its way to Freshchat. */
async function leaks(world: World): Promise<void> {
  await answerUnderWay(world)
  world.rep('Ben').replies('Ana', 'I have it.')
  await world.settle()
}
