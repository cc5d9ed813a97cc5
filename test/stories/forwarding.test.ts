import { describe, expect, test } from 'vitest'
import { freshchatKey } from '../../src/freshchat/key.ts'
import { freshchatSignatureOk } from '../../src/freshchat/signature.ts'
import { inOrganization } from '../../src/store/database.ts'
import { organizationIds } from '../../src/store/organizations.ts'
import { engines } from '../setup/engines.ts'
import { answers } from '../setup/models.ts'
import { aiLines, delivered } from '../setup/moments.ts'
import { type OtherTool, openOtherTool } from '../setup/other-tool.ts'
import { createWorld, until, type World, type WorldOptions } from '../setup/world.ts'

const SECOND = 1_000
const HOUR = 3_600 * SECOND
const PATH = '/api/v1/integrations/freshchat'

interface Shown {
  status: string
  forwardUrl: string | null
  forwarding: { lastAt: string | null; failingSince: string | null; error: string | null; givenUp: number }
  health: { checks: { name: string; ok: boolean; detail: string; fix: string | null }[] }
}

/** A world whose connection forwards to the tool. */
async function forwards(tool: OtherTool, options: Omit<WorldOptions, 'alertHosts' | 'watching'>) {
  const world = await createWorld({
    model: answers(),
    ...options,
    alertHosts: [tool.host],
    watching: true,
  })
  await world.api('PATCH', PATH, { forwardUrl: tool.url })
  return world
}

const shown = (world: World) => world.api<Shown>('GET', PATH)
const checkOf = async (world: World) =>
  (await shown(world)).health.checks.find(({ name }) => name === 'forwarding')

/** What customers wrote, in the order in which the tool took it. */
function customersWords(bodies: Buffer[]): string[] {
  return bodies.flatMap((body) => {
    const { actor, data } = JSON.parse(body.toString('utf8')) as {
      actor: { actor_type: string }
      data: { message?: { message_parts: { text?: { content: string } }[] } }
    }
    if (actor.actor_type !== 'user' || data.message === undefined) return []
    return data.message.message_parts.flatMap(({ text }) => text?.content ?? [])
  })
}

/** Rows that wait to be forwarded. */
async function waiting(world: World): Promise<number> {
  const { database } = world.database.opened
  const [id = ''] = await organizationIds(database)
  const rows = await inOrganization(database, id, (tx) => tx.selectFrom('forwards').select('id').execute())
  return rows.length
}

/** Time passes in steps of a minute, until that holds. */
const inTime = (world: World, what: string, holds: () => boolean | Promise<boolean>, ms = 60 * SECOND) =>
  until(what, async () => {
    if (await holds()) return true
    if (world.baton.underWay() === 0) world.clock.skip(ms)
    return false
  })

const allIsForwarded = (world: World, ms?: number) =>
  inTime(world, 'nothing waits to be forwarded', async () => (await waiting(world)) === 0, ms)

/** Ana writes these, each once the one before it has been taken in. */
async function writes(world: World, texts: string[]): Promise<void> {
  for (const text of texts) {
    world.customer('Ana').says(text)
    await delivered(world)
  }
}

describe.each(engines)('another tool gets what Freshchat tells, on %s', (engine) => {
  test('byte for byte, signed as it came, each once, in order', async () => {
    await using tool = await openOtherTool()
    await using world = await forwards(tool, { engine })
    await writes(world, ['How long does delivery take? 🎻 Grüße', 'To Norway.', 'And express?'])
    await world.settle()
    world.rep('Ben').replies('Ana', 'I have it.')
    await world.settle()
    await allIsForwarded(world)

    const sent = world.sandbox.state.deliveries().map(({ body }) => body)
    expect(tool.got.map(({ body }) => body.toString('utf8')).sort()).toEqual(sent.sort())
    const key = freshchatKey(world.sandbox.publicKey())
    for (const { path, body, headers } of tool.got) {
      const signature = headers['x-freshchat-signature']
      expect(freshchatSignatureOk(body, String(signature), key)).toBe(true)
      expect(headers['content-type']).toMatch(/^application\/json/)
      expect(path).toBe('/freshchat?key=s3cret')
      // nothing of Baton's own goes along
      expect(Object.keys(headers).sort()).toEqual(
        ['connection', 'content-length', 'content-type', 'host', 'x-freshchat-signature'].sort(),
      )
    }
    expect(customersWords(tool.took())).toEqual([
      'How long does delivery take? 🎻 Grüße',
      'To Norway.',
      'And express?',
    ])

    expect(await shown(world)).toMatchObject({
      forwardUrl: tool.url,
      forwarding: { lastAt: expect.any(String), failingSince: null, error: null, givenUp: 0 },
    })
    expect(await checkOf(world)).toMatchObject({ ok: true, fix: null })
    const metrics = await (await fetch(`${world.baton.url}/metrics`)).text()
    expect(metrics).toContain(`baton_forwards_total{result="forwarded"} ${sent.length}`)
  })

  test('no repeats, and nothing that was refused', async () => {
    await using tool = await openOtherTool()
    await using world = await forwards(tool, { engine })
    world.sandbox.faults.set('duplicate', { extra: 3 })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const forged = await fetch(world.webhookUrl, { method: 'POST', body: '{"action":"message_create"}' })
    expect(forged.status).toBe(401)
    expect(world.sandbox.redeliver('all')).toBeGreaterThan(0)
    await world.settle()
    await allIsForwarded(world)
    const bodies = tool.got.map(({ body }) => body.toString('utf8'))
    expect(new Set(bodies).size).toBe(bodies.length)
    expect(bodies.sort()).toEqual(
      [...new Set(world.sandbox.state.deliveries().map(({ body }) => body))].sort(),
    )
  })

  test('it is down: customers are answered meanwhile, and what came is forwarded in order once it is back', async () => {
    await using tool = await openOtherTool()
    const logged: string[] = []
    await using world = await forwards(tool, { engine, log: (line) => logged.push(line) })
    await tool.goesDown()
    await writes(world, ['How long does delivery take?'])
    await world.settle()
    expect(aiLines(world)).toHaveLength(1)
    await inTime(world, 'it has failed', async () => (await shown(world)).forwarding.failingSince !== null)
    expect(await shown(world)).toMatchObject({
      status: 'degraded',
      forwarding: { error: `${tool.host} could not be reached: ECONNREFUSED.` },
    })
    const check = await checkOf(world)
    expect(check).toMatchObject({ ok: false, fix: expect.stringContaining('answers 2xx') })
    expect(check?.detail).toContain(`Forwarding to ${tool.host} fails since`)

    await writes(world, ['To Norway.', 'And to Iceland?'])
    await world.settle()
    world.clock.skip(20 * HOUR)
    await world.settle()
    const before = await waiting(world)
    expect(before).toBeGreaterThan(3)
    expect(tool.got).toEqual([])

    await tool.comesBack()
    await allIsForwarded(world)
    expect(customersWords(tool.took())).toEqual([
      'How long does delivery take?',
      'To Norway.',
      'And to Iceland?',
    ])
    expect(tool.got).toHaveLength(world.sandbox.state.deliveries().length)
    expect(await shown(world)).toMatchObject({
      status: 'connected',
      forwarding: { failingSince: null, error: null, givenUp: 0 },
    })
    // neither the path nor what stands behind it is told
    expect(logged.join('\n')).toContain('could not be forwarded')
    for (const secret of ['s3cret', '/freshchat?']) expect(logged.join('\n')).not.toContain(secret)
  })

  test('what it does not take for a day is given up, and counted; what came later is forwarded', async () => {
    await using tool = await openOtherTool()
    await using world = await forwards(tool, { engine })
    tool.answers(503)
    await writes(world, ['How long does delivery take?'])
    await world.settle()
    await inTime(world, 'it has failed', async () => (await shown(world)).forwarding.failingSince !== null)
    const old = world.sandbox.state.deliveries().map(({ body }) => body)
    world.clock.skip(23 * HOUR)
    await writes(world, ['To Norway.'])
    await world.settle()
    world.clock.skip(2 * HOUR)
    await inTime(world, 'it is given up', async () => (await shown(world)).forwarding.givenUp > 0)
    tool.answers(200)
    await allIsForwarded(world)
    expect((await shown(world)).forwarding.givenUp).toBe(old.length)
    for (const body of tool.took()) expect(old).not.toContain(body.toString('utf8'))
    expect(customersWords(tool.took())).toEqual(['To Norway.'])
    expect(await checkOf(world)).toMatchObject({
      ok: false,
      detail: expect.stringContaining(`Given up so far: ${old.length}`),
    })
    const metrics = await (await fetch(`${world.baton.url}/metrics`)).text()
    expect(metrics).toContain(`baton_forwards_total{result="given_up"} ${old.length}`)
  })

  test('one that it will never take is left out after a few minutes, and the others go on', async () => {
    await using tool = await openOtherTool()
    await using world = await forwards(tool, { engine, autoHandle: false })
    tool.answers(422)
    await writes(world, ['This one'])
    await inTime(world, 'it is refused often', () => tool.got.length >= 5, 10 * SECOND)
    expect(new Set(tool.got.map(({ body }) => body.toString('utf8'))).size).toBe(1)
    await inTime(
      world,
      'it is left out',
      async () => (await shown(world)).forwarding.givenUp === 1,
      10 * SECOND,
    )
    expect(tool.got.length).toBeGreaterThanOrEqual(6)
    tool.answers(200)
    await allIsForwarded(world)
    await writes(world, ['The next'])
    await allIsForwarded(world)
    expect(customersWords(tool.took())).toContain('The next')
    expect(customersWords(tool.took())).not.toContain('This one')
  })

  test('a redirect is not followed: it is no success', async () => {
    await using tool = await openOtherTool()
    await using elsewhere = await openOtherTool()
    await using world = await forwards(tool, { engine })
    tool.answers(307, { location: elsewhere.url })
    await writes(world, ['How long does delivery take?'])
    await inTime(world, 'it has failed', async () => (await shown(world)).forwarding.failingSince !== null)
    expect((await shown(world)).forwarding.error).toBe(`${tool.host} answered 307.`)
    expect(elsewhere.got).toEqual([])
  })

  test('one that answers nobody holds up neither intake nor an answer, and gets one at a time', async () => {
    await using tool = await openOtherTool()
    await using world = await forwards(tool, { engine })
    tool.hangs()
    world.customer('Ana').says('How long does delivery take?')
    await until('it hangs', () => tool.got.length === 1)
    // in real time: to skip some would outrun the turn's lease
    await until('Ana is answered all the same', () => aiLines(world).length === 1)
    await delivered(world)
    expect(tool.got).toHaveLength(1)
    expect(await waiting(world)).toBe(world.sandbox.state.deliveries().length)
    tool.goesOn()
    await allIsForwarded(world)
    expect(tool.took()).toHaveLength(world.sandbox.state.deliveries().length)
  })

  test.skipIf(engine !== 'postgres')('two instances send each once, in order', async () => {
    await using tool = await openOtherTool()
    await using world = await forwards(tool, { engine })
    await world.another({ model: answers() })
    const texts = Array.from({ length: 12 }, (_, at) => `Question ${at}`)
    await writes(world, texts)
    await world.settle()
    await allIsForwarded(world, SECOND)
    expect(customersWords(tool.took())).toEqual(texts)
    expect(tool.got).toHaveLength(world.sandbox.state.deliveries().length)
  })

  test('disconnecting ends it: what waited is gone, and nothing is sent any more', async () => {
    await using tool = await openOtherTool()
    await using world = await forwards(tool, { engine })
    tool.answers(500)
    await writes(world, ['How long does delivery take?'])
    await world.settle()
    expect(await waiting(world)).toBeGreaterThan(0)
    await world.api('DELETE', PATH)
    expect(await waiting(world)).toBe(0)
    const before = tool.got.length
    tool.answers(200)
    world.customer('Ana').says('Anybody?')
    await until('Freshchat is told so', () =>
      world.sandbox.state.deliveries().some(({ lastStatus }) => lastStatus === 410),
    )
    world.clock.skip(HOUR)
    await until('the worker has looked', () => world.baton.underWay() === 0)
    expect(tool.got).toHaveLength(before)
    // a new connection begins without it
    await world.api('PUT', PATH, {
      domain: world.sandbox.host,
      accessToken: world.sandbox.token(),
      defaultAgentEmail: 'ai@acme.test',
    })
    expect(await shown(world)).toMatchObject({ forwardUrl: null, forwarding: null })
  })

  test('it stays when the credentials are saved again; another address gets what waits, none ends it', async () => {
    await using tool = await openOtherTool()
    await using world = await forwards(tool, { engine })
    await world.api('PUT', PATH, {
      domain: world.sandbox.host,
      accessToken: world.sandbox.token(),
      defaultAgentEmail: 'ai@acme.test',
    })
    expect((await shown(world)).forwardUrl).toBe(tool.url)
    tool.answers(404)
    await writes(world, ['How long does delivery take?'])
    await world.settle()
    // the next try of this address is five minutes off
    await inTime(world, 'it has failed often', () => tool.got.length >= 6)
    tool.answers(200)
    const right = tool.url.replace('/freshchat', '/right')
    await world.api('PATCH', PATH, { forwardUrl: right })
    expect((await shown(world)).forwarding).toMatchObject({ failingSince: null, error: null })
    // at once: no try of the other address is waited for
    await until('nothing waits', async () => (await waiting(world)) === 0)
    expect(tool.got.at(-1)?.path).toBe('/right?key=s3cret')
    await world.api('PATCH', PATH, { forwardUrl: null })
    const before = tool.got.length
    await writes(world, ['And express?'])
    await world.settle()
    expect({ waiting: await waiting(world), got: tool.got.length }).toEqual({ waiting: 0, got: before })
  })

  test('an erased customer’s are forwarded no more, nor what comes of them later', async () => {
    await using tool = await openOtherTool()
    await using world = await forwards(tool, { engine })
    tool.answers(500)
    world.customer('Zora').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').resolves('Zora')
    await world.settle()
    expect(await waiting(world)).toBeGreaterThan(0)
    const { contact } = await world.session('Zora')
    await world.api('DELETE', `/api/v1/contacts/${contact?.id}`)
    expect(await waiting(world)).toBe(0)
    const before = tool.got.length
    tool.answers(200)
    expect(world.sandbox.redeliver('all')).toBeGreaterThan(0)
    await world.settle()
    await allIsForwarded(world)
    expect(tool.got.slice(before).map(({ body }) => body.toString('utf8'))).toEqual([])
  })

  test('what leads nowhere, into the house, or back to Baton is refused at its field', async () => {
    await using world = await createWorld({ engine, alertHosts: ['127.0.0.1:9'] })
    const refused = async (forwardUrl: unknown) =>
      (await world.api<{ error: { code: string; field: string } }>('PATCH', PATH, { forwardUrl }, 422)).error
    for (const wrong of ['what is this', 'ftp://tool.test/', `https://tool.test/${'x'.repeat(2_000)}`, 7, ''])
      expect(await refused(wrong)).toMatchObject({ code: 'invalid', field: 'forwardUrl' })
    for (const inner of [
      'https://127.0.0.1/hook',
      'https://localhost/hook',
      'https://10.1.2.3/hook',
      'https://[::1]/hook',
      'https://169.254.169.254/latest',
      // customers' words go over the wire: in the clear only within this machine
      'http://tool.test/hook',
      'https://user:password@tool.test/hook',
    ])
      expect(await refused(inner), inner).toMatchObject({ code: 'host_refused', field: 'forwardUrl' })
    expect(await refused('https://10.1.2.3/hook')).toMatchObject({
      message: expect.stringContaining('BATON_ALERT_HOSTS=10.1.2.3:443'),
    })
    const secret = new URL(world.webhookUrl).pathname
    for (const own of [world.webhookUrl, `https://elsewhere.test${secret}`])
      expect(await refused(own)).toMatchObject({ code: 'own_webhook', field: 'forwardUrl' })
    expect((await shown(world)).forwardUrl).toBeNull()
    await world.api('PATCH', PATH, { forwardUrl: 'http://127.0.0.1:9/hook' })
    expect((await shown(world)).forwardUrl).toBe('http://127.0.0.1:9/hook')
  })
})
