import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrganization, type OpenDatabase, openPglite } from './database.ts'
import { migrate } from './migrate.ts'
import { databaseRateStore } from './rate.ts'

const NOW = new Date('2026-11-26T10:00:00Z')
const CONNECTION = randomUUID()
const ALICE = randomUUID()
const BOB = randomUUID()
let open: OpenDatabase

beforeAll(async () => {
  open = await openPglite(null)
  await migrate(open.database)
  for (const id of [ALICE, BOB]) {
    await sql`insert into organization (id, name, slug, "createdAt") values (${id}, 'A', ${id}, ${NOW})`.execute(
      open.database,
    )
  }
  await sql`insert into connections (id, organization_id, domain, base_url, agent_id, agent_email, agent_name, token_sealed,
    token_ends_with, secret_hash, secret_sealed, auto_handle, filters, created_at, updated_at)
    values (${CONNECTION}, ${ALICE}, 'd', 'b', 'a', 'e', 'n', 't', 'w', 'h', 's', true, '{}', ${NOW}, ${NOW})`.execute(
    open.database,
  )
})
afterAll(() => open.close())

test('two instances share one window, and what they learn', async () => {
  const [one, two] = [0, 1].map(() => databaseRateStore(open.database, ALICE, CONNECTION)) as [
    ReturnType<typeof databaseRateStore>,
    ReturnType<typeof databaseRateStore>,
  ]
  const takes = await Promise.all(
    Array.from({ length: 52 }, (_, at) => (at % 2 ? one : two).take(1, 'send', NOW)),
  )
  expect(takes.filter((answer) => answer.granted)).toHaveLength(50)
  const refused = takes.find((answer) => !answer.granted)
  expect(refused).toEqual({ granted: false, retryAt: new Date(NOW.getTime() + 60_000) })

  await one.giveBack(2, new Date(NOW.getTime() + 60_000), NOW)
  expect((await two.take(2, 'send', NOW)).granted).toBe(true)

  const blockedUntil = new Date(NOW.getTime() + 90_000)
  await one.learn({ limit: 200, remaining: null, resetsAt: null, blockedUntil }, NOW)
  expect(await two.take(1, 'send', NOW)).toEqual({ granted: false, retryAt: blockedUntil })
  const later = await two.take(1, 'send', blockedUntil)
  expect(later).toMatchObject({ granted: true, row: { perWindow: 200, remaining: 199 } })
})

test('no other organization sees the row', async () => {
  const rows = (id: string) =>
    inOrganization(open.database, id, (tx) => tx.selectFrom('freshchat_rates').selectAll().execute())
  expect(await rows(ALICE)).toHaveLength(1)
  expect(await rows(BOB)).toEqual([])
})
