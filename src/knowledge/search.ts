import { type Database, inOrganization } from '../store/database.ts'
import { type FoundPassage, findPassages, knowledgeLanguages } from '../store/passages.ts'
import { detected, knownLanguages } from './language.ts'
import { queryTerms } from './terms.ts'

export type Passage = FoundPassage

/** A query is tried in its own language and in so many of the knowledge's. */
const LANGUAGES_TRIED = 3
/** What an answer is made from. */
const PASSAGES = 8
export const LONGEST_QUERY = 4_000

/**
 * The one way to look something up: turns, ask and the test box all come here, so what the box shows is what an answer rests on.
 * Published articles only, best first; several passages may be of one article.
 */
export async function search(
  database: Database,
  organizationId: string,
  query: string,
  wanted: { limit?: number; visibility?: 'public' | 'internal' | null } = {},
): Promise<Passage[]> {
  const text = query.slice(0, LONGEST_QUERY).replaceAll('\0', ' ')
  const own = detected(text)
  return inOrganization(database, organizationId, async (tx) => {
    const written = await knowledgeLanguages(tx, organizationId, knownLanguages)
    const languages = [...new Set([...(own === null ? [] : [own]), ...written.slice(0, LANGUAGES_TRIED)])]
    return findPassages(tx, organizationId, queryTerms(text, languages), {
      limit: wanted.limit ?? PASSAGES,
      visibility: wanted.visibility ?? null,
    })
  })
}

/** The best passage of each article, in order. */
export function bestOfEachArticle(passages: Passage[]): Passage[] {
  const seen = new Set<string>()
  return passages.filter(({ articleId }) => !seen.has(articleId) && seen.add(articleId))
}
