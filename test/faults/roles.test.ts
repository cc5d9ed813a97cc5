import { beforeAll, expect, inject, test } from 'vitest'
import { buildExecutable, eventually, freePort, isReady } from './executable.ts'
import { createInstall } from './install.ts'
import { settled, whatBatonKept } from './promises.ts'
import { ask } from './questions.ts'

beforeAll(buildExecutable)

test.skipIf(inject('postgresUrl') === null)(
  'a web instance takes in and answers nobody; a worker beside it answers, and has no door for webhooks and members',
  async () => {
    await using install = await createInstall('postgres')
    const web = install.start(0, { BATON_ROLE: 'web' })
    await install.ready(web)
    await install.setUp({ reply: { settleMs: 0, quietMs: 0 } })
    install.sandbox.actors.customerSays({ customer: 'Ana', text: ask('delivery', 'Ana') })
    await eventually('the delivery is taken in', () => install.sandbox.pendingDeliveries() === 0, 30_000)
    // nobody has even asked Freshchat about it
    expect(install.sandbox.calls().list()).toEqual([])
    const [{ turns } = { turns: [] }] = await whatBatonKept(install)
    expect(turns).toEqual([])

    const port = String(await freePort())
    const worker = install.start(0, { BATON_ROLE: 'worker', PORT: port })
    const door = `http://127.0.0.1:${port}`
    await eventually('the worker is ready', () => isReady(door), 60_000, worker.output)
    await settled(install, worker.output)
    const status = async (path: string) => (await fetch(`${door}${path}`, { method: 'GET' })).status
    expect(await Promise.all(['/healthz', '/metrics', '/', '/api/v1/me'].map(status))).toEqual([
      200, 200, 404, 404,
    ])
    expect((await fetch(`${door}/webhooks/freshchat/x`, { method: 'POST', body: '{}' })).status).toBe(404)
  },
  180_000,
)
