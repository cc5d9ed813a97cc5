import { type Database, inOrganization } from '../store/database.ts'
import {
  countStems,
  type FoundPassage,
  findPassages,
  firstPassages,
  knowledgeLanguages,
} from '../store/passages-read.ts'
import { detected, knownLanguages } from './language.ts'
import { askOpinion } from './opinion.ts'
import { keepOpinions } from './opinions.ts'
import { ranked, stemsToCount } from './rank.ts'
import { queryTerms, type Said } from './terms.ts'
import { type TaughtPassage, withOpinion } from './with-opinion.ts'

export type Passage = FoundPassage & TaughtPassage

/** An organization's knowledge, as thinking uses it. */
export interface KnowledgeOf {
  /** Best first; `said`: what was said before in the conversation. */
  search(query: string, said: Said[]): Promise<Passage[]>
  /** Most used first. */
  knowledgeLanguages(): Promise<string[]>
}

export interface Wanted {
  limit?: number
  visibility?: 'public' | 'internal' | null
  said?: Said[]
}

export interface Knowledge {
  search(organizationId: string, query: string, wanted?: Wanted): Promise<Passage[]>
  of(organizationId: string): KnowledgeOf
}

/** A query is tried in its own language and in so many of the knowledge's. */
const LANGUAGES_TRIED = 3
/** What an answer is made from. */
const PASSAGES = 8
/** How many of what the index finds are read for their order. */
const CANDIDATES = 40
export const LONGEST_QUERY = 4_000

export function openKnowledge(database: Database): Knowledge {
  const opinions = keepOpinions()

  /**
   * The one way to look something up: turns, ask and the test box all come here, so what the box shows is what an answer rests on.
   * Published articles only, best first; several passages may be of one article.
   */
  async function search(
    organizationId: string,
    query: string,
    { limit = PASSAGES, visibility = null, said = [] }: Wanted = {},
  ): Promise<Passage[]> {
    const text = query.slice(0, LONGEST_QUERY).replaceAll('\0', ' ')
    const own = detected(text)
    const found = await inOrganization(database, organizationId, async (tx) => {
      const written = await knowledgeLanguages(tx, organizationId, knownLanguages)
      const languages = [...new Set([...(own === null ? [] : [own]), ...written.slice(0, LANGUAGES_TRIED)])]
      const language = languages[0] ?? 'en'
      const passages = await findPassages(tx, organizationId, queryTerms(text, languages, said), {
        limit: Math.max(limit, CANDIDATES),
        visibility,
      })
      const counts = await countStems(tx, organizationId, stemsToCount(text, said, language, passages))
      const learnt = await opinions.of(tx, organizationId)
      const opinion = learnt === null ? null : askOpinion(learnt, text)
      const missing = (opinion ?? []).filter(({ label }) =>
        passages.every(({ articleId }) => articleId !== label),
      )
      const ids = missing.map(({ label }) => label)
      const others = await firstPassages(tx, organizationId, ids, visibility)
      return { language, passages, counts, opinion, others }
    })
    const inOrder = ranked(text, said, found.language, found.passages, found.counts)
    return withOpinion([...inOrder, ...found.others], found.opinion).slice(0, limit)
  }

  return {
    search,
    of: (organizationId) => ({
      search: (query, said) => search(organizationId, query, { said }),
      knowledgeLanguages: () =>
        inOrganization(database, organizationId, (tx) =>
          knowledgeLanguages(tx, organizationId, knownLanguages),
        ),
    }),
  }
}

/** The best passage of each article, in order. */
export function bestOfEachArticle<P extends { articleId: string }>(passages: P[]): P[] {
  const seen = new Set<string>()
  return passages.filter(({ articleId }) => !seen.has(articleId) && seen.add(articleId))
}
