import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { keeping } from '../keeping.ts'

/** Which language a text is in, as ISO 639-1, and the stop words and stemmer that go with it. Pure: no state but word lists. */

// stopword is a CommonJS bundle whose names an ES import does not see
const require = createRequire(import.meta.url)
// its types are ours, see packages.d.ts
const lists = require('stopword') as Record<string, unknown>
const snowball = require('snowball-stemmers') as typeof import('snowball-stemmers')

/** Language → [name of its list in stopword, name of its stemmer in snowball, null when there is none]. */
const KNOWN: Record<string, [list: string, stemmer: string | null]> = {
  ar: ['ara', 'arabic'],
  bg: ['bul', null],
  ca: ['cat', 'catalan'],
  cs: ['ces', 'czech'],
  da: ['dan', 'danish'],
  de: ['deu', 'german'],
  el: ['ell', null],
  en: ['eng', 'english'],
  es: ['spa', 'spanish'],
  et: ['est', null],
  fa: ['fas', null],
  fi: ['fin', 'finnish'],
  fr: ['fra', 'french'],
  he: ['heb', null],
  hi: ['hin', null],
  hr: ['hrv', null],
  hu: ['hun', 'hungarian'],
  id: ['ind', null],
  it: ['ita', 'italian'],
  ja: ['jpn', null],
  ko: ['kor', null],
  lt: ['lit', null],
  lv: ['lav', null],
  nl: ['nld', 'dutch'],
  no: ['nob', 'norwegian'],
  pl: ['pol', null],
  pt: ['por', 'portuguese'],
  ro: ['ron', 'romanian'],
  ru: ['rus', 'russian'],
  sk: ['slk', null],
  sl: ['slv', 'slovene'],
  sv: ['swe', 'swedish'],
  th: ['tha', null],
  tr: ['tur', 'turkish'],
  uk: ['ukr', null],
  vi: ['vie', null],
  zh: ['zho', null],
}

export const knownLanguages = Object.keys(KNOWN)

/** Scripts that one language (almost) alone writes in; the first that holds a third of the letters decides. */
const SCRIPTS: [script: RegExp, language: string][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Greek}/gu, 'el'],
]

/** Its profiles take half a second and 100 MiB: a process that only serves pages, or rests, does without. */
let profiles: typeof import('tinyld/heavy') | null = null

const STEMS_KEPT = 50_000
/** More than anybody writes in. */
const LANGUAGES_KEPT = 200
const stopWordSets = keeping<Set<string>>(LANGUAGES_KEPT)
const stemmers = keeping<(word: string) => string>(LANGUAGES_KEPT)
const TOLD_KEPT = 20_000
const told = keeping<string | null>(TOLD_KEPT)
const SPACES = /[ \t\r\n]+/
/** A word of an alphabet between marks that end a word wherever they stand. */
const PLAIN_WORD =
  /^["“”„«»()[\]¿¡*]*((?:[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}](?!\p{Lm}))+|[0-9]+)["“”„«»()[\]?!*.,;:]*$/u
const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

/** The language of a text; `fallback` when the text is too short or too mixed to tell. A few hundred characters are enough. */
export function languageOf(text: string, fallback: string): string {
  return detected(text) ?? fallback
}

/** One that is expected needs so much of the weight of the heaviest. */
const NEAR = 0.5

/**
 * As languageOf, where some languages are `expected`: the likeliest of them where it is nearly as likely as what is told, or where
 * nothing is told; else 'en'. What is known of it from before (`before`) decides where it is another than what is told. Few words in haste look like many a language.
 */
export function languageAmong(text: string, expected: string[], before: string | null): string {
  const told = detected(text)
  if (before !== null && told !== before) return before
  if (told !== null && expected.includes(told)) return told
  const sample = text.slice(0, 400)
  const votes = votesFor(sample, wordsOf(sample))
  const likely = heaviest(votes.filter(({ lang, weight }) => weight > 0 && expected.includes(lang)))
  if (told === null) return likely?.lang ?? expected[0] ?? 'en'
  const its = votes.find(({ lang }) => lang === told)?.weight ?? Number.POSITIVE_INFINITY
  return likely !== null && likely.weight >= NEAR * its ? likely.lang : told
}

/** So few words of the Latin script are told apart by chance: "one sec" is Polish to its letters. */
const FEW_WORDS = 3

/** What says too little to change the language that somebody has written in before. */
export function isTooShortToTell(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? []
  return letters.every((letter) => /\p{Script=Latin}/u.test(letter)) && wordsOf(text).length <= FEW_WORDS
}

/** As languageOf, null when it cannot be told. */
export function detected(text: string): string | null {
  const sample = text.slice(0, 400)
  // a turn asks this of its question and of each passage several times over; what people wrote is not kept for it
  const key = createHash('sha1').update(sample).digest('base64')
  return told(key, () => languageIn(sample))
}

function languageIn(sample: string): string | null {
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  if (letters === 0) return null
  for (const [script, language] of SCRIPTS) {
    // a little kana among many Han characters is Japanese; for the others a third must be theirs
    const share = (sample.match(script)?.length ?? 0) / letters
    if (share > (language === 'ja' ? 0.1 : 0.33)) return language
  }
  const words = wordsOf(sample)
  const best = theOne(votesFor(sample, words))
  if (best === null) return null
  const enough = words.length >= 5 || best.weight >= (words.length >= 2 ? 0.7 : 1)
  return enough ? best.lang : null
}

/** Words as the Unicode rules and ICU's dictionaries see them (Chinese and Thai have no spaces), in lower case. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  // no word reaches over a space, and of what lies between spaces most is one plain word: the segmenter costs ten times as much
  for (const token of text.normalize('NFKC').toLowerCase().split(SPACES)) {
    if (/^[a-z0-9]+$/.test(token)) {
      words.push(token)
      continue
    }
    const plain = PLAIN_WORD.exec(token)?.[1]
    if (plain !== undefined) words.push(plain)
    else if (token !== '') words.push(...segmented(token))
  }
  return words
}

function segmented(text: string): string[] {
  const words: string[] = []
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    // "it's" and "l'article" are two words each, of which one says something
    if (isWordLike) words.push(...segment.split(/['’]/u).filter((part) => part !== ''))
  }
  return words
}

export function isStopWord(word: string, language: string): boolean {
  return stopWords(language).has(word)
}

/** The word's stem in this language; the word itself where there is no stemmer. */
export function stem(word: string, language: string): string {
  return stemmers(language, () => stemmerFor(language))(word)
}

function stemmerFor(language: string): (word: string) => string {
  const name = KNOWN[language]?.[1] ?? null
  if (name === null) return (word) => word
  const stemmer = snowball.newStemmer(name)
  // what the index finds is stemmed to be ranked: thousands of words, most of them the knowledge's own, again and again
  const stems = keeping<string>(STEMS_KEPT)
  return (word) => stems(word, () => stemmer.stem(word) || word)
}

interface Vote {
  lang: string
  /** What the letters alone say, 0 to 1. */
  letters: number
  weight: number
}

/** The bar of a table is the stroke that ends a sentence in Hindi to them, the middle dot of a list Greek's semicolon. */
const BARS_AND_DOTS = /[|·]/g

/** Few words: letter statistics alone mislead ("retoure" is French to them), a function word among them decides. */
function votesFor(sample: string, words: string[]): Vote[] {
  profiles ??= require('tinyld/heavy') as typeof import('tinyld/heavy')
  const plain = sample.replace(BARS_AND_DOTS, ' ')
  return profiles.detectAll(plain, { only: knownLanguages }).map(({ lang, accuracy }) => ({
    lang,
    letters: accuracy,
    weight: accuracy + 2 * shareOfStopWords(words, lang),
  }))
}

/** Where what the letters say best of has so much of the heaviest's weight, they decide: "to", "do" and "u" are words of many languages. */
const LETTERS_DECIDE = 0.6

function theOne(votes: Vote[]): Vote | null {
  const best = heaviest(votes)
  const byLetters = heaviest(votes, 'letters')
  if (best === null || byLetters === null) return best
  return byLetters.weight >= LETTERS_DECIDE * best.weight ? byLetters : best
}

function heaviest(votes: Vote[], by: 'weight' | 'letters' = 'weight'): Vote | null {
  return votes.reduce<Vote | null>((a, b) => (a === null || b[by] > a[by] ? b : a), null)
}

function shareOfStopWords(words: string[], language: string): number {
  return words.length === 0 ? 0 : words.filter((word) => isStopWord(word, language)).length / words.length
}

function stopWords(language: string): Set<string> {
  return stopWordSets(language, () => {
    const list = lists[KNOWN[language]?.[0] ?? '']
    return new Set(
      Array.isArray(list) ? list.map((word) => String(word).normalize('NFKC').toLowerCase()) : [],
    )
  })
}
