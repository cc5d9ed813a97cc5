import type { Clock } from './clock.ts'
import { type CallKind, kindOfCall } from './freshchat/call-kind.ts'
import type { SeenCall } from './freshchat/request.ts'
import { faultFields, type Log } from './log.ts'
import { type Database, inOrganization } from './store/database.ts'
import { addCalls } from './store/freshchat-calls.ts'

/** Counts every call to Freshchat, those too that were not answered. */
export interface CallCounter {
  note(organizationId: string, call: Pick<SeenCall, 'priority' | 'method' | 'sends'>): void
  /** Until what this process has counted is written, or could not be and is kept for the next time. */
  write(): Promise<void>
  /** Writes what is left. */
  stop(): Promise<void>
}

/** A process that is killed forgets what it has counted for so long. */
const WRITE_EVERY_MS = 5_000

/** A turn makes five calls and should not wait for five more statements: they are added up here, and written now and then. */
export function countCalls(database: Database, clock: Clock, log: Log): CallCounter {
  let counted = new Map<string, Map<string, number>>()
  let writing: Promise<void> = Promise.resolve()
  let isWaiting = false
  const stopping = new AbortController()

  function add(organizationId: string, day: string, kind: CallKind, calls: number): void {
    const own = counted.get(organizationId) ?? new Map<string, number>()
    const key = `${day} ${kind}`
    own.set(key, (own.get(key) ?? 0) + calls)
    counted.set(organizationId, own)
    void writeSoon()
  }

  async function writeSoon(): Promise<void> {
    if (isWaiting || stopping.signal.aborted) return
    isWaiting = true
    await clock.wait(WRITE_EVERY_MS, stopping.signal).catch(() => {})
    isWaiting = false
    if (!stopping.signal.aborted) await write()
  }

  function write(): Promise<void> {
    writing = writing.then(writeAll)
    return writing
  }

  async function writeAll(): Promise<void> {
    const all = counted
    counted = new Map()
    for (const [organizationId, own] of all) {
      const days = [...own].map(([key, calls]) => {
        const [day = '', kind] = key.split(' ')
        // as `add` makes it
        return { day, kind: kind as CallKind, calls }
      })
      try {
        await inOrganization(database, organizationId, (tx) => addCalls(tx, organizationId, days))
      } catch (fault) {
        log.warn({ organizationId, ...faultFields(fault) }, 'calls could not be counted yet')
        for (const { day, kind, calls } of days) add(organizationId, day, kind, calls)
      }
    }
  }

  return {
    note: (organizationId, call) =>
      add(organizationId, clock.now().toISOString().slice(0, 10), kindOfCall(call), 1),
    write,
    async stop() {
      stopping.abort()
      await write()
    },
  }
}
