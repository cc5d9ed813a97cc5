import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../setup/engines.ts'
import { engines } from '../setup/engines.ts'
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
  model: { turns: number; unpriced: number; costUsd: number }
  freshchatCalls: number
  leaks: number
  doubles: number
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
