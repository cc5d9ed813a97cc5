import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createDialer, refusalIn } from './dial.ts'
import { dialRule } from './host-rule.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** Answers and hangs up, so that the next call dials anew. */
async function listening(
  leadsTo?: string,
): Promise<{ port: number; asked: string[]; isSpokenTo: () => boolean }> {
  const asked: string[] = []
  let connections = 0
  const server = createServer((request, response) => {
    asked.push(request.headers.host ?? '')
    response
      .writeHead(leadsTo === undefined ? 200 : 302, { connection: 'close', location: leadsTo ?? '/' })
      .end('here')
  })
  server.on('connection', () => connections++)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // a server on a TCP port has such an address
  return { port: (server.address() as AddressInfo).port, asked, isSpokenTo: () => connections > 0 }
}

/** A name server whose answers may change, and an operator who has listed these. */
function dialerWith(names: Record<string, () => string[]>, listed: string[]) {
  const rule = dialRule(
    { listed, variable: 'BATON_ALERT_HOSTS', plainHttp: 'loopback' },
    async (host) => names[host]?.() ?? [],
  )
  return createDialer(rule)
}

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'it was called',
    (fault) => refusalIn(fault) ?? `not refused: ${fault}`,
  )

describe.each(['fetch', 'request'] as const)('by %s', (way) => {
  const call = (dialer: ReturnType<typeof createDialer>, url: string) =>
    way === 'fetch'
      ? dialer.fetch(url)
      : dialer.request(new URL(url), { headers: {}, signal: AbortSignal.timeout(5_000) })

  test('a name that leads into the private network is not dialled', async () => {
    const { port, isSpokenTo } = await listening()
    const dialer = dialerWith({ 'hooks.acme.test': () => ['127.0.0.1'] }, [])
    expect(await refusal(call(dialer, `http://hooks.acme.test:${port}/`))).toMatch(
      /hooks\.acme\.test is on a private network.*BATON_ALERT_HOSTS=hooks\.acme\.test:/,
    )
    expect(isSpokenTo()).toBe(false)
  })

  test('an address typed as one is looked at like a name', async () => {
    const { port, isSpokenTo } = await listening()
    const dialer = dialerWith({}, [])
    for (const host of ['127.0.0.1', '[::1]', '2130706433', '[::ffff:127.0.0.1]'])
      expect(await refusal(call(dialer, `http://${host}:${port}/`))).toContain('is on a private network')
    expect(isSpokenTo()).toBe(false)
  })

  test('metadata services are not dialled, listed or not', async () => {
    const dialer = dialerWith({ 'meta.acme.test': () => ['169.254.169.254'] }, [
      'meta.acme.test',
      '169.254.169.254',
    ])
    for (const host of ['meta.acme.test', '169.254.169.254'])
      expect(await refusal(call(dialer, `http://${host}/`))).toContain('is a link-local address')
  })

  test('a name that changes its answer after the first call is looked at anew', async () => {
    const { port, asked } = await listening()
    const answers = [['127.0.0.1'], ['169.254.169.254']]
    const dialer = dialerWith({ 'hooks.acme.test': () => answers.shift() ?? [] }, ['hooks.acme.test'])
    await call(dialer, `http://hooks.acme.test:${port}/`)
    expect(asked).toEqual([`hooks.acme.test:${port}`])
    expect(await refusal(call(dialer, `http://hooks.acme.test:${port}/`))).toContain('link-local')
    expect(asked).toHaveLength(1)
  })

  test('a name that changes its answer between the look and the dial leads to what was looked at', async () => {
    const { port, asked } = await listening()
    let looks = 0
    // who asked a second time would be led away
    const name = () => (looks++ === 0 ? ['127.0.0.1'] : ['169.254.169.254'])
    const dialer = dialerWith({ 'hooks.acme.test': name }, ['hooks.acme.test'])
    await call(dialer, `http://hooks.acme.test:${port}/`)
    expect({ looks, asked }).toEqual({ looks: 1, asked: [`hooks.acme.test:${port}`] })
  })
})

test('a redirect that is followed passes the rule', async () => {
  const inside = await listening()
  const outside = await listening(`http://inside.acme.test:${inside.port}/`)
  const dialer = dialerWith(
    { 'hooks.acme.test': () => ['127.0.0.1'], 'inside.acme.test': () => ['127.0.0.1'] },
    ['hooks.acme.test'],
  )
  expect(await refusal(dialer.fetch(`http://hooks.acme.test:${outside.port}/`))).toContain(
    'inside.acme.test is on a private network',
  )
  expect(outside.asked).toHaveLength(1)
  expect(inside.isSpokenTo()).toBe(false)
})

test('what is listed is called', async () => {
  const { port, asked } = await listening()
  const dialer = dialerWith({ 'hooks.acme.test': () => ['127.0.0.1'] }, [`hooks.acme.test:${port}`])
  const answer = await dialer.fetch(`http://hooks.acme.test:${port}/`)
  expect(await answer.text()).toBe('here')
  expect(asked).toEqual([`hooks.acme.test:${port}`])
})
