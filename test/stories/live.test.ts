import { connect } from 'node:net'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { inOrganization, type Tx } from '../../src/store/database.ts'
import { engines } from '../setup/engines.ts'
import { answers } from '../setup/models.ts'
import { type Watching, watch } from '../setup/stream.ts'
import { createWorld, signIn, until, type World } from '../setup/world.ts'

const kinds = ({ events }: Watching) => new Set(events.map(({ event }) => event))
const texts = ({ events }: Watching) =>
  events.filter(({ event }) => event === 'message').map(({ data }) => data.text)

/** Until what has happened has been told. */
const told = (world: World, what: string, holds: () => boolean) =>
  until(what, () => {
    world.clock.skip(1_000)
    return holds()
  })

const keyWith = async (world: World, scopes: string[]): Promise<{ id: string; key: string }> =>
  world.api('POST', '/api/v1/api-keys', { name: 'watcher', scopes }, 201)

const asked = async (world: World, text: string): Promise<void> => {
  world.customer('Ana').says(text)
  await world.settle()
}

const organizationOf = async (world: World): Promise<string> =>
  (await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')).organization.id

const own = async <T>(world: World, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inOrganization(world.database.opened.database, await organizationOf(world), work)

/** A second organization, named `other`. */
const addOther = (world: World) =>
  sql`insert into organization (id, name, slug, "createdAt") values ('other', 'Other', 'other', now())`.execute(
    world.database.opened.database,
  )

/** So much changes at once. */
/** Until no transaction is open that began before the last change: anybody's on this server holds back what watchers are told. */
const settled = (world: World): Promise<void> =>
  until('what has happened is settled', () =>
    own(world, async (tx) => {
      const open = sql`select 1 from changes where xid >= pg_snapshot_xmin(pg_current_snapshot())`
      return (await open.execute(tx)).rows.length === 0
    }),
  )

const much = async (world: World, count: number, kind: 'session' | 'delivery' = 'session'): Promise<void> => {
  const organizationId = await organizationOf(world)
  await own(world, (tx) =>
    sql`insert into changes (organization_id, kind, object_id)
      select ${organizationId}, ${kind}, gen_random_uuid()::text from generate_series(1, ${count})`.execute(
      tx,
    ),
  )
}

/** Asks to watch, and after a while takes nothing in any more. */
function deafWatcher(world: World): { isDeaf(): boolean; listensAgain(): void; isCut(): boolean } {
  const { hostname, port } = new URL(world.baton.url)
  const socket = connect(Number(port), hostname)
  socket.write(`GET /api/v1/events HTTP/1.1\r\nhost: baton\r\nauthorization: Bearer ${world.apiKey}\r\n\r\n`)
  let isCut = false
  socket
    .on('data', () => void (socket.bytesRead > 100_000 && socket.pause()))
    .on('error', () => {})
    .on('close', () => {
      isCut = true
    })
  return {
    isDeaf: () => socket.isPaused(),
    listensAgain: () => socket.removeAllListeners('data').resume(),
    isCut: () => isCut,
  }
}

describe.each(engines)('watching live on %s', (engine) => {
  test('a session appears and changes: the question, the turn, the answer, who has it', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const watching = await watch(world.baton.url, world.apiKey)
    await asked(world, 'How long does delivery take?')
    const lastOf = (kind: string) => watching.events.findLast(({ event }) => event === kind)?.data
    const isShown = () => texts(watching).length >= 2 && kinds(watching).size === 5
    await told(world, 'all of it is shown, to its end', () => isShown() && Boolean(lastOf('turn')?.outcome))
    expect(texts(watching)[0]).toBe('How long does delivery take?')
    expect(texts(watching).at(-1)).toMatch(/^Three to five/)
    expect(kinds(watching)).toEqual(new Set(['session', 'message', 'turn', 'delivery', 'connection']))
    const session = await world.session('Ana')
    const last = watching.events.findLast(({ event }) => event === 'session')
    expect(last?.data).toMatchObject({ id: session.id, owner: 'ai', status: 'open' })
    const turn = watching.events.findLast(({ event }) => event === 'turn')
    expect(turn?.data).toMatchObject({ sessionId: session.id, outcome: { kind: 'replied' } })
    const delivery = watching.events.find(({ event }) => event === 'delivery')
    expect(delivery?.data).toMatchObject({ action: 'message_create', receivedAt: expect.any(String) })
    await watching.cut()
  })

  test('who was cut off goes on after the last event: all that was missed, and nothing twice', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const first = await watch(world.baton.url, world.apiKey)
    await asked(world, 'How long does delivery take?')
    await told(world, 'the first is shown', () =>
      texts(first).some((text) => String(text).startsWith('Three')),
    )
    await first.cut()
    await asked(world, 'And express?')
    await asked(world, 'And to Norway?')
    const again = await watch(world.baton.url, world.apiKey, { lastId: first.lastId() })
    await told(world, 'the last is shown', () =>
      texts(again).some((text) => String(text).includes('answer 3')),
    )
    expect(texts(again).filter((text) => text === 'And express?')).toHaveLength(1)
    expect(texts(again)).not.toContain('How long does delivery take?')
    const ids = [...first.events, ...again.events].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(kinds(again)).not.toContain('reset')
    await again.cut()
  })

  test('who was away before anything had happened misses nothing either', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const first = await watch(world.baton.url, world.apiKey)
    await first.cut()
    await asked(world, 'How long does delivery take?')
    const again = await watch(world.baton.url, world.apiKey, { lastId: first.lastId() })
    await told(world, 'the answer is shown', () => texts(again).length >= 2)
    await again.cut()
  })

  test('a position that is no longer kept, or never was: read again what you show', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await asked(world, 'How long does delivery take?')
    await settled(world)
    const lost = ['1-1', 'nonsense', '18446744073709551615-999999999', '99999999999999999999-1']
    const watching = await Promise.all(lost.map((lastId) => watch(world.baton.url, world.apiKey, { lastId })))
    await told(world, 'it is told', () => watching.every(({ events }) => events.length > 0))
    for (const { events } of watching) expect(events[0]).toMatchObject({ event: 'reset' })
    await asked(world, 'And express?')
    await told(world, 'it goes on', () => watching.every((one) => texts(one).includes('And express?')))
    for (const one of watching) {
      expect(texts(one)).not.toContain('How long does delivery take?')
      await one.cut()
    }
  })

  test('what is a day old is forgotten, where nothing is connected too', async () => {
    await using world = await createWorld({ engine, model: answers(), watching: true })
    const { database } = world.database.opened
    const first = await watch(world.baton.url, world.apiKey)
    await asked(world, 'How long does delivery take?')
    await told(world, 'the answer is shown', () => texts(first).length >= 2)
    await first.cut()
    await addOther(world)
    await inOrganization(database, 'other', (tx) =>
      sql`insert into changes (organization_id, kind, object_id) values ('other', 'session', 'one')`.execute(
        tx,
      ),
    )
    const inBoth = async (what: ReturnType<typeof sql>) => {
      const found = await own(world, (tx) => what.execute(tx))
      const others = await inOrganization(database, 'other', (tx) => what.execute(tx))
      return [...found.rows, ...others.rows].length
    }
    await inBoth(sql`update changes set changed_at = changed_at - interval '25 hours'`)
    const old = sql`select 1 from changes where changed_at < now() - interval '24 hours'`
    expect(await inBoth(old)).toBeGreaterThan(5)
    await until('the old is forgotten', async () => {
      world.clock.skip(60_000)
      return (await inBoth(old)) === 0
    })
    const again = await watch(world.baton.url, world.apiKey, { lastId: first.lastId() })
    await told(world, 'it is told', () => again.events.length > 0)
    expect(again.events[0]).toMatchObject({ event: 'reset' })
    await again.cut()
  })

  test('the customer’s name, learnt after the session began, is told', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const watching = await watch(world.baton.url, world.apiKey)
    await asked(world, 'How long does delivery take?')
    await told(world, 'the name is shown', () =>
      watching.events.some(
        ({ event, data }) => event === 'session' && (data.contact as { name: string | null })?.name !== null,
      ),
    )
    await watching.cut()
    const { contact } = await world.session('Ana')
    // from now on: nothing else is under way that the name could come along with
    await world.settle()
    const again = await watch(world.baton.url, world.apiKey)
    // twice: what happened just before may be told first, since a transaction anywhere on the server holds back what is told
    for (const name of ['Anna', 'Anna Lee']) {
      await own(world, (tx) => sql`update contacts set name = ${name} where id = ${contact?.id}`.execute(tx))
      // within three minutes: in half an hour the session ends by itself, and its end would tell of the name too
      let seconds = 0
      const isTold = () =>
        again.events.some(
          ({ event, data }) => event === 'session' && (data.contact as { name: string })?.name === name,
        )
      await told(world, `${name} is told`, () => isTold() || ++seconds > 180)
      expect(isTold()).toBe(true)
    }
    await again.cut()
  })

  test('who may hear of nothing that happens goes on from where everybody is', async () => {
    await using world = await createWorld({ engine, model: answers() })
    // not of the connection: its health changes by itself as time passes
    const { key } = await keyWith(world, ['sessions:read'])
    const watching = await watch(world.baton.url, key)
    const atFirst = watching.lastId()
    await much(world, 10, 'delivery')
    await until('the id moves on', () => {
      world.clock.skip(15_000)
      return watching.lastId() !== atFirst
    })
    expect(watching.events).toEqual([])
    await watching.cut()
  })

  test('another organization’s stream stays empty', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const { database } = world.database.opened
    await addOther(world)
    const id = await organizationOf(world)
    await asked(world, 'How long does delivery take?')
    const seen = (organizationId: string) =>
      inOrganization(
        database,
        organizationId,
        async (tx) => (await sql`select 1 from changes`.execute(tx)).rows.length,
      )
    expect(await seen(id)).toBeGreaterThan(5)
    expect(await seen('other')).toBe(0)
  })

  test('a key that may read sessions only hears of nothing else, and a key that is taken back hears of nothing more', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const { id, key } = await keyWith(world, ['sessions:read'])
    const watching = await watch(world.baton.url, key)
    await asked(world, 'How long does delivery take?')
    await told(world, 'the answer is shown', () => texts(watching).length >= 2 && kinds(watching).has('turn'))
    expect(kinds(watching)).toEqual(new Set(['session', 'message', 'turn']))
    await world.api('DELETE', `/api/v1/api-keys/${id}`)
    world.clock.skip(31_000)
    await told(world, 'the stream is over', () => watching.isOver())
    const { key: other } = await keyWith(world, ['knowledge:read'])
    expect((await watch(world.baton.url, other)).status).toBe(403)
  })

  test('who has missed more than is told one by one reads again what they show, and goes on from there', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const first = await watch(world.baton.url, world.apiKey)
    await asked(world, 'How long does delivery take?')
    await told(world, 'the answer is shown', () => texts(first).length >= 2)
    await first.cut()
    // somebody else has heard of it all
    const { key } = await keyWith(world, ['connection:read'])
    const other = await watch(world.baton.url, key)
    await much(world, 2_500)
    await asked(world, 'And express?')
    await told(world, 'the other hears of what came last', () => kinds(other).has('delivery'))
    const again = await watch(world.baton.url, world.apiKey, { lastId: first.lastId() })
    await told(world, 'it is told', () => again.isOver())
    expect(again.events).toMatchObject([{ event: 'reset' }])
    const third = await watch(world.baton.url, world.apiKey, { lastId: again.lastId() })
    await asked(world, 'And to Norway?')
    await told(world, 'it goes on', () => texts(third).includes('And to Norway?'))
    expect(kinds(third)).not.toContain('reset')
    await third.cut()
    await other.cut()
  })

  test('whoever takes nothing in is cut off, and what waits for them is let go', async () => {
    await using world = await createWorld({ engine, model: answers() })
    for (const text of ['How long does delivery take?', 'And express?', 'And to Norway?'])
      await asked(world, text)
    const organizationId = await organizationOf(world)
    const { live } = world.baton.app
    const deaf = deafWatcher(world)
    await until('somebody watches', () => live.watching(organizationId) === 1)
    // more than all the buffers between us and them hold
    await own(world, (tx) => sql`update messages set text = repeat('x', 3000000)`.execute(tx))
    await told(world, 'some of it has come', () => deaf.isDeaf())
    await much(world, 2_500)
    await told(world, 'nobody watches any more', () => live.watching(organizationId) === 0)
    deaf.listensAgain()
    await until('the connection is cut', () => deaf.isCut())
  })

  test('a page that is merely left open keeps nobody signed in', async () => {
    await using world = await createWorld({ engine, model: answers() })
    const watching = await watch(world.baton.url, '', { cookie: await signIn(world.baton.url) })
    await asked(world, 'How long does delivery take?')
    await told(world, 'the first answer is shown', () => texts(watching).length >= 2)
    const { database } = world.database.opened
    const inTwoDays = new Date(Date.now() + 2 * 24 * 3600_000)
    await sql`update auth_session set "expiresAt" = ${inTwoDays}`.execute(database)
    const { live } = world.baton.app
    world.clock.skip(31_000)
    for (const [index, text] of ['And express?', 'And to Norway?'].entries()) {
      await asked(world, text)
      await told(world, 'the next is shown', () => texts(watching).length >= 4 + 2 * index)
    }
    expect(live.watching(await organizationOf(world))).toBe(1)
    const { rows } = await sql<{ at: Date }>`select "expiresAt" as at from auth_session`.execute(database)
    for (const { at } of rows) expect(at).toEqual(inTwoDays)
    await sql`delete from auth_session`.execute(database)
    world.clock.skip(31_000)
    await told(world, 'it is over for whoever is signed out', () => watching.isOver())
  })

  test('it stops in order although somebody watches', async () => {
    await using world = await createWorld({ engine })
    const watching = await watch(world.baton.url, world.apiKey)
    await world.baton.stop()
    await until('the stream is over', () => watching.isOver())
  })
})

describe.runIf(engines.includes('postgres'))('watching live on several instances', () => {
  test('what happens at one is seen at the other', async () => {
    await using world = await createWorld({ engine: 'postgres', model: answers() })
    const other = await world.another()
    const watching = await watch(other.url, world.apiKey)
    await asked(world, 'How long does delivery take?')
    await told(world, 'the answer is shown', () => texts(watching).length >= 2)
    await watching.cut()
  })

  test('a transaction that commits late is not missed', async () => {
    await using world = await createWorld({ engine: 'postgres', model: answers() })
    const { database } = world.database.opened
    const organizationId = await organizationOf(world)
    await asked(world, 'How long does delivery take?')
    const { id } = await world.session('Ana')
    const watching = await watch(world.baton.url, world.apiKey)
    let commit = () => {}
    const isWritten = new Promise<void>((written) => {
      void inOrganization(database, organizationId, async (tx) => {
        await sql`update sessions set topic = 'Late' where id = ${id}`.execute(tx)
        written()
        await new Promise<void>((resolve) => {
          commit = resolve
        })
      })
    })
    await isWritten
    world.customer('Eva').says('How long does delivery take?')
    await world.settle()
    // nobody hears of Eva before what began earlier is over
    for (let asks = 0; asks < 5; asks++) {
      world.clock.skip(1_000)
      await world.session('Eva')
    }
    const topicsOf = (session: string) =>
      watching.events.filter(({ data }) => data.id === session).map(({ data }) => data.topic)
    const evas = (await world.session('Eva')).id
    expect({ late: topicsOf(id).includes('Late'), next: topicsOf(evas) }).toEqual({ late: false, next: [] })
    commit()
    await told(world, 'what comes after it is shown', () => topicsOf(evas).length > 0)
    expect(topicsOf(id)).toContain('Late')
    await watching.cut()
  })
})
