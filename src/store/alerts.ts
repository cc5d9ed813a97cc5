import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Alert, AlertItem, AlertKind, AlertWay } from '../alert.ts'
import { json, type Tx } from './database.ts'

/** What somebody is to be told, and who has been told (C10). */

/** What happens by the dozen is collected for so long, and told as one. */
const COLLECT_MS = 60_000
const KEPT_MS = 30 * 24 * 60 * 60_000

const COLLECTED: AlertKind[] = ['leak', 'no_pickup']

/** Somebody is to be told; within a minute, with all that happens of the kind until then. */
export async function raiseAlert(
  tx: Tx,
  organizationId: string,
  kind: AlertKind,
  item: AlertItem,
  now: Date,
): Promise<void> {
  const isCollected = COLLECTED.includes(kind)
  if (isCollected) {
    // two that happen at once are one alert too; nobody waits for this who holds a connection's row
    await sql`select pg_advisory_xact_lock(hashtext(${`alerts ${organizationId} ${kind}`}))`.execute(tx)
    const joined = await tx
      .updateTable('alerts')
      .set({ items: sql<string>`items || ${JSON.stringify([item])}::jsonb` })
      .where('id', '=', ({ selectFrom }) =>
        selectFrom('alerts')
          .select('id')
          .where('organization_id', '=', organizationId)
          .where('kind', '=', kind)
          .where('attempts', '=', 0)
          .where('due_at', '>', now)
          .limit(1),
      )
      .executeTakeFirst()
    if (joined.numUpdatedRows > 0n) return
  }
  await tx
    .insertInto('alerts')
    .values({
      id: randomUUID(),
      organization_id: organizationId,
      kind,
      items: json([item]),
      created_at: now,
      due_at: isCollected ? new Date(now.getTime() + COLLECT_MS) : now,
    })
    .execute()
}

/**
 * Takes what is due, oldest first, until `until`: whoever takes it and dies leaves it due again then. At least once, then: each alert
 * has an id by which a receiver knows it.
 */
export async function takeDueAlerts(tx: Tx, now: Date, until: Date): Promise<Alert[]> {
  const rows = await tx
    .updateTable('alerts')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), due_at: until }))
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('alerts')
        .select('id')
        .where('due_at', '<=', now)
        .orderBy('created_at')
        .limit(10)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute()
  return rows.map(alertOf).sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
}

/** How a try went. `dueAt`: when it is tried again; null: not again. */
export async function noteAlertTried(
  tx: Tx,
  id: string,
  { sent, error, dueAt }: { sent: Alert['sent']; error: string | null; dueAt: Date | null },
): Promise<void> {
  await tx
    .updateTable('alerts')
    .set({ sent: json(sent), error, due_at: dueAt })
    .where('id', '=', id)
    .execute()
}

/** The last that were raised, newest first. */
export async function lastAlerts(tx: Tx, limit: number): Promise<Alert[]> {
  const rows = await tx
    .selectFrom('alerts')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(alertOf)
}

export async function forgetOldAlerts(tx: Tx, now: Date): Promise<void> {
  await tx
    .deleteFrom('alerts')
    .where('created_at', '<', new Date(now.getTime() - KEPT_MS))
    .execute()
}

/** Binds it to its organization. */
export function alertSecretContext(organizationId: string): string {
  return `settings:${organizationId}:alert-secret`
}

/** In place of one that can no longer be opened. */
export async function replaceAlertSecret(tx: Tx, organizationId: string, fresh: string): Promise<void> {
  await tx
    .updateTable('settings')
    .set({ alert_secret: fresh })
    .where('organization_id', '=', organizationId)
    .execute()
}

/** The sealed secret with which alerts to a webhook are signed; `fresh` becomes it where there is none yet. */
export async function alertSecret(tx: Tx, organizationId: string, fresh: string): Promise<string> {
  const row = await tx
    .updateTable('settings')
    .set({ alert_secret: sql<string>`coalesce(alert_secret, ${fresh})` })
    .where('organization_id', '=', organizationId)
    .returning('alert_secret')
    .executeTakeFirstOrThrow()
  return row.alert_secret ?? fresh
}

function alertOf(row: {
  id: string
  kind: AlertKind
  items: AlertItem[]
  created_at: Date
  due_at: Date | null
  attempts: number
  sent: Partial<Record<AlertWay, string>>
  error: string | null
}): Alert {
  const { id, kind, items, attempts, sent, error } = row
  return { id, kind, items, attempts, sent, error, createdAt: row.created_at, dueAt: row.due_at }
}
