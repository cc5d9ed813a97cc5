import { type Database, inOrganization } from '../store/database.ts'
import { leaseOpinion, phrasingsOf, saveOpinion } from '../store/opinions.ts'
import { type Example, trainOpinion } from './opinion.ts'
import { OPINION_FORMAT, packOpinion } from './opinion-bytes.ts'

/** What an organization's phrasings teach, learnt and stored. */

/** Learning takes seconds; who dies at it is followed by another after so long. */
const LEASE_MS = 5 * 60_000
/** Labels times examples: beyond it learning would take minutes, and the articles that are asked for least are left to the index. */
const MOST_WORK = 5_000_000

/** Once, under a lease, unless somebody else learns already; throws the signal's reason when it is aborted. */
export async function learnFrom(
  database: Database,
  organizationId: string,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const until = new Date(now.getTime() + LEASE_MS)
  const given = await inOrganization(database, organizationId, async (tx) =>
    (await leaseOpinion(tx, organizationId, now, until)) ? phrasingsOf(tx, organizationId) : null,
  )
  if (given === null) return
  const examples = examplesFrom(given.articles)
  // who has only ever heard of one article would see it in every question
  const isTelling = new Set(examples.map(({ label }) => label)).size > 1
  const model = isTelling ? packOpinion(await trainOpinion(examples, { signal })) : null
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
