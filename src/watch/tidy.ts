import type { App } from '../app.ts'
import { forgetOldAlerts } from '../store/alerts.ts'
import { forgetOldChanges } from '../store/changes.ts'
import { inOrganization } from '../store/database.ts'
import { organizationIds } from '../store/organizations.ts'

/** Forgets, in every organization, what is kept for a time only, whether it has a connection or not. */
export async function tidy(app: Pick<App, 'database' | 'clock'>): Promise<void> {
  for (const id of await organizationIds(app.database)) {
    await inOrganization(app.database, id, async (tx) => {
      await forgetOldAlerts(tx, app.clock.now())
      await forgetOldChanges(tx)
    })
  }
}
