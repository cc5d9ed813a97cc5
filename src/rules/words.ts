/**
 * What sessions are found by: the words of a text, folded, and what a question asks for in the same words. Both sides go through the
 * same functions. Not for knowledge (knowledge/terms.ts), which forgives inflection and weighs: here a word is there or not.
 */

/** Of a question: a word as it stands, or any that begins so. */
export interface Asked {
  word: string
  isPrefix: boolean
}

/** Longer ones are cut, on both sides: a btree entry has its limit, and no word of a language is this long. */
const LONGEST_WORD = 48
/** Of one text so much is read. */
const LONGEST_TEXT = 20_000
/** Of a session; a text made to flood the index ends there. */
export const MOST_WORDS = 1_000
/** Of a question. */
const MOST_ASKED = 8
/** With less it is a number of something else, with more a card's. */
const SHORTEST_PHONE = 7
const LONGEST_PHONE = 15

/** Marks above and below letters, points and vowels that may be left out; those of Indic scripts are letters. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]/gu
const UNLIKE_THEIR_LETTER: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
}
const UNLIKE = new RegExp(`[${Object.keys(UNLIKE_THEIR_LETTER).join('')}]`, 'gu')

const WORD = /[\p{L}\p{N}\p{M}]+/gu
/** What no e-mail address holds. */
const BETWEEN_ADDRESSES = /[^\p{L}\p{N}\p{M}._%+@-]+/u
const NUMBER_IN_GROUPS = /\+?\(?\d(?:[\s()./-]{0,3}\d)+/gu
/** Scripts that set no spaces. Where a word ends depends there on its neighbours and on whose dictionary it is: pairs do not. */
const DENSE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu

/** The words of these texts, each once, the first texts' first, `most` at most. */
export function wordsOf(texts: Iterable<string>, most = MOST_WORDS): string[] {
  const words = new Set<string>()
  for (const text of texts) {
    for (const word of wordsIn(folded(text))) {
      if (words.size >= most) return [...words]
      words.add(cut(word))
    }
  }
  return [...words]
}

/** What else a phone number is written as: without its country code, which has one to three digits. */
export function phoneWords(phone: string): string[] {
  const digits = withoutZeros(phone.replace(/\D/g, ''))
  return [0, 1, 2, 3].map((from) => digits.slice(from)).filter(({ length }) => length >= SHORTEST_PHONE)
}

/** Every one of these must be there; the last one while it is being typed as a beginning. None: nothing to be found was asked for. */
export function asked(question: string): Asked[] {
  const text = folded(question).trim()
  const phone = phoneAsked(text)
  if (phone !== null) return [{ word: phone, isPrefix: true }]
  const pieces = text.split(/\s+/u)
  const words = pieces.flatMap((piece, index) => askedIn(piece, index === pieces.length - 1))
  const distinct = new Map(words.map((each) => [each.word, each]))
  return [...distinct.values()].slice(0, MOST_ASKED)
}

/** Whether a session with these words is found. */
export function isAsked(question: Asked[], words: string[]): boolean {
  return question.every(({ word, isPrefix }) =>
    words.some((each) => (isPrefix ? each.startsWith(word) : each === word)),
  )
}

/** A range of words in the order of their code points: `from` is in, `to` is not. */
export function beginningWith(word: string): { from: string; to: string } {
  return { from: word, to: `${word}\u{10ffff}` }
}

function askedIn(piece: string, isLast: boolean): Asked[] {
  // what follows a word ends it
  const isOpen = isLast && /[\p{L}\p{N}\p{M}@]$/u.test(piece)
  const [address] = piece.split(BETWEEN_ADDRESSES).flatMap(addressIn)
  if (address !== undefined) return [{ word: cut(address), isPrefix: isOpen }]
  const runs = piece.match(WORD) ?? []
  return runs.flatMap((run, index) => {
    const isOpenRun = isOpen && index === runs.length - 1
    return splitByScript(run).flatMap((part, at, parts) => {
      const isEnd = isOpenRun && at === parts.length - 1
      if (!part.isDense) return [{ word: cut(part.text), isPrefix: isEnd }]
      const characters = [...part.text]
      const words = characters.length > 1 ? pairsOf(characters) : characters
      return words.map((word) => ({ word, isPrefix: false }))
    })
  })
}

function* wordsIn(text: string): Generator<string> {
  if (text.includes('@')) for (const piece of text.split(BETWEEN_ADDRESSES)) yield* addressIn(piece)
  for (const [number] of text.matchAll(NUMBER_IN_GROUPS)) yield* numberWords(number)
  for (const [run] of text.matchAll(WORD))
    for (const part of splitByScript(run)) {
      if (part.isDense) yield* [...part.text, ...pairsOf([...part.text])]
      else yield part.text
    }
}

/** The address that this is, or the beginning of one; none without anybody's name in it. */
function addressIn(piece: string): string[] {
  const address = piece.replace(/^[._%+-]+/, '').replace(/[._%+-]{1,9}$/, '')
  return address.indexOf('@') > 0 ? [address] : []
}

/** A number that is set in groups, as one; with a country code also as it is dialled at home. */
function numberWords(number: string): string[] {
  const digits = number.replace(/\D/g, '')
  if (digits.length < SHORTEST_PHONE || digits.length > LONGEST_PHONE) return []
  return /^(\+|00)/.test(number) ? phoneWords(digits) : [digits, withoutZeros(digits)]
}

/** The digits of what can only be a phone number, or is one number in groups. */
function phoneAsked(text: string): string | null {
  const digits = text.replace(/\D/g, '')
  if (!/^\+?[\d\s()./-]+$/.test(text) || digits.length < SHORTEST_PHONE || digits.length > LONGEST_PHONE)
    return null
  if (/^[+(0]/.test(text)) return withoutZeros(digits)
  return /\s/.test(text) ? null : digits
}

function splitByScript(run: string): { text: string; isDense: boolean }[] {
  const parts: { text: string; isDense: boolean }[] = []
  let end = 0
  for (const dense of run.matchAll(DENSE)) {
    if (dense.index > end) parts.push({ text: run.slice(end, dense.index), isDense: false })
    parts.push({ text: dense[0], isDense: true })
    end = dense.index + dense[0].length
  }
  if (end < run.length) parts.push({ text: run.slice(end), isDense: false })
  return parts
}

function pairsOf(characters: string[]): string[] {
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}

function folded(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .normalize('NFKD')
    .replace(MARKS, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(UNLIKE, (letter) => UNLIKE_THEIR_LETTER[letter] ?? letter)
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '')
}

/** Between two characters, never within one. */
function cut(word: string): string {
  return word.length <= LONGEST_WORD ? word : word.slice(0, LONGEST_WORD).replace(/[\ud800-\udbff]$/, '')
}
