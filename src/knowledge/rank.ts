import { stem } from './language.ts'
import { askedIn, type Counts, NOTHING, type Read, type Reader, readerOf, stemsOf } from './overlap.ts'
import type { Said } from './terms.ts'

/**
 * The second look: the index says which passages share words with a query, their texts say how. Order of words, the title and
 * the whole article count here, words used for each other, and names said earlier in the conversation. Pure.
 */

/** A passage as the index found it. */
export interface Candidate {
  articleId: string
  title: string
  heading: string
  text: string
  language: string
  score: number
  /** By the query's own words alone. */
  fit: number
  likeness: number
}

/**
 * What each sign is worth beside the index's own score. Round numbers, chosen together on six public sets in three languages: to
 * leave any one out costs at most one question in a hundred.
 */
const WORTH = { index: 1, article: 0.5, title: 0.3, near: 0.2, likeness: 0.2, named: 0.1 }
/** Of what was said before, once there is any. */
const WORTH_SAID = 0.5
/** BM25's usual constants. */
const K1 = 1.2
const B = 0.75
/** The stems whose counts `ranked` wants to know. */
export function stemsToCount(
  query: string,
  said: Said[],
  queryLanguage: string,
  candidates: Candidate[],
): string[] {
  const asked = askedIn(query, said, queryLanguage)
  const languages = new Set([queryLanguage, ...candidates.map(({ language }) => language)])
  const spoken = [...asked.words, ...asked.said.map(({ word }) => word)]
  const titles = new Map(candidates.map(({ title, language }) => [title, language]))
  return [
    ...new Set([
      ...spoken.flatMap((word) => [word, ...[...languages].map((language) => stem(word, language))]),
      ...[...titles].flatMap(([title, language]) => stemsOf(title, language)),
    ]),
  ]
}

/** The candidates, best first, each with its final score, and its fit, 0 to 1. */
export function ranked<C extends Candidate>(
  query: string,
  said: Said[],
  queryLanguage: string,
  candidates: C[],
  counts: Counts,
): C[] {
  const asked = askedIn(query, said, queryLanguage)
  const byLanguage = new Map<string, Reader>()
  const readers = candidates.map(({ language }) => {
    const reader = byLanguage.get(language) ?? readerOf(asked, language, counts)
    byLanguage.set(language, reader)
    return reader
  })
  const read = candidates.map((candidate, at) => readers[at]?.(candidate) ?? NOTHING)
  const articles = wholeArticles(candidates, read)
  const own = Object.values(WORTH).reduce((sum, worth) => sum + worth, 0)
  const most = own + (said.length === 0 ? 0 : WORTH_SAID)
  return candidates
    .map((candidate, at) => {
      const { title, near, named, saidNamed } = read[at] ?? NOTHING
      const signs =
        WORTH.article * (articles.get(candidate.articleId) ?? 0) +
        WORTH.title * title +
        WORTH.near * near +
        WORTH.likeness * candidate.likeness +
        WORTH.named * named
      const score = (WORTH.index * candidate.score + signs + WORTH_SAID * saidNamed) / most
      const fit = (WORTH.index * candidate.fit + signs) / own
      return { ...candidate, score: rounded(Math.min(1, score)), fit: rounded(Math.min(1, fit)) }
    })
    .sort((a, b) => b.score - a.score)
}

/** BM25 over all that was found of each article, 0 to 1: a question may be answered across the pieces of a long one. */
function wholeArticles(candidates: Candidate[], read: Read[]): Map<string, number> {
  const wholes = new Map<string, { times: number[]; length: number; shares: number[] }>()
  candidates.forEach(({ articleId }, at) => {
    const { inTitle, inText, shares, titleLength, textLength } = read[at] ?? NOTHING
    let whole = wholes.get(articleId)
    if (whole === undefined) {
      // a title weighs double, as in the index
      whole = { times: inTitle.map((times) => 2 * times), length: 2 * titleLength, shares }
      wholes.set(articleId, whole)
    }
    for (const [slot, times] of inText.entries()) whole.times[slot] = (whole.times[slot] ?? 0) + times
    whole.length += textLength
  })
  const usual = [...wholes.values()].reduce((sum, { length }) => sum + length, 0) / wholes.size || 1
  const scoreOf = ({ times, length, shares }: { times: number[]; length: number; shares: number[] }) =>
    times.reduce(
      (sum, count, slot) =>
        sum + ((shares[slot] ?? 0) * count) / (count + K1 * (1 - B + (B * length) / usual)),
      0,
    )
  return new Map([...wholes].map(([id, whole]) => [id, scoreOf(whole)]))
}

/** So that the order in which a score was added up decides nothing. */
function rounded(score: number): number {
  return Math.round(score * 1e6) / 1e6
}
