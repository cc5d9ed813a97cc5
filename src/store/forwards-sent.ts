import { type SqlBool, sql } from 'kysely'
import { asSystem, type Database, type Tx } from './database.ts'

/**
 * FORWARDING, AS WHOEVER SENDS SEES IT. One instance at a time holds a connection's, by a lease, since its deliveries go out in order. Each
 * transaction locks the row of how it goes before what waits, as `endForwarding` does.
 */

/** One instance's, until then. */
export interface Held {
  connectionId: string
  leaseUntil: Date
}

export interface Forward extends Held {
  id: number
  url: string
  body: Uint8Array
  signature: string | null
  contentType: string | null
  attempts: number
  failures: number
}

const isFree = (now: Date) => sql<SqlBool>`coalesce(lease_until <= ${now}, true)`
const isDue = (now: Date) => sql<SqlBool>`coalesce(due_at <= ${now}, true)`

/** Connections of which something is to be forwarded now and nobody is at it, longest due first. */
export async function connectionsToForward(
  database: Database,
  now: Date,
  limit: number,
): Promise<{ id: string; organizationId: string }[]> {
  return asSystem(database, (tx) =>
    tx
      .selectFrom('forwarding')
      .select(['connection_id as id', 'organization_id as organizationId'])
      .where(isDue(now))
      .where(isFree(now))
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('forwards')
            .select('forwards.connection_id')
            .whereRef('forwards.connection_id', '=', 'forwarding.connection_id'),
        ),
      )
      // the release before, which knows nothing of forwarding, may have disconnected it
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('connections')
            .select('connections.id')
            .whereRef('connections.id', '=', 'forwarding.connection_id')
            .where('connections.disconnected_at', 'is', null),
        ),
      )
      .orderBy(sql`due_at nulls first`)
      .limit(limit)
      .execute(),
  )
}

/** Takes a connection's forwarding until then; null: another instance has it, or it is not due. */
export async function takeForwarding(tx: Tx, id: string, now: Date, leaseUntil: Date): Promise<Held | null> {
  const taken = await tx
    .updateTable('forwarding')
    .set({ lease_until: leaseUntil })
    .where('connection_id', '=', id)
    .where(isDue(now))
    .where(isFree(now))
    .executeTakeFirstOrThrow()
  return taken.numUpdatedRows === 0n ? null : { connectionId: id, leaseUntil }
}

/** The connection's oldest, which goes first; null: none is left. */
export async function nextForward(tx: Tx, held: Held): Promise<Forward | null> {
  const row = await tx
    .selectFrom('forwards')
    .innerJoin('deliveries', 'deliveries.id', 'forwards.delivery_id')
    .innerJoin('connections', 'connections.id', 'forwards.connection_id')
    .innerJoin('forwarding', 'forwarding.connection_id', 'forwards.connection_id')
    .select([
      'forwards.id',
      'connections.forward_url as url',
      'deliveries.body',
      'forwards.signature',
      'forwards.content_type as contentType',
      'forwards.attempts',
      'forwarding.failures',
    ])
    .where('forwards.connection_id', '=', held.connectionId)
    .orderBy('forwards.id')
    .limit(1)
    .executeTakeFirst()
  // an address that was taken away takes what waits with it
  return row === undefined || row.url === null ? null : { ...held, ...row, url: row.url }
}

/** What came before `since` is not forwarded any more; how many these were. */
export async function giveUpOld(tx: Tx, { connectionId }: Held, since: Date, now: Date): Promise<number> {
  // the oldest alone tells whether there are any: it is read for each that is sent
  const oldest = await tx
    .selectFrom('forwards')
    .innerJoin('deliveries', 'deliveries.id', 'forwards.delivery_id')
    .select('deliveries.received_at as receivedAt')
    .where('forwards.connection_id', '=', connectionId)
    .orderBy('forwards.id')
    .limit(1)
    .executeTakeFirst()
  if (oldest === undefined || oldest.receivedAt >= since) return 0
  const dropped = await tx
    .deleteFrom('forwards')
    .using('deliveries')
    .whereRef('deliveries.id', '=', 'forwards.delivery_id')
    .where('forwards.connection_id', '=', connectionId)
    .where('deliveries.received_at', '<', since)
    .executeTakeFirstOrThrow()
  const count = Number(dropped.numDeletedRows)
  await noteGivenUp(tx, connectionId, count, now)
  return count
}

async function noteGivenUp(tx: Tx, connectionId: string, count: number, now: Date): Promise<void> {
  await tx
    .updateTable('forwarding')
    .set((eb) => ({ given_up: eb('given_up', '+', count), given_up_at: now }))
    .where('connection_id', '=', connectionId)
    .execute()
}

/** The lease goes on until `leaseUntil`; null: it is not ours any more, or forwarding ended. */
async function goOn(
  tx: Tx,
  held: Held,
  leaseUntil: Date | null,
  noted: { forwarded_at?: Date; failing_since?: null; error?: null; failures?: 0 },
): Promise<Held | null> {
  const kept = await tx
    .updateTable('forwarding')
    .set({ ...noted, lease_until: leaseUntil })
    .where('connection_id', '=', held.connectionId)
    .where('lease_until', '=', held.leaseUntil)
    .executeTakeFirstOrThrow()
  if (kept.numUpdatedRows === 0n || leaseUntil === null) return null
  return { connectionId: held.connectionId, leaseUntil }
}

/** The other tool has it. The lease goes on until `leaseUntil`, or ends with null. */
export async function noteForwarded(
  tx: Tx,
  sent: Forward,
  leaseUntil: Date | null,
  now: Date,
): Promise<Held | null> {
  const works = { forwarded_at: now, failures: 0, failing_since: null, error: null } as const
  const held = await goOn(tx, sent, leaseUntil, works)
  await tx.deleteFrom('forwards').where('id', '=', sent.id).execute()
  return held
}

/** The other tool will not have this one: what is behind it goes on. */
export async function noteForwardRefused(
  tx: Tx,
  sent: Forward,
  leaseUntil: Date | null,
  now: Date,
): Promise<Held | null> {
  const held = await goOn(tx, sent, leaseUntil, {})
  const dropped = await tx.deleteFrom('forwards').where('id', '=', sent.id).executeTakeFirstOrThrow()
  await noteGivenUp(tx, sent.connectionId, Number(dropped.numDeletedRows), now)
  return held
}

/** It could not be forwarded; nothing is, until `dueAt`. What somebody set anew meanwhile, or another instance does, stays. */
export async function noteForwardFailed(
  tx: Tx,
  sent: Forward,
  { error, dueAt }: { error: string; dueAt: Date },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('forwarding')
    .set((eb) => ({
      failures: eb('failures', '+', 1),
      failing_since: sql<Date>`coalesce(failing_since, ${now})`,
      error,
      due_at: dueAt,
      lease_until: null,
    }))
    .where('connection_id', '=', sent.connectionId)
    .where('lease_until', '=', sent.leaseUntil)
    .execute()
  await tx
    .updateTable('forwards')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', sent.id)
    .execute()
}

/** Somebody else may go on. */
export async function letGoOfForwarding(tx: Tx, held: Held): Promise<void> {
  await goOn(tx, held, null, {})
}
