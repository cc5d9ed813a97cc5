import { sql } from 'kysely'
import type { Check, Drift } from '../connection.ts'
import type { Observed } from '../rules/health.ts'
import { asSystem, type Database, json, type Tx } from './database.ts'
import { forwardingOf } from './forwards.ts'
import { isUnheld, LEASE_MS } from './lanes.ts'

/** What is known of a connection beside its settings: whether webhooks flow, whether the token works, who last looked after it. */

/** Something came by reading that no webhook had brought; a look after the connection is due at once. */
export async function noteUnheard(tx: Tx, connectionId: string, since: Date, now: Date): Promise<void> {
  await tx
    .updateTable('connections')
    .set({ unheard_since: sql<Date>`least(unheard_since, ${since})`, watch_at: now })
    .where('id', '=', connectionId)
    .execute()
}

/** A delivery has come: webhooks flow. */
export async function noteHeard(tx: Tx, connectionId: string): Promise<void> {
  await tx.updateTable('connections').set({ unheard_since: null }).where('id', '=', connectionId).execute()
}

export async function noteDrift(tx: Tx, connectionId: string, drift: Drift): Promise<void> {
  await tx
    .updateTable('connections')
    .set({ drift: json(drift) })
    .where('id', '=', connectionId)
    .execute()
}

/** Freshchat refused this token (C6). `tokenSealed`: the one that was refused; one saved since is not meant. */
export async function noteTokenRefused(
  tx: Tx,
  connection: { id: string; tokenSealed: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('connections')
    .set({ token_refused_at: sql<Date>`coalesce(token_refused_at, ${now})`, watch_at: now, probe_at: now })
    .where('id', '=', connection.id)
    .where('token_sealed', '=', connection.tokenSealed)
    .where('token_refused_at', 'is', null)
    .execute()
}

/** The token works: what waited goes on. */
export async function noteTokenAccepted(tx: Tx, connectionId: string, now: Date): Promise<void> {
  await unpark(tx, connectionId, now)
  await tx.updateTable('connections').set({ token_refused_at: null }).where('id', '=', connectionId).execute()
}

/** While the token is refused, conversations wait in their order until `until`; nothing of them is lost or changed. */
export async function park(tx: Tx, conversationId: string, until: Date): Promise<void> {
  await tx.updateTable('conversations').set({ lease_until: until }).where('id', '=', conversationId).execute()
}

/** What was parked goes on. A worker's own lease is shorter, and stays. */
export async function unpark(tx: Tx, connectionId: string, now: Date): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({ lease_until: null })
    .where('connection_id', '=', connectionId)
    .where('lease_until', '>', new Date(now.getTime() + LEASE_MS))
    .execute()
}

/** Connections that somebody should look after, longest due first; and when the next falls due. */
export async function connectionsToWatch(
  database: Database,
  now: Date,
): Promise<{ due: { id: string; organizationId: string }[]; nextAt: Date | null }> {
  return asSystem(database, async (tx) => {
    const rows = await tx
      .selectFrom('connections')
      .select(['id', 'organization_id as organizationId', 'watch_at as watchAt'])
      .where('disconnected_at', 'is', null)
      .orderBy(sql`watch_at nulls first`)
      .limit(20)
      .execute()
    const isDue = ({ watchAt }: { watchAt: Date | null }) => watchAt === null || watchAt <= now
    return {
      due: rows.filter(isDue).map(({ id, organizationId }) => ({ id, organizationId })),
      nextAt: rows.find((row) => !isDue(row))?.watchAt ?? null,
    }
  })
}

export interface Visit {
  /** When somebody last looked after it to the end; null: never. */
  watchedAt: Date | null
  probeAt: Date | null
  listedUntil: Date | null
  brokenSince: Date | null
  /** When somebody was told of it; null: nobody, or that it works again too. */
  brokenToldAt: Date | null
}

/** Takes the connection for one look; null when another instance was faster. */
export async function takeVisit(tx: Tx, id: string, now: Date, nextAt: Date): Promise<Visit | null> {
  const row = await tx
    .selectFrom('connections')
    .select([
      'watched_at as watchedAt',
      'probe_at as probeAt',
      'listed_until as listedUntil',
      'broken_since as brokenSince',
      'broken_told_at as brokenToldAt',
    ])
    .where('id', '=', id)
    .where('disconnected_at', 'is', null)
    .where(({ or, eb }) => or([eb('watch_at', 'is', null), eb('watch_at', '<=', now)]))
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (row === undefined) return null
  await tx.updateTable('connections').set({ watch_at: nextAt }).where('id', '=', id).execute()
  return row
}

export interface Visited {
  watchedAt?: Date
  probeAt?: Date
  listedUntil?: Date
  brokenSince?: Date | null
  brokenToldAt?: Date | null
  tokenRefusedAt?: Date | null
  checks?: Check[]
}

export async function noteVisit(tx: Tx, id: string, visited: Visited): Promise<void> {
  await tx
    .updateTable('connections')
    .set({
      ...(visited.watchedAt === undefined ? {} : { watched_at: visited.watchedAt }),
      ...(visited.probeAt === undefined ? {} : { probe_at: visited.probeAt }),
      ...(visited.listedUntil === undefined ? {} : { listed_until: visited.listedUntil }),
      ...(visited.brokenSince === undefined ? {} : { broken_since: visited.brokenSince }),
      ...(visited.brokenToldAt === undefined ? {} : { broken_told_at: visited.brokenToldAt }),
      ...(visited.tokenRefusedAt === undefined ? {} : { token_refused_at: visited.tokenRefusedAt }),
      ...(visited.checks === undefined ? {} : { checks: json(visited.checks) }),
    })
    .where('id', '=', id)
    .execute()
}

/** What health sees without asking Freshchat. `actions`: the events that should come; `counts`: those that did. */
export async function observe(
  tx: Tx,
  connection: { id: string; unheardSince: Date | null; drift: Drift | null; forwardUrl: string | null },
  { actions, counts }: { actions: readonly string[]; counts: { action: string; lastAt: Date }[] },
  now: Date,
): Promise<Observed> {
  const { id } = connection
  const dayAgo = new Date(now.getTime() - 24 * 60 * 60_000)
  const refused = await tx
    .selectFrom('refused_deliveries')
    .select(({ fn }) => [fn.countAll<string>().as('count'), fn.max('received_at').as('lastAt')])
    .where('connection_id', '=', id)
    .where('received_at', '>', dayAgo)
    .executeTakeFirstOrThrow()
  const rate = await tx
    .selectFrom('freshchat_rates')
    .select(['per_window as perWindow', 'remaining', 'blocked_until as blockedUntil'])
    .where('connection_id', '=', id)
    .executeTakeFirst()
  const waiting = await tx
    .selectFrom('conversations')
    .select(({ fn }) => [
      fn.countAll<string>().filterWhere('due_at', '<=', now).as('waiting'),
      fn.min('due_at').as('dueAt'),
      fn.min('compare_at').as('compareAt'),
    ])
    .where('connection_id', '=', id)
    // nothing else is late
    .where('wake_at', '<=', now)
    .where(isUnheld(now))
    .executeTakeFirstOrThrow()
  const late = (at: Date | null) => (at === null ? 0 : Math.max(0, now.getTime() - at.getTime()))
  const times = counts.map(({ lastAt }) => lastAt.getTime())
  return {
    unheardSince: connection.unheardSince,
    lastDeliveryAt: times.length === 0 ? null : new Date(Math.max(...times)),
    neverSeen: actions.filter((action) => !counts.some((each) => each.action === action)),
    refused: refused.lastAt === null ? null : { count: Number(refused.count), lastAt: refused.lastAt },
    drift: connection.drift,
    rate: rate ?? null,
    comparesLateMs: late(waiting.compareAt),
    queue: { waiting: Number(waiting.waiting), oldestMs: late(waiting.dueAt) },
    forwarding: await forwardingOf(tx, connection),
  }
}
