import type { AuditAction } from '../audit.ts'
import { differenceOf } from '../rules/difference.ts'
import { addAuditEntry } from '../store/audit.ts'
import { enterOrganization, inOrganization, type Tx } from '../store/database.ts'
import { membershipsOf } from '../store/organizations.ts'
import type { Person } from '../store/people.ts'
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

/**
 * What concerns a person, in the log of every organization that they belong to. The last thing in its transaction, which is an
 * organization's from then on.
 */
export async function auditPerson(
  tx: Tx,
  { userId, email }: Pick<Person, 'userId' | 'email'>,
  change: Omit<Change, 'subjectId'>,
  at: Date,
): Promise<void> {
  const difference = whatDiffers(change)
  if (difference === null) return
  for (const { organizationId, memberId } of await membershipsOf(tx, userId)) {
    const actor = { kind: 'member', memberId, email, keyName: null } as const
    await enterOrganization(tx, organizationId)
    await addAuditEntry(tx, organizationId, {
      at,
      actor,
      action: change.action,
      subjectId: memberId,
      ...difference,
    })
  }
}

/** Writes down who changed what, in the transaction of the change. Where nothing differs, nothing is written, unless it is a deed. */
export async function audit(
  tx: Tx,
  caller: Pick<Caller, 'kind' | 'memberId' | 'email' | 'keyName' | 'organizationId'>,
  change: Change,
  at: Date,
): Promise<void> {
  const difference = whatDiffers(change)
  if (difference === null) return
  const { action, subjectId = null } = change
  const { kind, memberId, email, keyName } = caller
  const actor = { kind, memberId, email, keyName }
  await addAuditEntry(tx, caller.organizationId, { at, actor, action, subjectId, ...difference })
}

/** null: nothing that is to be written down. */
function whatDiffers({ before, after, isDeed }: Change) {
  return differenceOf(before, after) ?? (isDeed ? NOTHING : null)
}
