import { describe, expect, test } from 'vitest'
import { asSystem, inOrganization, type Tx } from '../../src/store/database.ts'
import { fenced, fencedReading, LEASE_MS, LeaseLost, renewLease, takeLease } from '../../src/store/lanes.ts'
import { engines } from '../setup/engines.ts'
import { createWorld, until } from '../setup/world.ts'

describe.each(engines)('one lane per conversation, on %s', (engine) => {
  test('one worker holds it at a time; when the lease runs out another takes it, and the first can write no more', async () => {
    // the world's own worker does not come before its time: the customer is still typing
    await using world = await createWorld({
      engine,
      settings: { reply: { quietMs: 15_000, longestWaitMs: 60_000 } },
    })
    world.customer('Ana').says('Where is')
    await until('the question has come', () => world.sandbox.pendingDeliveries() === 0)
    const { database } = world.database.opened
    const [due] = await asSystem(database, (tx) =>
      tx.selectFrom('conversations').select(['id', 'organization_id', 'due_at']).execute(),
    )
    if (due?.due_at == null) throw new Error('nothing is owed')
    const { id, organization_id: organizationId, due_at: dueAt } = due
    const take = (at: Date) =>
      inOrganization(database, organizationId, (tx) => takeLease(tx, organizationId, id, at))
    const later = (ms: number) => new Date(dueAt.getTime() + ms)

    expect(await take(later(-1))).toBeNull()
    const first = await take(dueAt)
    expect(await take(later(1))).toBeNull()
    if (first === null) throw new Error('it was not taken')
    expect(await renewLease(database, first.lease, later(2_000))).toBe(true)
    expect(await take(later(LEASE_MS + 1_000))).toBeNull()

    const second = await take(later(2_000 + LEASE_MS))
    if (second === null) throw new Error('it was not taken over')
    expect(second.lease.fence).toBeGreaterThan(first.lease.fence)
    expect(await renewLease(database, first.lease, later(2_000 + LEASE_MS))).toBe(false)
    const write = fenced(database, first.lease, (tx) =>
      tx.updateTable('conversations').set({ url: 'https://late.example' }).where('id', '=', id).execute(),
    )
    await expect(write).rejects.toThrow(LeaseLost)
    // nor does it learn what stands behind the lock
    let learnt: unknown = null
    const url = (tx: Tx) =>
      tx.selectFrom('conversations').select('url').where('id', '=', id).executeTakeFirst()
    const read = fencedReading(database, first.lease, url, async (_tx, _conversation, row) => {
      learnt = row
    })
    await expect(read).rejects.toThrow(LeaseLost)
    expect(learnt).toBeNull()
    const seen = await fenced(database, second.lease, async (_tx, conversation) => conversation.url)
    expect(seen).not.toBe('https://late.example')
  })
})
