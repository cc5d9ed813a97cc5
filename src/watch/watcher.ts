import type { App } from '../app.ts'
import { faultFields } from '../log.ts'
import { connectionsToWatch } from '../store/watch.ts'
import { tidy } from './tidy.ts'
import { visit } from './visit.ts'

/** Another instance's visits, and what a turn found, are learnt of by asking. */
const ASK_EVERY_MS = 1_000
const TIDY_EVERY_MS = 60 * 60_000

export interface Watcher {
  stop(): Promise<void>
  isBusy(): boolean
}

/** Looks after every connection again and again, until stopped: its health, its silence, what was missed. Tidies up beside it. */
export function startWatcher(app: App): Watcher {
  const stopping = new AbortController()
  let busy = false
  let tidyAt = 0

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      busy = true
      const nextAt = await lookAfterAll()
      await tidyNowAndThen()
      busy = false
      const now = app.clock.now().getTime()
      const wait = Math.min(ASK_EVERY_MS, Math.max(0, (nextAt?.getTime() ?? Number.POSITIVE_INFINITY) - now))
      await app.clock.wait(wait, stopping.signal).catch(() => {})
    }
  }

  async function lookAfterAll(): Promise<Date | null> {
    try {
      const { due, nextAt } = await connectionsToWatch(app.database, app.clock.now())
      // side by side: one account that does not answer keeps nobody else's from being looked after
      await Promise.all(due.map(({ id, organizationId }) => lookAfter(organizationId, id)))
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

  async function lookAfter(organizationId: string, id: string): Promise<void> {
    try {
      await visit(app, organizationId, id, stopping.signal)
    } catch (fault) {
      if (!stopping.signal.aborted) warn(fault)
    }
  }

  function warn(fault: unknown): void {
    app.log.error(faultFields(fault), 'watching failed')
  }

  const looping = loop()
  return {
    isBusy: () => busy,
    async stop() {
      stopping.abort()
      await looping
    },
  }
}
