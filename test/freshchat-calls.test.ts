import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { countCalls } from '../src/freshchat-calls.ts'
import { inOrganization } from '../src/store/database.ts'
import { engines } from './setup/engines.ts'
import { createWorld, until, type World } from './setup/world.ts'

/** Every call to Freshchat is counted, and none of them waits for that. */

const DAY_MS = 24 * 60 * 60_000
const READ = { priority: 'read', method: 'GET', sends: false } as const
const SEND = { priority: 'send', method: 'POST', sends: true } as const

interface Calls {
  byKind: Record<'read' | 'send' | 'change' | 'reconcile' | 'health', number>
  total: number
  perAnswered: number | null
}

const reported = async (world: World, query = '') =>
  (await world.api<{ calls: Calls | null; answered: number }>('GET', `/api/v1/analytics${query}`)).calls

async function within(world: World) {
  const { organization } = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
  const { database } = world.database.opened
  const written = () =>
    inOrganization(database, organization.id, (tx) =>
      tx
        .selectFrom('freshchat_calls')
        .select((on) => on.fn.coalesce(on.fn.sum<number>('calls'), sql<number>`0`).as('calls'))
        .executeTakeFirstOrThrow()
        .then(({ calls }) => Number(calls)),
    )
  return { database, organizationId: organization.id, written }
}

describe.each(engines)('calls to Freshchat, on %s', (engine) => {
  test('are counted as many as Freshchat has seen, by kind, for each answered session and as CSV', async () => {
    await using world = await createWorld({ engine })
    const before = await reported(world)
    world.sandbox.calls().reset()
    world.customer('Ana').says('How long does delivery take?')
    world.customer('Bo').says('Can I talk to a human please?')
    await world.settle()
    const seen = world.sandbox.calls().list()
    const of = (method: string) => seen.filter((call) => call.method === method).length
    const after = await reported(world)
    const more = (kind: keyof Calls['byKind']) => (after?.byKind[kind] ?? 0) - (before?.byKind[kind] ?? 0)
    expect((after?.total ?? 0) - (before?.total ?? 0)).toBe(seen.length)
    expect([more('read'), more('send'), more('change')]).toEqual([of('GET'), of('POST'), of('PUT')])
    expect([more('reconcile'), more('health')]).toEqual([0, 0])
    // Ana's was answered, Bo's was handed over with words
    expect(after?.perAnswered).toBe((after?.total ?? 0) / 2)

    await world.api('POST', '/api/v1/integrations/freshchat/test')
    const tested = await reported(world)
    expect(tested?.byKind.health).toBeGreaterThan(after?.byKind.health ?? 0)

    const headers = { authorization: `Bearer ${world.apiKey}` }
    const file = await fetch(`${world.baton.url}/api/v1/analytics/calls.csv`, { headers })
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="calls-[\d-]+\.csv"$/)
    const [head, ...days] = parse(await file.text(), { bom: true }) as string[][]
    expect(head).toEqual(['day', 'read', 'send', 'change', 'reconcile', 'health'])
    const sum = days.flatMap(([, ...calls]) => calls.map(Number)).reduce((all, each) => all + each, 0)
    expect(sum).toBe(tested?.total)

    expect(await reported(world, '?channel=web')).toBeNull()
    const at = (ms: number) => encodeURIComponent(new Date(world.clock.now().getTime() + ms).toISOString())
    expect(await reported(world, `?to=${at(-2 * DAY_MS)}`)).toMatchObject({ total: 0, perAnswered: null })
  })

  test('are written after some seconds without anybody asking, and the rest when Baton stops', async () => {
    await using world = await createWorld({ engine })
    const { written } = await within(world)
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    await until('they are written', async () => {
      world.clock.skip(5_000)
      return (await written()) > 0
    })
    await world.baton.app.calls.write()
    const before = await written()
    world.sandbox.calls().reset()
    world.customer('Bo').says('How long does delivery take?')
    await world.settle()
    const { length } = world.sandbox.calls().list()
    const { written: last } = await within(world)
    await world.baton.stop()
    expect((await last()) - before).toBe(length)
  })

  test('of several instances add up, and what cannot be written now is not forgotten', async () => {
    await using world = await createWorld({ engine })
    const { database, organizationId, written } = await within(world)
    await world.baton.app.calls.write()
    const before = await written()
    const warned: string[] = []
    const log = { info() {}, warn: (_: object, what: string) => void warned.push(what), error() {} }
    const counters = [1, 2].map(() => countCalls(database, world.clock, log))
    for (const counter of counters) for (const call of [SEND, READ, READ]) counter.note(organizationId, call)
    await sql`alter table freshchat_calls rename to away`.execute(database)
    await counters[0]?.write()
    expect(warned).toEqual(['calls could not be counted yet'])
    await sql`alter table away rename to freshchat_calls`.execute(database)
    await Promise.all(counters.map((counter) => counter.stop()))
    expect((await written()) - before).toBe(6)
  })
})
