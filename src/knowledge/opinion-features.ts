import { stem, wordsOf } from './language.ts'

/**
 * What the second opinion sees of a text: features in four families, each as a 32-bit number. Stop words stay in: of "where is my
 * order" and "can I cancel my order" they are half of what tells them apart.
 */

/** A text's features, family after family. Two of one family that share a number count as one (one pair in 200,000 features does). */
export interface Features {
  hashes: Uint32Array
  /** How often each occurs. */
  counts: Float32Array
  /** Where each family ends. */
  ends: number[]
  words: number
}

/**
 * Stems; neighbouring stems; any two stems of the text, in any order; 2 to 5 characters of a word with its ends marked, which
 * forgive typos and carry the languages without a stemmer. Each family is scaled to length 1 and then by its weight: on
 * four sets any weight from 1 to 1.5 did as well within half a point, half the weight or a family left out cost up to one.
 */
export const FAMILY_WEIGHTS = [1, 0.7, 1.5, 1.5]

/** The first two families say what two texts have in common in words. */
export const WORD_FAMILIES = 2

const WORDS_READ = 100
const STEMS_PAIRED = 30
const LONGEST_WORD = 40

/**
 * `languages`: those of the examples; a word is stemmed by each in turn, on both sides alike. `known`: stems found before, which it adds
 * to; over many texts they are nearly half of the work.
 */
export function featuresOf(text: string, languages: string[], known = new Map<string, string>()): Features {
  const words = wordsOf(text).slice(0, WORDS_READ).map(plainly)
  const stems = words.map((word) => {
    const found = known.get(word) ?? languages.reduce((form, language) => stem(form, language), word)
    known.set(word, found)
    return found
  })
  const families = [stems, neighbours(stems), pairs(stems), words.flatMap(charactersOf)]
  const counted = families.map((family, index) => counts(family, index))
  return {
    hashes: Uint32Array.from(counted.flatMap((family) => [...family.keys()])),
    counts: Float32Array.from(counted.flatMap((family) => [...family.values()])),
    ends: counted.map((_, index) => counted.slice(0, index + 1).reduce((sum, { size }) => sum + size, 0)),
    words: words.length,
  }
}

/** Without accents, which people leave out when they type in a hurry. */
function plainly(word: string): string {
  return word.slice(0, LONGEST_WORD).normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
}

/** The ends of the text count as words. */
function neighbours(stems: string[]): string[] {
  if (stems.length === 0) return []
  return ['', ...stems].map((left, index) => `${left} ${stems[index] ?? ''}`)
}

function pairs(stems: string[]): string[] {
  const distinct = [...new Set(stems)].slice(0, STEMS_PAIRED).sort()
  return distinct.flatMap((left, index) => distinct.slice(index + 1).map((right) => `${left} ${right}`))
}

function charactersOf(word: string): string[] {
  const characters = [...`_${word}_`]
  const found: string[] = []
  for (let length = 2; length <= 5; length += 1)
    for (let at = 0; at + length <= characters.length; at += 1)
      found.push(characters.slice(at, at + length).join(''))
  return found
}

function counts(features: string[], family: number): Map<number, number> {
  const found = new Map<number, number>()
  for (const feature of features) {
    const hash = hashOf(feature, family)
    found.set(hash, (found.get(hash) ?? 0) + 1)
  }
  return found
}

/** FNV-1a over the code units, its bits then mixed as in MurmurHash3. Stored models depend on it. */
function hashOf(feature: string, family: number): number {
  let hash = 0x811c9dc5 ^ family
  for (let at = 0; at < feature.length; at += 1) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
