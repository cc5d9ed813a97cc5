import { stem } from './language.ts'
import { likeStems } from './synonyms.ts'
import { contentWords, type Said, WORDS_ASKED, wordsSaid } from './terms.ts'

/** How many passages there are, and how many have each stem (0 where it is left out). */
export interface Counts {
  passages: number
  withStem: Map<string, number>
}

/** A query as it is compared: its words that carry meaning, in order, and those said before it. */
export interface Asked {
  words: string[]
  language: string
  said: { word: string; weight: number }[]
}

/** Words of a query that stand next to each other there count as near up to so many words apart. */
const NEAR = 3

/** What a passage has in common with a query, seen in its text. Shares weigh words by their rarity, 0 to 1. */
export interface Read {
  /** The share of the query that the title says, and of the title that the query says. */
  title: number
  named: number
  /** The share of the title that was said before. */
  saidNamed: number
  near: number
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
  saidNamed: 0,
  near: 0,
  inTitle: [],
  inText: [],
  shares: [],
  titleLength: 0,
  textLength: 0,
}

export type Reader = (passage: { title: string; heading: string; text: string }) => Read

export function readerOf(asked: Asked, language: string, counts: Counts): Reader {
  const { slots, weights } = slotsOf(asked, language, counts)
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  const shares = weights.map((weight) => weight / total)
  const said = new Map(asked.said.map(({ word, weight }) => [stem(word, language), weight]))
  const places = (stems: string[]) => stems.map((each) => slots.get(each) ?? null)
  // many passages of one article are read
  const titles = new Map<string, { stems: string[]; at: (number | null)[] }>()

  return (passage) => {
    let title = titles.get(passage.title)
    if (title === undefined) {
      const stems = stemsOf(passage.title, language)
      title = { stems, at: places(stems) }
      titles.set(passage.title, title)
    }
    const text = places(stemsOf(`${passage.heading}\n${passage.text}`, language))
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
    return {
      title: shares.reduce((sum, share, slot) => sum + ((inTitle[slot] ?? 0) > 0 ? share : 0), 0),
      named: all === 0 ? 0 : named / all,
      saidNamed: all === 0 ? 0 : saidNamed / all,
      near: nearness([title.at, text], weights),
      inTitle,
      inText: tally(text, shares.length),
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

/** The share of the query's neighbours that are neighbours, in either order, somewhere in the texts. */
function nearness(texts: (number | null)[][], weights: number[]): number {
  const found = new Set<number>()
  for (const text of texts) {
    text.forEach((slot, at) => {
      if (slot === null) return
      for (let other = Math.max(0, at - NEAR); other <= at + NEAR; other += 1)
        if (text[other] === slot + 1) found.add(slot)
    })
  }
  let all = 0
  let got = 0
  for (let slot = 0; slot + 1 < weights.length; slot += 1) {
    const weight = Math.min(weights[slot] ?? 0, weights[slot + 1] ?? 0)
    all += weight
    if (found.has(slot)) got += weight
  }
  return all === 0 ? 0 : got / all
}

export function askedIn(query: string, said: Said[], language: string): Asked {
  return {
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
  return contentWords(text, language).map((word) => stem(word, language))
}
