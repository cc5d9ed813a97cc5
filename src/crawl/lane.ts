import type { Clock } from '../clock.ts'
import { holdCrawl, leaveCrawl } from '../store/crawls.ts'
import { type Database, inOrganization, type Tx } from '../store/database.ts'
import { lockKnowledge } from '../store/knowledge.ts'
import type { Website } from '../store/websites.ts'

/** The hold of one instance on one crawl. Each write looks whether it has it still, in its own transaction. */
export interface Lane {
  organizationId: string
  /** `website`: as it is now; what members change meanwhile counts from the next page on. Throws LaneLost. */
  write<T>(work: (tx: Tx, website: Website) => Promise<T>): Promise<T>
  /** The same for what changes articles, whose lock comes first. */
  writeKnowledge<T>(work: (tx: Tx, website: Website) => Promise<T>): Promise<T>
  /** The crawl goes on at `dueAt`, by whoever takes it then. */
  leave(dueAt: Date): Promise<void>
}

/** Somebody has ended the crawl, or taken it over: what was read for it is not written down. */
export class LaneLost extends Error {
  override name = 'LaneLost'
}

/** Longer than a page takes, with what a site asks to be waited before it. */
const LEASE_MS = 3 * 60_000

export function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS)
}

export function laneOf(
  { database, clock }: { database: Database; clock: Clock },
  organizationId: string,
  taken: Pick<Website, 'id' | 'fence'>,
): Lane {
  async function held<T>(tx: Tx, work: (tx: Tx, website: Website) => Promise<T>): Promise<T> {
    const website = await holdCrawl(tx, taken, leaseFrom(clock.now()))
    if (website === null) throw new LaneLost()
    return work(tx, website)
  }
  return {
    organizationId,
    write: (work) => inOrganization(database, organizationId, (tx) => held(tx, work)),
    writeKnowledge: (work) =>
      inOrganization(database, organizationId, async (tx) => {
        await lockKnowledge(tx, organizationId)
        return held(tx, work)
      }),
    leave: (dueAt) => inOrganization(database, organizationId, (tx) => leaveCrawl(tx, taken, dueAt)),
  }
}
