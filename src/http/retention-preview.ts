import { z } from 'zod'
import { keptSince } from '../rules/forgotten.ts'
import { inOrganization } from '../store/database.ts'
import { countOlderThan } from '../store/retention.ts'
import { readSettings } from '../store/settings.ts'
import { operation } from './operation.ts'
import { given } from './page.ts'

const days = z.coerce.number({ error: 'a number of days is expected' }).min(1).max(36_500)

export const previewRetention = operation(
  {
    method: 'get',
    path: '/api/v1/settings/retention',
    summary:
      'What the first hour would delete for good, were only so many days kept; without a number: as set',
    tag: 'Settings',
    query: z.object({ days: given(days) }),
    answer: z.object({
      since: z.iso.datetime().nullable().describe('What is older would go; null: everything is kept'),
      sessions: z.int(),
      messages: z.int(),
    }),
  },
  async ({ deps, caller: { organizationId }, query }) =>
    inOrganization(deps.database, organizationId, async (tx) => {
      const kept = query.days ?? (await readSettings(tx, organizationId)).privacy.retentionDays
      if (kept === null) return { since: null, sessions: 0, messages: 0 }
      const since = keptSince(kept, deps.clock.now())
      return { since: since.toISOString(), ...(await countOlderThan(tx, since)) }
    }),
)
