import { type Database, inOrganization, readInOrganization, type Tx } from '../store/database.ts'
import { embeddingOf } from '../store/embeddings.ts'
import { forgetOpinion } from '../store/opinions.ts'
import {
  countStems,
  type FoundPassage,
  findPassages,
  firstPassages,
  knowledgeLanguages,
  passagesOf,
} from '../store/passages-read.ts'
import { type Asking, type Meant, newAsking } from './asking.ts'
import { detected, knownLanguages } from './language.ts'
import { type ByMeaning, type Meaningful, openMeaning } from './meaning.ts'
import { askOpinion } from './opinion.ts'
import { keepOpinions } from './opinions.ts'
import { ranked, type SecondLook, stemsToCount, UNSEEN } from './rank.ts'
import { asRead, type Reading, readingsIn } from './spelling.ts'
import { queryTerms, type Said } from './terms.ts'
import type { Topic, TopicModel } from './topics.ts'
import { keepTopics } from './topics-kept.ts'
import { withMeaning } from './with-meaning.ts'
import { type TaughtPassage, withOpinion } from './with-opinion.ts'

export type Passage = FoundPassage & SecondLook & TaughtPassage

/** An organization's knowledge, as thinking uses it for one question. */
export interface KnowledgeOf {
  /** Best first; `said`: what was said before in the conversation. */
  search(query: string, said: Said[]): Promise<Passage[]>
  /** Most used first. */
  knowledgeLanguages(): Promise<string[]>
  /** What looking up by meaning took; null: there was none. */
  meant(): Meant | null
  /** What was mistyped in what was looked up, and how it was read. */
  readings(): Reading[]
  /** What tells the topics of this list apart, and from what customers ask anyway. */
  topicsOf(list: Topic[]): Promise<TopicModel>
}

export interface Wanted {
  limit?: number
  visibility?: 'public' | 'internal' | null
  said?: Said[]
}

export interface Knowledge {
  search(organizationId: string, query: string, wanted?: Wanted): Promise<Passage[]>
  /** For one question; a search under way ends with the signal's reason when that aborts. */
  of(organizationId: string, signal?: AbortSignal): KnowledgeOf
}

/** A query is tried in its own language and in so many of the knowledge's. */
const LANGUAGES_TRIED = 3
/** What an answer is made from. */
const PASSAGES = 8
/** How many of what the index finds are read for their order. */
const CANDIDATES = 40
export const LONGEST_QUERY = 4_000
const NONE: ReadonlySet<string> = new Set()

/** `byMeaning` null: words alone. */
export function openKnowledge(database: Database, byMeaning: ByMeaning | null = null): Knowledge {
  const opinions = keepOpinions()
  const nearTo = byMeaning === null ? null : openMeaning(database, byMeaning)
  const topics = keepTopics(database)

  /**
   * The one way to look something up: turns, ask and the test box all come here, so what the box shows is what an answer rests on.
   * Published articles only, best first; several passages may be of one article.
   */
  async function search(
    organizationId: string,
    query: string,
    { limit = PASSAGES, visibility = null, said = [] }: Wanted = {},
    asking: Asking = newAsking(),
  ): Promise<Passage[]> {
    const typed = query.slice(0, LONGEST_QUERY).replaceAll('\0', ' ')
    const found = await readInOrganization(database, organizationId, async (tx) => {
      const [written, taught, embedded] = await Promise.all([
        knowledgeLanguages(tx, organizationId, knownLanguages),
        opinions.of(tx, organizationId),
        nearTo === null ? null : embeddingOf(tx, organizationId),
      ])
      const learnt = taught === 'damaged' ? null : taught
      const asTyped = await indexed(tx, typed, written)
      const readings = readingsIn(typed, { own: detected(typed), written }, asTyped.passages, asTyped.counts)
      const text = asRead(typed, readings)
      asking.read(readings)
      const { language, passages, counts } =
        readings.length === 0 ? asTyped : await indexed(tx, text, written)
      const opinion = learnt === null ? null : askOpinion(learnt, text)
      const missing = (opinion ?? []).filter(({ label }) =>
        passages.every(({ articleId }) => articleId !== label),
      )
      const ids = missing.map(({ label }) => label)
      const others = await firstPassages(tx, organizationId, ids, visibility)
      const isDamaged = taught === 'damaged'
      return {
        text,
        language,
        passages,
        counts,
        opinion,
        known: learnt?.known ?? NONE,
        others,
        embedded,
        isDamaged,
      }
    })
    // whoever learns begins anew
    if (found.isDamaged)
      await inOrganization(database, organizationId, (tx) => forgetOpinion(tx, organizationId))
    const { text } = found
    const byWords = ranked(text, said, found.language, found.passages, found.counts)
    const inOrder = await alsoByMeaning(byWords, found.embedded)
    const others = found.others
      .filter(({ passageId }) => inOrder.every((one) => one.passageId !== passageId))
      .map((passage) => ({ ...passage, ...UNSEEN }))
    return withOpinion([...inOrder, ...others], found.opinion, found.known).slice(0, limit)

    /** What the index has on these words. */
    async function indexed(tx: Tx, text: string, written: string[]) {
      const own = detected(text)
      const languages = [...new Set([...(own === null ? [] : [own]), ...written.slice(0, LANGUAGES_TRIED)])]
      const language = languages[0] ?? 'en'
      const passages = await findPassages(tx, organizationId, queryTerms(text, languages, said), {
        limit: Math.max(limit, CANDIDATES),
        visibility,
      })
      const counts = await countStems(tx, organizationId, stemsToCount(text, said, language, passages))
      return { language, passages, counts }
    }

    async function alsoByMeaning(byWords: (FoundPassage & SecondLook)[], embedded: Meaningful | null) {
      if (nearTo === null || embedded === null) return byWords
      const near = await nearTo(organizationId, embedded, text, asking)
      const known = new Set(byWords.map(({ passageId }) => passageId))
      const ids = near.map(({ passageId }) => passageId).filter((id) => !known.has(id))
      const broughtIn = await readInOrganization(database, organizationId, (tx) =>
        passagesOf(tx, organizationId, ids, visibility),
      )
      const unseen = broughtIn.map((passage) => ({ ...passage, ...UNSEEN }))
      return withMeaning(byWords, unseen, near)
    }
  }

  return {
    search,
    of(organizationId, signal) {
      const asking = newAsking(signal)
      return {
        search: (query, said) => search(organizationId, query, { said }, asking),
        knowledgeLanguages: () =>
          readInOrganization(database, organizationId, (tx) =>
            knowledgeLanguages(tx, organizationId, knownLanguages),
          ),
        topicsOf: (list) => topics.of(organizationId, list),
        meant: asking.meant,
        readings: asking.readings,
      }
    },
  }
}

/** The best passage of each article, in order. */
export function bestOfEachArticle<P extends { articleId: string }>(passages: P[]): P[] {
  const seen = new Set<string>()
  return passages.filter(({ articleId }) => !seen.has(articleId) && seen.add(articleId))
}
