import type { App } from '../app.ts'
import { faultFields } from '../log.ts'
import { inOrganization } from '../store/database.ts'
import { organizationsOwingWords, writeWords } from '../store/session-words.ts'
import { type Again, again } from './again.ts'

const ASK_EVERY_MS = 1_000
/** In one transaction, which on the embedded engine all else waits for. */
const CHANGES_AT_ONCE = 25
const TRANSACTIONS_AT_ONCE = 20
const FAILED = 'writing the words of sessions failed'

/** Writes the words that sessions are found by, beside all else: who takes a message in does not wait for it. */
export function startIndexer(app: App): Again {
  return again(app, FAILED, async (signal) => {
    let isMore = false
    for (const organizationId of await organizationsOwingWords(app.database)) {
      // one organization's trouble keeps nothing of anybody else's from being found
      isMore = (await indexFor(app, organizationId, signal).catch(warn)) || isMore
    }
    return { waitMs: isMore ? 0 : ASK_EVERY_MS, isBusy: isMore }
  })

  function warn(fault: unknown): boolean {
    app.log.error(faultFields(fault), FAILED)
    return false
  }
}

/** Some of what an organization owes; false: nothing is left, or another instance is at it. */
export async function indexFor(
  app: Pick<App, 'database'>,
  organizationId: string,
  signal: AbortSignal,
): Promise<boolean> {
  for (let turn = 0; turn < TRANSACTIONS_AT_ONCE && !signal.aborted; turn++) {
    const written = await inOrganization(app.database, organizationId, (tx) =>
      writeWords(tx, organizationId, CHANGES_AT_ONCE),
    )
    if (written < CHANGES_AT_ONCE) return false
  }
  return !signal.aborted
}
