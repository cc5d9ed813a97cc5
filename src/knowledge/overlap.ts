import { likenessTo, normal } from './alike.ts'
import { isStopWord, stem, wordsOf } from './language.ts'
import { likeStems } from './synonyms.ts'
import { contentWords, LONGEST_WORD, type Said, WORDS_ASKED, wordsSaid } from './terms.ts'

/** How many passages there are, and how many have each stem (0 where it is left out). */
export interface Counts {
  passages: number
  withStem: Map<string, number>
}

/** A query as it is compared: its words that carry meaning, in order, and those said before it. */
export interface Asked {
  query: string
  words: string[]
  language: string
  said: { word: string; weight: number }[]
}

/** What a passage has in common with a query, seen in its text. Shares weigh words by their rarity, 0 to 1. */
export interface Read {
  /** The share of the query that the title says, and of the title that the query says. */
  title: number
  named: number
  /** How alike query and title are as wholes. */
  alike: number
  /** The share of the title that was said before. */
  saidNamed: number
  /** The largest share of the query that stands within a few lines of the text. */
  close: number
  /** The share of the query that is said or begins as a word that is said. */
  begun: number
  /** Which of the query's neighbouring words are neighbours in the text. */
  pairs: Set<number>
  /** Per word of the query: how often it is in the title, and in the text; and how much it weighs of the query. */
  inTitle: number[]
  inText: number[]
  shares: number[]
  titleLength: number
  textLength: number
}

export const NOTHING: Read = {
  title: 0,
  named: 0,
  alike: 0,
  saidNamed: 0,
  close: 0,
  begun: 0,
  pairs: new Set(),
  inTitle: [],
  inText: [],
  shares: [],
  titleLength: 0,
  textLength: 0,
}

export type Reader = (passage: { title: string; heading: string; text: string }) => Read

/** So many words of meaning are a sentence or two. */
const CLOSE = 16

export function readerOf(asked: Asked, language: string, counts: Counts): Reader {
  const { slots, weights } = slotsOf(asked, language, counts)
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  const shares = weights.map((weight) => weight / total)
  const said = new Map(asked.said.map(({ word, weight }) => [stem(word, language), weight]))
  const places = (stems: string[]) => stems.map((each) => slots.get(each) ?? null)
  const likeness = likenessTo(asked.query, asked.language)
  const neighbours = neighboursOf(asked, language)
  const beginnings = beginningsOf(asked.words)
  const readTitle = (title: string) => {
    const words = wordsOf(title)
    const stems = stemmed(words, language)
    return { stems, at: places(stems), begun: beginnings(words), alike: likeness(title, language) }
  }
  // many passages of one article are read
  const titles = new Map<string, ReturnType<typeof readTitle>>()

  return (passage) => {
    const title = titles.get(passage.title) ?? readTitle(passage.title)
    titles.set(passage.title, title)
    const words = wordsOf(`${passage.heading}\n${passage.text}`)
    const text = places(stemmed(words, language))
    let named = 0
    let saidNamed = 0
    let all = 0
    for (const each of new Set(title.stems)) {
      const weight = rarity(each, counts)
      all += weight
      if (slots.has(each)) named += weight
      else saidNamed += weight * (said.get(each) ?? 0)
    }
    const inTitle = tally(title.at, shares.length)
    const inText = tally(text, shares.length)
    const begun = beginnings(words)
    const shareOf = (holds: (slot: number) => boolean) =>
      shares.reduce((sum, share, slot) => sum + (holds(slot) ? share : 0), 0)
    const isIn = (times: number[], slot: number) => (times[slot] ?? 0) > 0
    return {
      title: shareOf((slot) => isIn(inTitle, slot)),
      named: all === 0 ? 0 : named / all,
      alike: title.alike,
      saidNamed: all === 0 ? 0 : saidNamed / all,
      close: closest(text, shares),
      begun: shareOf(
        (slot) => isIn(inTitle, slot) || isIn(inText, slot) || begun.has(slot) || title.begun.has(slot),
      ),
      pairs: neighbours(words),
      inTitle,
      inText,
      shares,
      titleLength: title.stems.length,
      textLength: text.length,
    }
  }
}

/** Each form that stands for a word of the query, and what each word weighs. Words used for each other come last: they take no word's own place. */
function slotsOf(asked: Asked, language: string, counts: Counts) {
  const slots = new Map<string, number>()
  const put = (form: string, slot: number) => slots.has(form) || slots.set(form, slot)
  const weights = asked.words.map((word, slot) => {
    const forms = [word, stem(word, asked.language), stem(word, language)]
    for (const form of forms) put(form, slot)
    const known = forms.filter((form) => (counts.withStem.get(form) ?? 0) > 0)
    return Math.max(...(known.length === 0 ? forms : known).map((form) => rarity(form, counts)))
  })
  asked.words.forEach((word, slot) => {
    for (const like of likeStems(stem(word, language), language)) put(like, slot)
  })
  return { slots, weights }
}

/** The largest share of the query that `CLOSE` words in a row hold. */
function closest(text: (number | null)[], shares: number[]): number {
  const held = new Array<number>(shares.length).fill(0)
  let share = 0
  let most = 0
  text.forEach((slot, at) => {
    if (slot !== null) {
      if (held[slot] === 0) share += shares[slot] ?? 0
      held[slot] = (held[slot] ?? 0) + 1
    }
    const left = at < CLOSE ? null : (text[at - CLOSE] ?? null)
    if (left !== null) {
      held[left] = (held[left] ?? 0) - 1
      if (held[left] === 0) share -= shares[left] ?? 0
    }
    most = Math.max(most, share)
  })
  return most
}

/** Tells which neighbours among all the query's words, "of" and "not" too, are neighbours among these. */
function neighboursOf(asked: Asked, language: string): (words: string[]) => Set<number> {
  const query = wordsOf(asked.query)
    .slice(0, WORDS_ASKED)
    .map((word) => normal(word, asked.language, language))
  const ids = new Map([...new Set(query)].map((word, id) => [word, id]))
  const pairOf = (first: number, second: number) => first * ids.size + second
  const idOf = (word: string) => ids.get(word) ?? ids.get(normal(word, language, language)) ?? null
  const wanted = new Map<number, number>()
  query.forEach((word, at) => {
    const pair = pairOf(ids.get(query[at - 1] ?? '') ?? -1, ids.get(word) ?? -1)
    if (at > 0 && !wanted.has(pair)) wanted.set(pair, at - 1)
  })
  return (words) => {
    const found = new Set<number>()
    let before: number | null = null
    for (const word of words) {
      const id = idOf(word)
      const at: number | null =
        id === null || before === null ? null : (wanted.get(pairOf(before, id)) ?? null)
      if (at !== null) found.add(at)
      before = id
    }
    return found
  }
}

/** So many first letters make two words kin, when they are two thirds of both: "sewers" and "sewerage". */
const LETTERS = 4
const KIN = 0.66

function beginningsOf(asked: string[]): (words: string[]) => Set<number> {
  const byLetters = new Map<string, { word: string; slot: number }[]>()
  asked.forEach((word, slot) => {
    const letters = word.slice(0, LETTERS)
    if (letters.length === LETTERS)
      byLetters.set(letters, [...(byLetters.get(letters) ?? []), { word, slot }])
  })
  return (words) => {
    const found = new Set<number>()
    for (const other of words) {
      for (const { word, slot } of byLetters.get(other.slice(0, LETTERS)) ?? []) {
        let same = LETTERS
        while (same < word.length && word[same] === other[same]) same += 1
        if ((2 * same) / (word.length + other.length) >= KIN) found.add(slot)
      }
    }
    return found
  }
}

export function askedIn(query: string, said: Said[], language: string): Asked {
  return {
    query,
    words: [...new Set(contentWords(query, language))].slice(0, WORDS_ASKED),
    language,
    said: wordsSaid(said, language),
  }
}

function tally(slots: (number | null)[], length: number): number[] {
  const times = new Array<number>(length).fill(0)
  for (const slot of slots) if (slot !== null) times[slot] = (times[slot] ?? 0) + 1
  return times
}

function rarity(stemmed: string, { passages, withStem }: Counts): number {
  const having = withStem.get(stemmed) ?? 0
  return Math.log(1 + Math.max(0, passages - having + 0.5) / (having + 0.5))
}

export function stemsOf(text: string, language: string): string[] {
  return stemmed(wordsOf(text), language)
}

function stemmed(words: string[], language: string): string[] {
  return words
    .filter((word) => !isStopWord(word, language))
    .map((word) => stem(word.slice(0, LONGEST_WORD), language))
}
