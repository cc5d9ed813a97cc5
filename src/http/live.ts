import type { Clock } from '../clock.ts'
import { type ChangedObject, changesAfter, type Position, presentPosition } from '../store/changes.ts'
import { type Database, readInOrganization } from '../store/database.ts'

/** Who watches what changes, in this process: one reader for each organization, however many watch it. */
export interface Live {
  /**
   * Calls `hear` with what changed after `from`, again and again, until `stop` is called. null, and nothing is heard of from then on:
   * more than `MOST_BEHIND` did.
   */
  watch(
    organizationId: string,
    from: Position,
    hear: (changes: ChangedObject[]) => void,
  ): Promise<{ stop(): void } | null>
  /** How many watch the organization. */
  watching(organizationId: string): number
  /** Something has changed, here or elsewhere: it is read at once, and not within a second. */
  wake(): void
  /** Aborted when the process ends. */
  closing: AbortSignal
  close(): void
}

/** More than that is not told one by one: whoever is so far behind reads again what they show. */
export const MOST_BEHIND = 2_000
const ASK_EVERY_MS = 1_000
const AT_ONCE = 500

interface Feed {
  position: Position
  ears: Set<(changes: ChangedObject[]) => void>
  isRead: boolean
}

export function createLive(database: Database, clock: Clock, warn: (fault: unknown) => void): Live {
  const feeds = new Map<string, Feed>()
  const stopping = new AbortController()
  let alarm = new AbortController()

  const read = (organizationId: string, from: Position) =>
    readInOrganization(database, organizationId, (tx) => changesAfter(tx, from, AT_ONCE))

  async function run(organizationId: string, feed: Feed): Promise<void> {
    while (feed.ears.size > 0 && !stopping.signal.aborted) {
      let isMore = false
      try {
        const changes = await read(organizationId, feed.position)
        feed.position = changes.at(-1)?.position ?? feed.position
        if (changes.length > 0) for (const hear of [...feed.ears]) hear(changes)
        isMore = changes.length === AT_ONCE
      } catch (fault) {
        warn(fault)
      }
      const woken = AbortSignal.any([alarm.signal, stopping.signal])
      if (!isMore) await clock.wait(ASK_EVERY_MS, woken).catch(() => {})
    }
    feed.isRead = false
    feeds.delete(organizationId)
  }

  async function feedOf(organizationId: string): Promise<Feed> {
    const known = feeds.get(organizationId)
    if (known !== undefined) return known
    const position = await readInOrganization(database, organizationId, presentPosition)
    // somebody else may have begun one meanwhile
    const feed = feeds.get(organizationId) ?? { position, ears: new Set(), isRead: false }
    feeds.set(organizationId, feed)
    return feed
  }

  return {
    async watch(organizationId, from, hear) {
      let caughtUp = 0
      for (let at = from; ; ) {
        const feed = await feedOf(organizationId)
        if (!isBefore(at, feed.position)) {
          const isNews = ({ position }: ChangedObject) => isBefore(at, position)
          const mine = (changes: ChangedObject[]) => hear(changes.filter(isNews))
          feed.ears.add(mine)
          if (!feed.isRead) {
            feed.isRead = true
            void run(organizationId, feed)
          }
          return { stop: () => void feed.ears.delete(mine) }
        }
        const changes = await read(organizationId, at)
        caughtUp += changes.length
        if (caughtUp > MOST_BEHIND) return null
        hear(changes)
        at = changes.at(-1)?.position ?? feed.position
      }
    },
    watching: (organizationId) => feeds.get(organizationId)?.ears.size ?? 0,
    wake() {
      const woken = alarm
      alarm = new AbortController()
      woken.abort()
    },
    closing: stopping.signal,
    close: () => stopping.abort(),
  }
}

function isBefore(one: Position, other: Position): boolean {
  const [a, b] = [BigInt(one.xid), BigInt(other.xid)]
  return a < b || (a === b && one.id < other.id)
}
