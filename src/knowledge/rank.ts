import { stem } from './language.ts'
import {
  type Asked,
  askedIn,
  type Counts,
  NOTHING,
  type Read,
  type Reader,
  readerOf,
  stemsOf,
} from './overlap.ts'
import type { Said } from './terms.ts'

/**
 * The second look: the index says which passages share words with a query, their texts say how. Here count which
 * words stand together, the title as a whole, the whole article, words used for each other, and names said earlier in the conversation. Pure.
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

/** What the second look keeps of each, for how sure an answer is. */
export interface SecondLook {
  /** The score as words alone have it: what lies near by meaning changes the order, and not how sure an answer is. */
  byWords: number
  /** How many of the query's words of meaning the passage or its title says, like words among them. */
  wordsHeld: number
}

/** Of what only its meaning or its phrasings found. */
export const UNSEEN: SecondLook = { byWords: 0, wordsHeld: 0 }

/**
 * What each sign is worth beside the index's own score. Round numbers near a fit over six public sets in three languages taken
 * together, which was looked at with single kinds of set left out, too.
 */
const WORTH = { index: 1, article: 0.5, text: 0.5, likeness: 1, pairs: 0.5, close: 0.5, begun: 0.4 }
/** What a title's signs are worth where every article has a title of its own. */
const WORTH_TITLE = { title: 1, named: 0.5, alike: 1.2 }
type Sign = keyof typeof WORTH | keyof typeof WORTH_TITLE
/** Of what was said before, once there is any: beside the index's part of it, and of a title's share that was said now or before. */
const WORTH_SAID = { index: 2, told: 3 }
/** BM25's usual constants. */
const K1 = 1.2
const B = 0.75
/** Neighbours so telling are half of what they can be. */
const ENOUGH_PAIRS = 8
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
): (C & SecondLook)[] {
  const asked = askedIn(query, said, queryLanguage)
  const read = readAll(asked, candidates, counts)
  const worths = worthsFor(candidates)
  const own = sumOf(worths.map(([, worth]) => worth))
  const most = own + (said.length === 0 ? 0 : sumOf(Object.values(WORTH_SAID)))
  return signsIn(candidates, read)
    .map((signs, at) => {
      const candidate = candidates[at] as C // as many signs as candidates
      const { named, saidNamed, inTitle, inText } = read[at] ?? NOTHING
      const fit = sumOf(worths.map(([sign, worth]) => worth * signs[sign]))
      const fromSaid =
        said.length === 0
          ? 0
          : WORTH_SAID.index * (candidate.score - candidate.fit) +
            // what was said before tells which of the titles is meant that have to do with the question, if it has to do with anything
            WORTH_SAID.told * (named > 0 || asked.words.length === 0 ? named + saidNamed : 0)
      const score = rounded(Math.min(1, (fit + fromSaid) / most))
      return {
        ...candidate,
        score,
        fit: rounded(Math.min(1, fit / own)),
        byWords: score,
        wordsHeld: inText.filter((times, slot) => times + (inTitle[slot] ?? 0) > 0).length,
      }
    })
    .sort((a, b) => b.score - a.score)
}

function readAll(asked: Asked, candidates: Candidate[], counts: Counts): Read[] {
  const readers = new Map<string, Reader>()
  return candidates.map((candidate) => {
    const reader = readers.get(candidate.language) ?? readerOf(asked, candidate.language, counts)
    readers.set(candidate.language, reader)
    return reader(candidate)
  })
}

/** What the second look sees in each candidate, 0 to 1. */
function signsIn(candidates: Candidate[], read: Read[]): Record<Sign, number>[] {
  const articles = wholeArticles(candidates, read)
  const usual = sumOf(read.map(({ textLength }) => textLength)) / read.length || 1
  const pairs = pairsShared(read)
  return candidates.map((candidate, at) => {
    const { title, named, alike, close, begun, inText, textLength, shares } = read[at] ?? NOTHING
    return {
      index: candidate.fit,
      article: articles.get(candidate.articleId) ?? 0,
      text: bm25(inText, shares, textLength / usual),
      likeness: candidate.likeness,
      pairs: pairs[at] ?? 0,
      close,
      begun,
      title,
      named,
      alike,
    }
  })
}

/** A title tells as much as titles tell the articles apart: all of it where each has its own, nothing where all have the same. */
function worthsFor(candidates: Candidate[]): [Sign, number][] {
  const articles = new Set(candidates.map(({ articleId }) => articleId)).size
  const titles = new Set(candidates.map(({ title }) => title)).size
  const apart = articles < 2 ? 1 : Math.min(1, (titles - 1) / (articles - 1))
  const ofTitles = Object.entries(WORTH_TITLE).map(([sign, worth]) => [sign, worth * apart])
  // the keys of both are the signs
  return [...Object.entries(WORTH), ...ofTitles] as [Sign, number][]
}

/** How telling the neighbours are that a candidate shares with the query, by how few of the candidates share them. */
function pairsShared(read: Read[]): number[] {
  const having = new Map<number, number>()
  for (const { pairs } of read) for (const pair of pairs) having.set(pair, (having.get(pair) ?? 0) + 1)
  const weightOf = (pair: number) => {
    const others = having.get(pair) ?? 0
    return Math.log(1 + (read.length - others + 0.5) / (others + 0.5))
  }
  return read.map(({ pairs }) => {
    const sum = sumOf([...pairs].map(weightOf))
    return sum / (sum + ENOUGH_PAIRS)
  })
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
  const usual = sumOf([...wholes.values()].map(({ length }) => length)) / wholes.size || 1
  return new Map(
    [...wholes].map(([id, { times, shares, length }]) => [id, bm25(times, shares, length / usual)]),
  )
}

/** `length`: against the usual one. */
function bm25(times: number[], shares: number[], length: number): number {
  return times.reduce(
    (sum, count, slot) => sum + ((shares[slot] ?? 0) * count) / (count + K1 * (1 - B + B * length)),
    0,
  )
}

function sumOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** So that the order in which a score was added up decides nothing. */
function rounded(score: number): number {
  return Math.round(score * 1e6) / 1e6
}
