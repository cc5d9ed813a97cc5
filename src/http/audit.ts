import { z } from 'zod'
import { type AuditEntry, auditActions } from '../audit.ts'
import { auditEntries } from '../store/audit.ts'
import { inOrganization } from '../store/database.ts'
import { listOf, operation } from './operation.ts'
import { cursor, given, limit, pageOf, readCursor } from './page.ts'

const entrySchema = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    actor: z.object({
      kind: z.enum(['member', 'api-key']),
      memberId: z.string(),
      email: z.string(),
      keyName: z.string().nullable(),
    }),
    action: z.enum(auditActions),
    subjectId: z.string().nullable().describe('The id of what was changed; null: the organization itself'),
    before: z.unknown().describe('What differs, as it was; null: it was not there'),
    after: z.unknown().describe('What differs, as it is since; null: it is gone'),
  })
  .meta({ id: 'AuditEntry' })

export const findAuditEntries = operation(
  {
    method: 'get',
    path: '/api/v1/audit',
    summary: 'Who changed what, newest first',
    tag: 'Audit log',
    query: z.object({
      action: given(z.enum(auditActions)),
      subjectId: given(z.string().max(200)),
      limit: limit(200, 50),
      cursor,
    }),
    answer: listOf(entrySchema),
  },
  async ({ deps, caller, query: { cursor: text, limit: size, ...filter } }) => {
    const after = readCursor(text, z.uuid())
    const entries = await inOrganization(deps.database, caller.organizationId, (tx) =>
      auditEntries(tx, filter, { after, limit: size + 1 }),
    )
    return pageOf(entries, size, present, ({ at, id }) => ({ at, id }))
  },
)

function present(entry: AuditEntry): z.input<typeof entrySchema> {
  return { ...entry, at: entry.at.toISOString() }
}
