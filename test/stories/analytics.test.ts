import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { inOrganization, json } from '../../src/store/database.ts'
import type { Engine } from '../setup/engines.ts'
import { engines } from '../setup/engines.ts'
import { answers } from '../setup/models.ts'
import { later } from '../setup/moments.ts'
import { createWorld, type World } from '../setup/world.ts'

/** What came of a day’s sessions, counted: each figure beside the same counted from what the Inbox lists. */

const DAY_MS = 24 * 3600 * 1000

interface Share {
  count: number
  of: number
}

interface Analytics {
  sessions: number
  days: {
    day: string
    open: number
    confirmed: number
    assumed: number
    byRep: number
    byRule: number
    gone: number
  }[]
  contained: Share
  confirmed: Share
  assumed: Share
  resolvedByRep: Share
  resolvedByRule: Share
  reopened: Share
  handedOver: Share
  handoffs: { reason: string; count: number }[]
  firstReplies: { by: string; count: number; median: number; p90: number }[]
  model: { turns: number; unpriced: number; costUsd: number; sessions: number; unpricedSessions: number }
  freshchatCalls: number
  leaks: number
  leaked: number
  doubles: number
  doubled: number
}

interface Listed {
  id: string
  status: string
  closure: string | null
  handoff: { reason: string } | null
  reopenedAt: string | null
  createdAt: string
  previousSessionId: string | null
}

interface Said {
  author: { kind: string }
  private: boolean
  at: string
}

const figures = (world: World, query = '') => world.api<Analytics>('GET', `/api/v1/analytics${query}`)

/** How many sessions the Inbox lists when it is narrowed so, read page by page. */
async function listed(world: World, query: string): Promise<number> {
  const ids = new Set<string>()
  let cursor = ''
  do {
    const page = await world.api<{ items: Listed[]; next: string | null }>(
      'GET',
      `/api/v1/sessions?limit=2&${query}&cursor=${cursor}`,
    )
    for (const { id } of page.items) ids.add(id)
    cursor = page.next ?? ''
  } while (cursor !== '')
  return ids.size
}

/** Each figure with what narrows the Inbox to its rows. */
const rowsOf = (found: Analytics): [figure: string, count: number, query: string][] => {
  const firstReply = (by: string) => found.firstReplies.find((each) => each.by === by)?.count ?? 0
  return [
    ['all', found.sessions, ''],
    ['ended', found.confirmed.of, 'figure=ended'],
    ['ended that the AI answered in', found.contained.of, 'figure=ended_answered'],
    ['contained', found.contained.count, 'figure=contained'],
    ['confirmed', found.confirmed.count, 'closure=confirmed'],
    ['assumed', found.assumed.count, 'closure=assumed'],
    ['by a rep', found.resolvedByRep.count, 'closure=rep'],
    ['by a rule', found.resolvedByRule.count, 'closure=rule'],
    ['came back', found.reopened.count, 'figure=reopened'],
    ['handed over', found.handedOver.count, 'figure=handed_over'],
    ...found.handoffs.map(({ reason, count }): [string, number, string] => [
      reason,
      count,
      `handoff=${reason}`,
    ]),
    ['first answered by the AI', firstReply('ai'), 'figure=first_reply_ai'],
    ['first answered by a rep', firstReply('rep'), 'figure=first_reply_rep'],
    ['a model was asked', found.model.sessions, 'figure=asked_model'],
    ['without a price', found.model.unpricedSessions, 'figure=unpriced'],
    ['leaked', found.leaked, 'figure=leaked'],
    ['doubled', found.doubled, 'figure=doubled'],
    ...found.days.flatMap(({ day, open, confirmed, assumed, byRep, byRule, gone }) =>
      (
        [
          [open, 'status=open'],
          [confirmed, 'closure=confirmed'],
          [assumed, 'closure=assumed'],
          [byRep, 'closure=rep'],
          [byRule, 'closure=rule'],
          [gone, 'closure=gone'],
        ] as const
      ).map(([count, query]): [string, number, string] => [`${day} ${query}`, count, `day=${day}&${query}`]),
    ),
  ]
}

async function expectEachHasItsRows(world: World): Promise<void> {
  for (const [figure, count, query] of rowsOf(await figures(world)))
    expect([figure, await listed(world, query)]).toEqual([figure, count])
}

/** The same, from the lists that the Inbox shows. */
async function counted(world: World) {
  const { items } = await world.api<{ items: Listed[] }>('GET', '/api/v1/sessions?limit=100')
  const all = await Promise.all(
    items.map(async (session) => {
      const { items: said } = await world.api<{ items: Said[] }>(
        'GET',
        `/api/v1/sessions/${session.id}/messages`,
      )
      const spoke = (kind: string) => said.some((each) => each.author.kind === kind && !each.private)
      return { ...session, wasAnswered: spoke('ai'), hadRep: spoke('rep') }
    }),
  )
  const ended = all.filter(({ status, closure }) => status === 'resolved' && closure !== 'gone')
  const by = (one: string) => ended.filter(({ closure }) => closure === one).length
  return {
    sessions: all.length,
    contained: {
      count: ended.filter(
        ({ wasAnswered, hadRep, handoff, closure }) =>
          wasAnswered && !hadRep && handoff === null && ['confirmed', 'assumed'].includes(closure ?? ''),
      ).length,
      of: ended.filter(({ wasAnswered }) => wasAnswered).length,
    },
    confirmed: { count: by('confirmed'), of: ended.length },
    assumed: { count: by('assumed'), of: ended.length },
    resolvedByRep: { count: by('rep'), of: ended.length },
    resolvedByRule: { count: by('rule'), of: ended.length },
    reopened: {
      count: ended.filter(
        ({ id, reopenedAt }) => reopenedAt !== null || all.some((next) => next.previousSessionId === id),
      ).length,
      of: ended.length,
    },
    handedOver: { count: all.filter(({ handoff }) => handoff !== null).length, of: all.length },
  }
}

async function aDayAt(engine: Engine): Promise<World> {
  const world = await createWorld({ engine })
  const ask = async (...customers: string[]) => {
    for (const name of customers) world.customer(name).says('How long does delivery take?')
    await world.settle()
  }
  await ask('Ana', 'Bo', 'Cem', 'Dora', 'Emil')
  world.customer('Ana').says('Thanks, that solved it!')
  world.customer('Emil').says('Can I talk to a human please?')
  await world.settle()
  world.rep('Ben').replies('Emil', 'Hello Emil!')
  world.rep('Ben').resolves('Emil')
  world.rep('Ben').replies('Cem', 'I take this.')
  await world.settle()
  await later(world, 40 * 60_000)
  // begins anew, and stays open
  await ask('Bo')
  return world
}

describe.each(engines)('counted on %s', (engine) => {
  test('what came of each session, each ending by itself, is what the Inbox lists', async () => {
    await using world = await aDayAt(engine)
    const found = await figures(world)
    expect(found).toMatchObject(await counted(world))
    expect(found).toMatchObject({
      sessions: 6,
      contained: { count: 3, of: 4 },
      confirmed: { count: 1, of: 4 },
      assumed: { count: 2, of: 4 },
      resolvedByRep: { count: 1, of: 4 },
      resolvedByRule: { count: 0, of: 4 },
      reopened: { count: 1, of: 4 },
      handedOver: { count: 1, of: 6 },
      handoffs: [{ reason: 'asked_for_human', count: 1 }],
      model: { turns: 0, unpriced: 0, costUsd: 0 },
      leaks: 0,
      doubles: 0,
    })
    const rows = async (query: string) =>
      (await world.api<{ items: Listed[] }>('GET', `/api/v1/sessions?${query}`)).items.length
    expect(await rows('closure=assumed')).toBe(2)
    expect(await rows('closure=rep&handoff=asked_for_human')).toBe(1)
    expect(await rows('handoff=attack')).toBe(0)
    const sum = found.days.reduce(
      (total, { open, confirmed, assumed, byRep, byRule, gone }) =>
        total + open + confirmed + assumed + byRep + byRule + gone,
      0,
    )
    expect(sum).toBe(6)
    expect(found.freshchatCalls).toBeGreaterThan(6)
    const [ai] = found.firstReplies
    expect(ai).toMatchObject({ by: 'ai', count: 6 })
    expect(ai?.median).toBeGreaterThan(0)
    expect(ai?.p90).toBeGreaterThanOrEqual(ai?.median ?? 0)
  })

  test('each figure leads to exactly its rows, page by page', async () => {
    await using world = await aDayAt(engine)
    world.customer('Gesa').says('Can I talk to a human please?')
    await world.settle()
    world.rep('Ben').reopens('Ana')
    await world.settle()
    world.rep('Ben').resolves('Ana')
    world.rep('Ben').replies('Gesa', 'Hello Gesa!')
    await world.settle()
    const found = await figures(world)
    expect(found).toMatchObject({ reopened: { count: 2 }, handedOver: { count: 2 } })
    expect(found.contained.count).toBeGreaterThan(0)
    await expectEachHasItsRows(world)
    const refused = await world.api('GET', '/api/v1/sessions?figure=everything', undefined, 422)
    expect(refused).toMatchObject({ error: { field: 'figure' } })
    expect(await world.api('GET', '/api/v1/sessions?day=2026-13-01', undefined, 422)).toMatchObject({
      error: { field: 'day' },
    })
  })

  test('so do leaks, doubles, models without a price, and first replies by a rep', async () => {
    await using world = await createWorld({ engine, model: answers() })
    await world.api('PATCH', '/api/v1/integrations/freshchat', { autoHandle: true })
    for (const name of ['Ana', 'Bo', 'Cem']) world.customer(name).says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').replies('Cem', 'I take this.')
    await world.settle()
    await world.api('PATCH', '/api/v1/integrations/freshchat', { autoHandle: false })
    world.customer('Dora').says('How long does delivery take?')
    await world.settle()
    world.rep('Ben').replies('Dora', 'A week.')
    await world.settle()
    const { id } = await world.session('Ana')
    const { organization } = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
    await inOrganization(world.database.opened.database, organization.id, async (tx) => {
      await tx.updateTable('sessions').set({ leaks: 2 }).where('id', '=', id).execute()
      // as Freshchat would have stored it once more
      const said = await tx
        .selectFrom('messages')
        .selectAll()
        .where('session_id', '=', id)
        .where('author_kind', '=', 'ai')
        .executeTakeFirstOrThrow()
      const { seq: _, ...copy } = said
      const again = { id: randomUUID(), freshchat_id: 'again', step_id: null, parts: json(copy.parts) }
      await tx
        .insertInto('messages')
        .values({ ...copy, ...again })
        .execute()
    })
    expect(await figures(world)).toMatchObject({
      leaks: 2,
      leaked: 1,
      doubles: 1,
      doubled: 1,
      model: { sessions: 3, unpricedSessions: 3 },
      firstReplies: [{ by: 'ai' }, { by: 'rep', count: 1 }],
    })
    await expectEachHasItsRows(world)
  })

  test('only what began in the period, and on the channel, counts', async () => {
    await using world = await aDayAt(engine)
    const now = world.clock.now().getTime()
    const at = (ms: number) => encodeURIComponent(new Date(ms).toISOString())
    expect(await figures(world, `?to=${at(now - DAY_MS)}`)).toMatchObject({ sessions: 0, days: [] })
    expect(await figures(world, `?from=${at(now - 20 * 60_000)}`)).toMatchObject({ sessions: 1 })
    expect(await figures(world, '?channel=web')).toMatchObject({ sessions: 6 })
    expect(await figures(world, '?channel=email')).toMatchObject({ sessions: 0 })
  })

  test('the rows behind the figures leave as CSV, newest first, and no cell of it is a formula', async () => {
    await using world = await createWorld({ engine })
    world.customer('=HYPERLINK("http://evil.example")').says('How long does delivery take?')
    await world.settle()
    world.customer('Bo').says('Can I talk to a human please? It is "urgent", really')
    await world.settle()
    const file = await fetch(`${world.baton.url}/api/v1/analytics/sessions.csv`, {
      headers: { authorization: `Bearer ${world.apiKey}` },
    })
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="sessions-[\d-]+\.csv"$/)
    const [head, bo, other, ...more] = parse(await file.text(), { bom: true }) as string[][]
    expect(more).toEqual([])
    const cell = (row: string[] | undefined, name: string) => row?.[head?.indexOf(name) ?? -1]
    expect([cell(bo, 'customer'), cell(bo, 'handoff'), cell(bo, 'owner')]).toEqual([
      'Bo',
      'asked_for_human',
      'human',
    ])
    expect(cell(bo, 'summary')).toContain('It is "urgent", really')
    expect(cell(other, 'customer')).toBe(`'=HYPERLINK("http://evil.example")`)
  })

  test('a day begins where the office hours say', async () => {
    await using world = await createWorld({
      engine,
      settings: {
        officeHours: { timezone: 'Pacific/Kiritimati', weekly: [], holidays: [], rule: 'ai_always' },
      },
    })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    const { createdAt } = await world.session('Ana').then((session) => session as unknown as Listed)
    const there = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Pacific/Kiritimati' })
    expect((await figures(world)).days.map(({ day }) => day)).toEqual([there.format(new Date(createdAt))])
    await expectEachHasItsRows(world)
    const before = new Date(Date.parse(there.format(new Date(createdAt))) - DAY_MS).toISOString().slice(0, 10)
    expect(await listed(world, `day=${before}`)).toBe(0)
  })

  test('a period that is none, or too long, is refused at its field', async () => {
    await using world = await createWorld({ engine })
    const refused = async (query: string) => {
      const { error } = await world.api<{ error: { field: string } }>(
        'GET',
        `/api/v1/analytics${query}`,
        undefined,
        422,
      )
      return error.field
    }
    expect(await refused('?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z')).toBe('to')
    expect(await refused('?from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z')).toBe('from')
    expect(await refused('?from=yesterday')).toBe('from')
  })
})
