import type { App } from '../app.ts'
import { isUpkeepDue } from '../rules/upkeep.ts'
import { everyTable, vacuum, writtenBytes } from '../store/upkeep.ts'
import { type Again, again } from './again.ts'

const ASK_EVERY_MS = 60_000

/** Keeps the embedded database from growing with what is gone, and quick after an import. One table at a time, so that nobody waits for all. */
export function startUpkeep(app: App): Again {
  let last: { at: number; bytes: number } | null = null

  return again(app, 'the upkeep of the embedded database failed', async (signal) => {
    const [at, bytes] = [app.clock.now().getTime(), await writtenBytes(app.database)]
    last ??= { at, bytes }
    if (isUpkeepDue({ writtenBytes: bytes - last.bytes, sinceMs: at - last.at })) {
      for (const table of await everyTable(app.database)) {
        if (signal.aborted) break
        await vacuum(app.database, table)
      }
      last = { at, bytes: await writtenBytes(app.database) }
    }
    return { waitMs: ASK_EVERY_MS, isBusy: false }
  })
}
