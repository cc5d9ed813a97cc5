import type { App } from '../app.ts'
import { faultFields } from '../log.ts'
import { connectionsToWatch } from '../store/watch.ts'
import { type Again, again } from './again.ts'
import { tidy } from './tidy.ts'
import { visit } from './visit.ts'

/** Another instance's visits, and what a turn found, are learnt of by asking. */
const ASK_EVERY_MS = 1_000
const TIDY_EVERY_MS = 60 * 60_000
const FAILED = 'watching failed'

/** Looks after every connection again and again, until stopped: its health, its silence, what was missed. Tidies up beside it. */
export function startWatcher(app: App): Again {
  let tidyAt = 0

  return again(app, FAILED, async (signal) => {
    const nextAt = await lookAfterAll(signal)
    await tidyNowAndThen()
    const now = app.clock.now().getTime()
    const dueMs = Math.max(0, (nextAt?.getTime() ?? Number.POSITIVE_INFINITY) - now)
    return { waitMs: Math.min(ASK_EVERY_MS, dueMs), isBusy: false }
  })

  async function lookAfterAll(signal: AbortSignal): Promise<Date | null> {
    try {
      const { due, nextAt } = await connectionsToWatch(app.database, app.clock.now())
      // side by side: one account that does not answer keeps nobody else's from being looked after
      await Promise.all(due.map(({ id, organizationId }) => lookAfter(organizationId, id, signal)))
      return due.length > 0 ? app.clock.now() : nextAt
    } catch (fault) {
      warn(fault)
      return null
    }
  }

  async function tidyNowAndThen(): Promise<void> {
    const now = app.clock.now().getTime()
    if (now < tidyAt) return
    tidyAt = now + TIDY_EVERY_MS
    await tidy(app).catch(warn)
  }

  async function lookAfter(organizationId: string, id: string, signal: AbortSignal): Promise<void> {
    try {
      await visit(app, organizationId, id, signal)
    } catch (fault) {
      if (!signal.aborted) warn(fault)
    }
  }

  function warn(fault: unknown): void {
    app.log.error(faultFields(fault), FAILED)
  }
}
