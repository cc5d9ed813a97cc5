import { detected, isStopWord, stem, wordsOf } from './language.ts'
import type { Counts } from './overlap.ts'
import { SHORTEST, SHORTEST_NEAR, slips } from './slips.ts'
import { withoutMarks } from './terms.ts'

/**
 * Words that were typed in haste. A word of a question that nothing in the knowledge says is read as the word of what was found that it
 * is one slip away from: two letters changed places, one is missing, one too many, one of its neighbours was hit. What cannot be told
 * with some certainty stays as it was typed: a name, a number or a word of something else must not become what the knowledge has an
 * answer about. Pure.
 */

/** What was typed, and what it is read as. */
export interface Reading {
  typed: string
  as: string
}

interface Found {
  title: string
  heading: string
  text: string
  phrasings: string[]
  language: string
}

/** So many words of a question are read anew: each is compared with all that was found. */
const MOST = 8
/** Of an article's phrasings so many are looked through for its words. */
const PHRASINGS = 50
/** Of two words that are equally near, the one that so many times as many passages say. */
const STANDS_OUT = 3

/** One word of an alphabet, with what may stand around it: no number, address or handle. */
const TOKEN =
  /^(["'“”„«»([¿¡*]*(?:\p{L}{1,2}['’])?)((?:(?=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])[\p{L}\p{M}])+)((?:['’]s)?["'“”»)\].,;:!?…*]*)$/u
const SENTENCE_ENDS = /[.!?…:]["'“”»)]*$/u

/**
 * How what was found says the words that nothing says as they were typed. `own`: the language that they are told as, null: none;
 * `written`: those of the knowledge. What is told as none of these may be mistyped so that nobody can tell; it is read where it is
 * then told as the knowledge's, and is a foreign question where it is not.
 */
export function readingsIn(
  query: string,
  { own, written }: { own: string | null; written: string[] },
  found: Found[],
  counts: Counts,
): Reading[] {
  const [first] = written
  if (own !== null && written.includes(own)) return readIn(query, own, found, counts)
  if (first === undefined) return []
  const readings = readIn(query, first, found, counts)
  return own === null || detected(asRead(query, readings)) === first ? readings : []
}

function readIn(query: string, language: string, found: Found[], counts: Counts): Reading[] {
  const mistyped = unheardIn(query, language, counts)
  if (mistyped.length === 0) return []
  const words = wordsLike(
    mistyped,
    found.filter((each) => each.language === language),
    language,
  )
  return mistyped.flatMap((typed) => {
    const as = nearest(typed, words, language)
    return as === null ? [] : [{ typed, as }]
  })
}

/** The text as it is read; what was not read anew stands as it was typed. */
export function asRead(text: string, readings: Reading[]): string {
  if (readings.length === 0) return text
  const read = new Map(readings.map(({ typed, as }) => [typed, as]))
  return text
    .split(/(\s+)/)
    .map((token) => {
      const [, before = '', word = '', after = ''] = TOKEN.exec(token) ?? []
      const as = read.get(folded(word))
      return as === undefined ? token : `${before}${inCase(word, as)}${after}`
    })
    .join('')
}

function inCase(word: string, as: string): string {
  return /^\p{Lu}/u.test(word) ? `${as.slice(0, 1).toUpperCase()}${as.slice(1)}` : as
}

/** The words that nothing in the knowledge says, without those that are meant as they stand. */
function unheardIn(query: string, language: string, { withStem }: Counts): string[] {
  const tokens = query.split(/\s+/)
  const capitals = tokens.filter((token) => /^\P{L}*\p{Lu}/u.test(token)).length
  // German writes its nouns so, and some write every word so
  const namesAreCapital = language !== 'de' && capitals * 2 < tokens.length
  const words = tokens.flatMap((token, at) => {
    const word = TOKEN.exec(token)?.[2] ?? ''
    const begins = at === 0 || SENTENCE_ENDS.test(tokens[at - 1] ?? '')
    if (namesAreCapital && !begins && /^\p{Lu}/u.test(word)) return []
    return folded(word)
  })
  return [...new Set(words)]
    .filter((word) => [...word].length >= SHORTEST && !isStopWord(word, language))
    .filter((word) => [word, stem(word, language)].every((form) => !withStem.has(form)))
    .slice(0, MOST)
}

interface Word {
  word: string
  plain: string
  stem: string
  passages: number
}

/** The words that are said there and begin as one of these, small words too, each with how many passages say it. */
function wordsLike(mistyped: string[], found: Found[], language: string): Word[] {
  // a second letter may have come first
  const beginnings = new Set(mistyped.flatMap((word) => [...withoutMarks(word)].slice(0, 2)))
  const passages = new Map<string, number>()
  for (const { title, heading, text, phrasings } of found) {
    const said = wordsOf([title, heading, text, ...phrasings.slice(0, PHRASINGS)].join('\n'))
    for (const word of new Set(said)) passages.set(word, (passages.get(word) ?? 0) + 1)
  }
  return [...passages].flatMap(([word, count]) => {
    const plain = withoutMarks(word)
    return beginnings.has(plain[0] ?? '') && plain.length + 2 >= SHORTEST
      ? { word, plain, stem: stem(word, language), passages: count }
      : []
  })
}

function nearest(typed: string, words: Word[], language: string): string | null {
  const plain = withoutMarks(typed)
  const stemmed = withoutMarks(stem(typed, language))
  let least = Number.POSITIVE_INFINITY
  let near: Word[] = []
  for (const word of words) {
    // a small word of the language that it was first told as
    if (word.word === typed) return null
    const cost = Math.min(slips(plain, word.plain), betweenStems(stemmed, withoutMarks(word.stem)))
    if (cost > least || cost === Number.POSITIVE_INFINITY) continue
    near = cost < least ? [word] : [...near, word]
    least = cost
  }
  const byStem = new Map<string, { as: Word; passages: number }>()
  for (const word of near) {
    const before = byStem.get(word.stem)
    if (before === undefined) byStem.set(word.stem, { as: word, passages: word.passages })
    else
      byStem.set(word.stem, {
        as: before.as.passages >= word.passages ? before.as : word,
        passages: before.passages + word.passages,
      })
  }
  const [best, next] = [...byStem.values()].sort((a, b) => b.passages - a.passages)
  if (best === undefined) return null
  return next === undefined || best.passages >= STANDS_OUT * next.passages ? best.as.word : null
}

/** "retruning" beside "return": of what is left of words a letter for another says too little. */
function betweenStems(typed: string, meant: string): number {
  const apart = typed.length < SHORTEST_NEAR ? Number.POSITIVE_INFINITY : slips(typed, meant)
  return apart <= 1 ? apart : Number.POSITIVE_INFINITY
}

function folded(word: string): string {
  return word.normalize('NFKC').toLowerCase()
}
