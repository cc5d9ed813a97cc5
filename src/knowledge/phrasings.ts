import { type Database, inOrganization, type Tx } from '../store/database.ts'
import { findArticle, lockKnowledge } from '../store/knowledge.ts'
import { decideSuggested, holdSuggested } from '../store/suggested-phrasings.ts'
import { type Article, MOST_PHRASINGS } from './article.ts'
import { type Note, patchLocked } from './ingest.ts'
import { fingerprintOf } from './same-way.ts'

/** What a member makes of a phrasing that customers have taught. */

/** `full`: the article has as many phrasings as it may have; nothing was decided then. */
export type Accepted =
  | { kind: 'accepted'; article: Article }
  | { kind: 'unknown' }
  | { kind: 'decided' }
  | { kind: 'full' }

/** It becomes the article's, in the member's `own` words where there are some, as any edit does. `note` is written with it. */
export async function acceptPhrasing(
  database: Database,
  organizationId: string,
  id: string,
  own: string | null,
  now: Date,
  note: Note,
): Promise<Accepted> {
  return inOrganization(database, organizationId, async (tx): Promise<Accepted> => {
    await lockKnowledge(tx, organizationId)
    const suggested = await holdSuggested(tx, id)
    if (suggested?.isDecided) return { kind: 'decided' }
    const article = suggested && (await findArticle(tx, organizationId, suggested.articleId))
    const text = own ?? suggested?.text ?? null
    if (!article || !suggested?.text || text === null) return { kind: 'unknown' }
    const fingerprint = fingerprintOf(article.id, text)
    const isKnown = article.phrasings.some((each) => fingerprintOf(article.id, each) === fingerprint)
    if (!isKnown && article.phrasings.length >= MOST_PHRASINGS) return { kind: 'full' }
    await decideSuggested(tx, id, 'accepted', now)
    if (isKnown) {
      await note(tx, article, article)
      return { kind: 'accepted', article }
    }
    const phrasings = [...article.phrasings, text]
    return {
      kind: 'accepted',
      article: await patchLocked(tx, organizationId, article, { phrasings }, now, note),
    }
  })
}

/** It does not come back. `note` is written with it. */
export async function dismissPhrasing(
  database: Database,
  organizationId: string,
  id: string,
  now: Date,
  note: (tx: Tx) => Promise<void>,
): Promise<'dismissed' | 'unknown' | 'decided'> {
  return inOrganization(database, organizationId, async (tx) => {
    const suggested = await holdSuggested(tx, id)
    if (suggested?.isDecided) return 'decided'
    if (!suggested?.text) return 'unknown'
    await decideSuggested(tx, id, 'dismissed', now)
    await note(tx)
    return 'dismissed'
  })
}
