import { isStopWord, stem, wordsOf } from './language.ts'
import { trigramsOf } from './terms.ts'

/**
 * How alike two short texts are as a whole, every word counted: "Can I …", "How do I …" and "Why did …" ask for different things with
 * the same words of meaning. Pure.
 */

/** Words of each side that are compared: a title has fewer, and the cost grows with both. */
const WORDS = 60

/** `query` beside a title in the same or another language: 0 (nothing in common) to 1 (the same). */
export function likenessTo(
  query: string,
  queryLanguage: string,
): (title: string, language: string) => number {
  const asked = wordsOf(query).slice(0, WORDS)
  const askedGrams = new Set(asked.flatMap(trigramsOf))
  return (title, language) => {
    const words = wordsOf(title).slice(0, WORDS)
    const grams = new Set(words.flatMap(trigramsOf))
    const shared = [...grams].filter((gram) => askedGrams.has(gram)).length
    const order = longestCommon(
      asked.map((word) => normal(word, queryLanguage, language)),
      words.map((word) => normal(word, language, language)),
    )
    const letters = (2 * shared) / Math.max(1, grams.size + askedGrams.size)
    return (letters + (2 * order) / Math.max(1, asked.length + words.length)) / 2
  }
}

/** A word as it is compared: stop words as they stand, others stemmed as the text's language does. */
export function normal(word: string, ownLanguage: string, language: string): string {
  return isStopWord(word, ownLanguage) ? word : stem(word, language)
}

/** How many words two texts have in common in the same order. */
function longestCommon(a: string[], b: string[]): number {
  let above = new Array<number>(b.length + 1).fill(0)
  for (const word of a) {
    const row = [0]
    for (let at = 0; at < b.length; at += 1)
      row.push(word === b[at] ? (above[at] ?? 0) + 1 : Math.max(above[at + 1] ?? 0, row[at] ?? 0))
    above = row
  }
  return above[b.length] ?? 0
}
