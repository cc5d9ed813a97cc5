import type { App } from '../app.ts'
import { keptSince } from '../rules/forgotten.ts'
import { forgetOldAlerts } from '../store/alerts.ts'
import { forgetOldChanges } from '../store/changes.ts'
import { inOrganization } from '../store/database.ts'
import { dropAllForgotten } from '../store/forgetting.ts'
import { organizationIds } from '../store/organizations.ts'
import { forgetOlderThan } from '../store/retention.ts'
import { readSettings } from '../store/settings.ts'
import { dropSpentTokens } from '../store/tokens.ts'

/** What is older than the organization keeps (O4), a batch at a time, so that nobody waits long for a row. */
async function forgetOld(app: Pick<App, 'database' | 'clock'>, organizationId: string): Promise<void> {
  let more = true
  while (more) {
    more = await inOrganization(app.database, organizationId, async (tx) => {
      const { retentionDays } = (await readSettings(tx, organizationId)).privacy
      if (retentionDays === null) return false
      const now = app.clock.now()
      return forgetOlderThan(tx, keptSince(retentionDays, now), now)
    })
  }
}

/** Forgets, in every organization, what is kept for a time only, whether it has a connection or not. */
export async function tidy(app: Pick<App, 'database' | 'clock'>): Promise<void> {
  await dropSpentTokens(app.database, app.clock.now())
  for (const id of await organizationIds(app.database)) {
    await inOrganization(app.database, id, async (tx) => {
      await forgetOldAlerts(tx, app.clock.now())
      await forgetOldChanges(tx)
      await dropAllForgotten(tx, app.clock.now())
    })
    await forgetOld(app, id)
  }
}
