import { isStopWord, stem, wordsOf } from './language.ts'

/**
 * What passages and queries are compared by: stems of words (`w:`) and n-grams. Words are exact; n-grams of characters (`c:`)
 * forgive typos, inflection and compounds and carry scripts without stemmer; pairs of words (`p:`), of titles and phrasings only,
 * tell "Where is my order?" from "Can I cancel my order?", whose one word with a meaning is the same.
 * Both sides go through the same functions.
 */

/** Term → how often; with the length of each family as BM25 wants it. */
export interface TermBag {
  frequencies: Map<string, number>
  wordLength: number
  gramLength: number
}

/** Terms that stand for one word (or one n-gram) of a query share its slot: a passage scores a slot once. */
export interface QueryTerm {
  term: string
  slot: number
  /** `said`: a word that came up earlier in the conversation. */
  family: 'word' | 'gram' | 'said'
  /** 0 to 1, how much the term counts beside the query's own. */
  weight: number
}

/** What was said before a question. */
export interface Said {
  text: string
  /** 0: the message right before the question. */
  ago: number
}

const TITLE_WEIGHT = 2
/** Of a query, and of what was said before it, so many words count: in the index and in the second look alike. */
export const WORDS_ASKED = 200
const GRAMS_ASKED = 600
/** What was said one message earlier counts so much of what was said after it. */
const FADING = 0.7
/** A btree entry has a limit of some 2,700 bytes, and no word of a language is this long. */
export const LONGEST_WORD = 60

/** Scripts that set no spaces: two characters say there what three or a word say elsewhere. */
const DENSE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu

export function passageTerms(
  passage: { title: string; heading: string; phrasings: string[]; text: string },
  language: string,
): TermBag {
  const bag: TermBag = { frequencies: new Map(), wordLength: 0, gramLength: 0 }
  const put = (text: string, weight: number) => {
    for (const word of contentWords(text, language)) {
      bag.wordLength += weight
      count(bag.frequencies, `w:${stem(word, language)}`, weight)
    }
    for (const gram of gramsOf(text, language)) {
      bag.gramLength += weight
      count(bag.frequencies, `c:${gram}`, weight)
    }
  }
  put(passage.title, TITLE_WEIGHT)
  put(`${passage.heading}\n${passage.text}`, 1)
  // said once however many ways say it: fifty phrasings must not drown the text in length
  const said = new Set([
    ...passage.phrasings.flatMap((phrasing) => termsOf(phrasing, language)),
    ...[passage.title, ...passage.phrasings].flatMap(pairsOf),
  ])
  for (const term of said) {
    if (term.startsWith('w:')) bag.wordLength += 1
    else if (term.startsWith('c:')) bag.gramLength += 1
    count(bag.frequencies, term, 1)
  }
  // counted like any term, so that a query can learn which languages the knowledge is written in
  count(bag.frequencies, `l:${language}`, 1)
  return bag
}

/** `languages`: the query's own first, then those the knowledge is written in; each word is tried as written and stemmed in each. */
export function queryTerms(query: string, languages: string[], said: Said[] = []): QueryTerm[] {
  const language = languages[0] ?? 'en'
  const terms = new Map<string, QueryTerm>()
  let slot = 0
  const words = new Set(contentWords(query, language))
  for (const word of [...words].slice(0, WORDS_ASKED)) {
    for (const form of new Set([word, ...languages.map((each) => stem(word, each))])) {
      const term = `w:${form}`
      if (!terms.has(term)) terms.set(term, { term, slot, family: 'word', weight: 1 })
    }
    slot += 1
  }
  for (const gram of [...new Set(gramsOf(query, language))].slice(0, GRAMS_ASKED)) {
    terms.set(`c:${gram}`, { term: `c:${gram}`, slot, family: 'gram', weight: 1 })
    slot += 1
  }
  for (const term of new Set(query.split('\n').flatMap(pairsOf).slice(0, WORDS_ASKED))) {
    terms.set(term, { term, slot, family: 'gram', weight: 1 })
    slot += 1
  }
  for (const { word, weight } of wordsSaid(said, language)) {
    for (const form of new Set([word, ...languages.map((each) => stem(word, each))])) {
      const term = `w:${form}`
      if (!terms.has(term)) terms.set(term, { term, slot, family: 'said', weight })
    }
    slot += 1
  }
  return [...terms.values()]
}

const WORDS_SAID = 60

/** The words of a conversation, those said last first, as many as count. */
export function wordsSaid(said: Said[], language: string): { word: string; weight: number }[] {
  const weights = new Map<string, number>()
  for (const { text, ago } of said.toSorted((a, b) => a.ago - b.ago)) {
    for (const word of contentWords(text, language)) if (!weights.has(word)) weights.set(word, FADING ** ago)
  }
  return [...weights].slice(0, WORDS_SAID).map(([word, weight]) => ({ word, weight }))
}

/** The words that carry meaning, in order, unstemmed. */
export function contentWords(text: string, language: string): string[] {
  return wordsOf(text)
    .filter((word) => !isStopWord(word, language))
    .map((word) => word.slice(0, LONGEST_WORD))
}

/** The stems of the words that carry meaning, each once: what two texts have in common. */
export function contentStems(text: string, language: string): Set<string> {
  return new Set(contentWords(text, language).map((word) => stem(word, language)))
}

function termsOf(text: string, language: string): string[] {
  return [
    ...contentWords(text, language).map((word) => `w:${stem(word, language)}`),
    ...gramsOf(text, language).map((gram) => `c:${gram}`),
  ]
}

/** Neighbours among all words, the ends marked. */
function pairsOf(text: string): string[] {
  const words = wordsOf(text).map((word) => withoutMarks(word.slice(0, LONGEST_WORD)))
  if (words.length === 0) return []
  return ['', ...words].map((word, index) => `p:${word} ${words[index] ?? ''}`)
}

/** Trigrams of each word that carries meaning, its ends marked; pairs of characters where words are not set apart. */
function gramsOf(text: string, language: string): string[] {
  const grams: string[] = []
  const folded = text.normalize('NFKC').toLowerCase()
  for (const [run] of folded.matchAll(DENSE)) {
    const characters = [...run]
    if (characters.length === 1) grams.push(run)
    for (let at = 0; at + 2 <= characters.length; at += 1) grams.push(characters.slice(at, at + 2).join(''))
  }
  for (const word of wordsOf(folded.replace(DENSE, ' '))) {
    if (isStopWord(word, language)) continue
    grams.push(...trigramsOf(word))
  }
  return grams
}

/** A word's runs of three characters, its ends marked. */
export function trigramsOf(word: string): string[] {
  const characters = [...`_${withoutMarks(word.slice(0, LONGEST_WORD))}_`]
  return characters.slice(2).map((last, at) => `${characters[at]}${characters[at + 1]}${last}`)
}

/** "Rückgabe" and "Ruckgabe", "pedido" and "pédido": people leave marks out when they type in a hurry. */
export function withoutMarks(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
}

function count(frequencies: Map<string, number>, term: string, weight: number): void {
  frequencies.set(term, (frequencies.get(term) ?? 0) + weight)
}
