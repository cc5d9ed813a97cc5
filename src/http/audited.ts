import type { AuditAction } from '../audit.ts'
import { differenceOf } from '../rules/difference.ts'
import { addAuditEntry } from '../store/audit.ts'
import { inOrganization, type Tx } from '../store/database.ts'
import type { Caller } from './caller.ts'
import type { HttpDeps } from './operation.ts'

export interface Change {
  action: AuditAction
  subjectId?: string | null
  /** As it may be shown: no secret, no word of a customer's. null: there was nothing. */
  before: unknown
  after: unknown
  /** Written down although nothing differs: what follows from it may come later. */
  isDeed?: true
}

const NOTHING = { before: null, after: {} }

/** What is no change of one transaction: written down by itself. */
export function auditAlone(deps: HttpDeps, caller: Caller, change: Change): Promise<void> {
  return inOrganization(deps.database, caller.organizationId, (tx) =>
    audit(tx, caller, change, deps.clock.now()),
  )
}

/** Writes down who changed what, in the transaction of the change. Where nothing differs, nothing is written, unless it is a deed. */
export async function audit(
  tx: Tx,
  caller: Caller,
  { action, subjectId = null, before, after, isDeed }: Change,
  at: Date,
): Promise<void> {
  const difference = differenceOf(before, after) ?? (isDeed ? NOTHING : null)
  if (difference === null) return
  const { kind, memberId, email, keyName } = caller
  const actor = { kind, memberId, email, keyName }
  await addAuditEntry(tx, caller.organizationId, { at, actor, action, subjectId, ...difference })
}
