import { sql } from 'kysely'
import type { Tx } from './database.ts'

/**
 * What changed in an organization, in the order in which it may be read: by transaction and then by id, below the oldest transaction
 * that is still open. A transaction that stays open holds back what comes after it, everybody's: ours are short.
 */

export type ChangeKind = 'session' | 'message' | 'turn' | 'connection' | 'delivery'

/** `xid` is a number of 64 bits, as text. */
export interface Position {
  xid: string
  id: number
}

export interface ChangedObject {
  kind: ChangeKind
  objectId: string
  position: Position
}

const KEPT = '24 hours'

const isSettled = sql<boolean>`xid < pg_snapshot_xmin(pg_current_snapshot())`

/** What changed after that position, oldest first. */
export async function changesAfter(tx: Tx, { xid, id }: Position, limit: number): Promise<ChangedObject[]> {
  const rows = await tx
    .selectFrom('changes')
    .select(['kind', 'object_id', 'id', sql<string>`xid::text`.as('xid')])
    .where(sql<boolean>`(xid, id) > (${xid}::xid8, ${id}::bigint)`)
    .where(isSettled)
    .orderBy('changes.xid')
    .orderBy('changes.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    kind: row.kind,
    objectId: row.object_id,
    position: { xid: row.xid, id: row.id },
  }))
}

/** Where somebody begins who wants to hear of what comes from now on. */
export async function presentPosition(tx: Tx): Promise<Position> {
  const row = await tx
    .selectFrom('changes')
    .select(['id', sql<string>`xid::text`.as('xid')])
    .where(isSettled)
    .orderBy('changes.xid', 'desc')
    .orderBy('changes.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? { xid: '0', id: 0 }
}

/** Whether all that came after it is still here: the oldest go first, so that it is while its own row is. */
export async function isKept(tx: Tx, { xid, id }: Position): Promise<boolean> {
  const row = await tx
    .selectFrom('changes')
    .select('id')
    .where('id', '=', id)
    .where(sql<boolean>`xid = ${xid}::xid8`)
    .executeTakeFirst()
  return row !== undefined
}

export async function forgetOldChanges(tx: Tx): Promise<void> {
  await tx.deleteFrom('changes').where(sql<boolean>`changed_at < now() - ${KEPT}::interval`).execute()
}
