import { dropFromWebsite } from '../knowledge/from-website.ts'
import { noteExcluded, pagesWithArticle } from '../store/crawl-queue.ts'
import { endCrawl } from '../store/crawls.ts'
import { type Database, inOrganization, type Tx } from '../store/database.ts'
import { lockKnowledge } from '../store/knowledge.ts'
import {
  articlesOfWebsite,
  changeWebsite,
  deleteWebsite,
  holdWebsite,
  setDue,
  setVisibility,
  type Website,
  type WebsiteFields,
} from '../store/websites.ts'
import { pathOf } from './address.ts'
import { nextCrawlAt } from './ending.ts'
import { isWanted } from './pattern.ts'

/** What members do with a website beside looking at it. */

/** Writes down, in the transaction of the change, what there was before and is now. */
export type Note = (tx: Tx, before: Website, after: Website | null) => Promise<void>

interface Whose {
  database: Database
  organizationId: string
  now: Date
}

/** Articles that go with one transaction: nobody waits long for the knowledge. */
const AT_ONCE = 100

/** null: there is no such website. What is excluded from now on loses its articles at once; another address is read at once. */
export async function patchWebsite(
  { database, organizationId, now }: Whose,
  id: string,
  patch: { [F in keyof WebsiteFields]?: WebsiteFields[F] | undefined },
  note: Note,
): Promise<Website | null> {
  const after = await inOrganization(database, organizationId, async (tx) => {
    await lockKnowledge(tx, organizationId)
    const before = await holdWebsite(tx, id)
    if (before === null) return null
    // what a patch names; the rest of a website's columns stay as they are
    const fields: WebsiteFields = { ...before, ...named(patch) }
    const isElsewhere = fields.url !== before.url
    if (isElsewhere && before.isCrawling) await endCrawl(tx, before, CANCELLED, { now, dueAt: now })
    if (fields.visibility !== before.visibility) await setVisibility(tx, id, fields.visibility, now)
    const site = isElsewhere ? null : before.site
    const dueAt = isElsewhere ? now : dueAfter(before, fields, now)
    const after = await changeWebsite(tx, id, { ...fields, site, dueAt }, now)
    await note(tx, before, after)
    return after
  })
  if (after !== null) await dropExcluded(database, organizationId, after)
  return after
}

const CANCELLED = { outcome: 'cancelled', failure: null, failureDetail: null } as const

function dueAfter(before: Website, { everyHours }: WebsiteFields, now: Date): Date | null {
  const isWanted = before.isCrawling || (before.dueAt !== null && before.dueAt <= now)
  if (isWanted || everyHours === before.everyHours) return before.dueAt
  return nextCrawlAt(everyHours, before.startedAt ?? now)
}

async function dropExcluded(database: Database, organizationId: string, website: Website): Promise<void> {
  for (let isMore = true; isMore; )
    isMore = await inOrganization(database, organizationId, async (tx) => {
      await lockKnowledge(tx, organizationId)
      const pages = await pagesWithArticle(tx, website.id)
      const excluded = pages.filter(({ url }) => !isWanted(pathOf(url), website))
      const some = excluded.slice(0, AT_ONCE)
      await dropFromWebsite(
        tx,
        organizationId,
        some.flatMap(({ articleId }) => articleId ?? []),
      )
      await noteExcluded(
        tx,
        some.map(({ id }) => id),
      )
      return excluded.length > some.length
    })
}

/** With its articles: how many they were. null: there is no such website. */
export async function removeWebsite(
  { database, organizationId, now }: Whose,
  id: string,
  note: Note,
): Promise<number | null> {
  const isThere = await inOrganization(database, organizationId, async (tx) => {
    const before = await holdWebsite(tx, id)
    if (before === null) return false
    // first, since many transactions follow, any of which may be the last
    await note(tx, before, null)
    await endCrawl(tx, before, CANCELLED, { now, dueAt: null })
    return true
  })
  if (!isThere) return null
  for (let dropped = 0; ; ) {
    const some = await inOrganization(database, organizationId, async (tx) => {
      await lockKnowledge(tx, organizationId)
      const ids = await articlesOfWebsite(tx, id, AT_ONCE)
      await dropFromWebsite(tx, organizationId, ids)
      if (ids.length < AT_ONCE) await deleteWebsite(tx, id)
      return ids.length
    })
    dropped += some
    if (some < AT_ONCE) return dropped
  }
}

/** `busy`: one is under way. One that is due already stays so. */
export async function startCrawl(
  { database, organizationId, now }: Whose,
  id: string,
  note: Note,
): Promise<Website | 'busy' | null> {
  return inOrganization(database, organizationId, async (tx) => {
    const before = await holdWebsite(tx, id)
    if (before === null) return null
    if (before.isCrawling) return 'busy'
    const after = await setDue(tx, id, now)
    await note(tx, before, after)
    return after
  })
}

/** `idle`: none is under way, and none is due. */
export async function cancelCrawl(
  { database, organizationId, now }: Whose,
  id: string,
  note: Note,
): Promise<Website | 'idle' | null> {
  return inOrganization(database, organizationId, async (tx) => {
    const before = await holdWebsite(tx, id)
    if (before === null) return null
    const isDue = before.dueAt !== null && before.dueAt <= now
    if (!before.isCrawling && !isDue) return 'idle'
    const dueAt = nextCrawlAt(before.everyHours, now)
    const after = before.isCrawling
      ? await endCrawl(tx, before, CANCELLED, { now, dueAt })
      : await setDue(tx, id, dueAt)
    await note(tx, before, after)
    return after
  })
}

function named(patch: { [F in keyof WebsiteFields]?: WebsiteFields[F] | undefined }): Partial<WebsiteFields> {
  // entries that are there keep their types
  return Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== undefined),
  ) as Partial<WebsiteFields>
}
