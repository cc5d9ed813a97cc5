import { z } from 'zod'
import { type AuditEntry, auditActions } from '../audit.ts'
import { auditEntries } from '../store/audit.ts'
import { readInOrganization } from '../store/database.ts'
import { listOf, operation } from './operation.ts'
import { cursor, given, limit, pageOf, readCursor } from './page.ts'
import { auditEntrySchema } from './present-members.ts'

export const findAuditEntries = operation(
  {
    method: 'get',
    path: '/api/v1/audit',
    summary: 'Who changed what, newest first',
    tag: 'Audit log',
    query: z.object({
      action: given(z.enum(auditActions)),
      subjectId: given(z.string().max(200)),
      actor: given(z.string().max(254).toLowerCase().describe('An e-mail address')),
      limit: limit(200, 50),
      cursor,
    }),
    answer: listOf(auditEntrySchema),
  },
  async ({ deps, caller, query: { cursor: text, limit: size, ...filter } }) => {
    const after = readCursor(text, z.uuid())
    const entries = await readInOrganization(deps.database, caller.organizationId, (tx) =>
      auditEntries(tx, filter, { after, limit: size + 1 }),
    )
    return pageOf(entries, size, present, ({ at, id }) => ({ at, id }))
  },
)

function present(entry: AuditEntry): z.input<typeof auditEntrySchema> {
  return { ...entry, at: entry.at.toISOString() }
}
