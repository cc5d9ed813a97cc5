import { type Database, inOrganization } from '../store/database.ts'
import { leaseOpinion, phrasingsOf, saveOpinion, untaughtTitles } from '../store/opinions.ts'
import { type Example, trainOpinion } from './opinion.ts'
import { OPINION_FORMAT, packOpinion } from './opinion-bytes.ts'

/** What an organization's phrasings teach, learnt and stored. */

/** Learning takes seconds; who dies at it is followed by another after so long. */
const LEASE_MS = 5 * 60_000
/** Labels times examples: beyond it learning would take minutes, and the articles that are asked for least are left to the index. */
const MOST_WORK = 5_000_000
/** Enough to say what else there is, at no more than a fifth of the work; the same knowledge teaches the same. */
const MOST_OTHERS = 1_000
const MOST_WORK_FOR_OTHERS = MOST_WORK / 5

/** Once, under a lease, unless somebody else learns already; throws the signal's reason when it is aborted. */
export async function learnFrom(
  database: Database,
  organizationId: string,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const until = new Date(now.getTime() + LEASE_MS)
  const given = await inOrganization(database, organizationId, async (tx) =>
    (await leaseOpinion(tx, organizationId, now, until))
      ? {
          ...(await phrasingsOf(tx, organizationId)),
          untaught: await untaughtTitles(tx, organizationId, MOST_OTHERS),
        }
      : null,
  )
  if (given === null) return
  const examples = examplesFrom(given.articles)
  const learnt = new Set(examples.map(({ label }) => label))
  const left = given.articles.filter(({ id }) => !learnt.has(id)).map(({ title }) => title)
  const others = othersBeside(examples, [...given.untaught, ...left])
  // who has only ever heard of one article would see it in every question
  const model = learnt.size > 1 ? packOpinion(await trainOpinion(examples, { signal, others })) : null
  await inOrganization(database, organizationId, (tx) =>
    saveOpinion(tx, organizationId, { version: given.version, format: OPINION_FORMAT, model }, now),
  )
}

/** An article's title is one more way to ask for it. */
function examplesFrom(articles: { id: string; title: string; phrasings: string[] }[]): Example[] {
  const examples: Example[] = []
  for (const [at, { id, title, phrasings }] of articles.entries()) {
    const own = [title, ...phrasings]
    if ((at + 1) * (examples.length + own.length) > MOST_WORK) break
    examples.push(...own.map((text) => ({ text, label: id })))
  }
  return examples
}

/**
 * What is asked of articles of which nothing is learnt, as far as the work allows: it belongs to none of the others. A title that an
 * article with phrasings has, too, says nothing of which of the two is meant.
 */
export function othersBeside(examples: Example[], untaught: string[]): string[] {
  const said = new Set(examples.map(({ text }) => text.toLowerCase()))
  const labels = new Set(examples.map(({ label }) => label)).size
  const most = Math.min(MOST_OTHERS, Math.floor(MOST_WORK_FOR_OTHERS / Math.max(1, labels)))
  return [...new Set(untaught)].filter((title) => !said.has(title.toLowerCase())).slice(0, most)
}
