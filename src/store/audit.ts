import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { AuditAction, AuditEntry } from '../audit.ts'
import { json, type Tx } from './database.ts'
import type { Schema } from './schema.ts'
import type { After } from './sessions-read.ts'

/** Who changed what. Entries are added in the transaction of the change, and never changed: the role has no grant for it. */

export async function addAuditEntry(
  tx: Tx,
  organizationId: string,
  { at, actor, action, subjectId, before, after }: Omit<AuditEntry, 'id'>,
): Promise<void> {
  await tx
    .insertInto('audit_entries')
    .values({
      id: randomUUID(),
      organization_id: organizationId,
      at,
      actor: json(actor),
      action,
      subject_id: subjectId,
      before: before === null ? null : json(before),
      after: after === null ? null : json(after),
    })
    .execute()
}

/** Newest first. */
export async function auditEntries(
  tx: Tx,
  filter: {
    action?: AuditAction | undefined
    subjectId?: string | undefined
    actor?: string | undefined
    since?: Date | undefined
  },
  page: { after: After | null; limit: number },
): Promise<AuditEntry[]> {
  let query = tx.selectFrom('audit_entries').selectAll()
  if (filter.action !== undefined) query = query.where('action', '=', filter.action)
  if (filter.subjectId !== undefined) query = query.where('subject_id', '=', filter.subjectId)
  if (filter.since !== undefined) query = query.where('at', '>=', filter.since)
  if (filter.actor !== undefined)
    query = query.where(sql<boolean>`lower(actor ->> 'email') = ${filter.actor}`)
  if (page.after !== null)
    query = query.where(sql<boolean>`(at, id) < (${page.after.at}, ${page.after.id}::uuid)`)
  const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(page.limit).execute()
  return rows.map(entryFrom)
}

function entryFrom(row: Selectable<Schema['audit_entries']>): AuditEntry {
  const { id, at, actor, action, subject_id, before, after } = row
  return { id, at, actor, action, subjectId: subject_id, before, after }
}
