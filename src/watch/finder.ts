import type { Asked, WayOfAsking } from '../answer/phrasing.ts'
import type { App } from '../app.ts'
import { fingerprintOf } from '../knowledge/same-way.ts'
import { faultFields } from '../log.ts'
import { keptSince } from '../rules/forgotten.ts'
import { inOrganization, type Tx } from '../store/database.ts'
import {
  dropLeastAsked,
  heldArticle,
  type LastAnswer,
  lastAnswerIn,
  organizationsToSeekIn,
  suggest,
  takeEnded,
} from '../store/phrasing-sources.ts'
import { readSettings } from '../store/settings.ts'
import { type Again, again } from './again.ts'

/** How customers ask for what an article answers, found in the sessions that ended well, for a member to decide about. */

const ASK_EVERY_MS = 10_000
const SESSIONS_AT_ONCE = 50
const FAILED = 'looking for phrasings failed'

/** From a customer's words to a way of asking; null: they teach none. Handed in: what is understood of words is the answerer's. */
export type ReadAsked = (asked: Asked) => WayOfAsking | null

export function startFinder(app: App, read: ReadAsked): Again {
  return again(app, FAILED, async (signal) => {
    let isMore = false
    for (const organizationId of await organizationsToSeekIn(app.database, app.clock.now())) {
      // one organization's trouble keeps nothing of anybody else's from being found
      isMore = (await findIn(app, organizationId, read, signal).catch(warn)) || isMore
    }
    return { waitMs: isMore ? 0 : ASK_EVERY_MS, isBusy: isMore }
  })

  function warn(fault: unknown): boolean {
    app.log.error(faultFields(fault), FAILED)
    return false
  }
}

/** Some sessions of one organization; false: these were the last. Several instances share them: each is one instance's. */
export async function findIn(
  app: Pick<App, 'database' | 'clock'>,
  organizationId: string,
  read: ReadAsked,
  signal: AbortSignal,
): Promise<boolean> {
  const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganization(app.database, organizationId, work)
  let isMore = true
  for (let sought = 0; isMore && sought < SESSIONS_AT_ONCE && !signal.aborted; sought++)
    isMore = await within((tx) => findInNext(tx, organizationId, read, app.clock.now()))
  await within((tx) => dropLeastAsked(tx))
  return isMore && !signal.aborted
}

/** One session in one transaction, which holds first it, then the article, then the suggestion, as whoever deletes these does. */
async function findInNext(tx: Tx, organizationId: string, read: ReadAsked, now: Date): Promise<boolean> {
  const sessionId = await takeEnded(tx, now)
  if (sessionId === null) return false
  const { retentionDays } = (await readSettings(tx, organizationId)).privacy
  const answer = await lastAnswerIn(
    tx,
    sessionId,
    retentionDays === null ? null : keptSince(retentionDays, now),
  )
  const way = answer === null ? null : read(answer)
  if (answer === null || way === null) return true

  const articleId = articleOf(answer, way)
  const article = articleId === null ? null : await heldArticle(tx, articleId)
  if (article === null) return true
  const fingerprint = fingerprintOf(article.id, way.text)
  const known = [article.title, ...article.phrasings]
  if (known.some((each) => fingerprintOf(article.id, each) === fingerprint)) return true
  const { askedAt } = answer
  await suggest(
    tx,
    organizationId,
    { articleId: article.id, fingerprint, sessionId, text: way.text, askedAt },
    now,
  )
  return true
}

/** What the question was about; null where nobody can tell: it was one of several, or the answer put several articles together. */
function articleOf({ articleIds, isBuiltin }: LastAnswer, { isOneOfSeveral }: WayOfAsking): string | null {
  const [first = null] = articleIds
  // without a model an answer quotes its first article, and names the next best beside it
  return articleIds.length === 1 || (isBuiltin && !isOneOfSeveral) ? first : null
}
