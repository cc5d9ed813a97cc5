import { detected, wordsOf } from '../knowledge/language.ts'
import { sentencesOf } from '../knowledge/sentence.ts'
import { contentWords, withoutMarks } from '../knowledge/terms.ts'
import { isPureCourtesy } from './goodbye.ts'
import { attackIn } from './injection.ts'
import { masked } from './mask.ts'
import { partsOf } from './needs.ts'
import { asksForHuman, courtesyIn } from './phrases.ts'

/** From what a customer wrote to a way of asking that may be kept: nobody's, and nothing but the question. Pure. */

/** What one turn answered. */
export interface Asked {
  /** The customer's messages, in order. */
  texts: string[]
  /** What the customer is called. */
  names: string[]
  /** The customer had written before in the same session: what is meant may stand there. */
  isLater: boolean
}

export interface WayOfAsking {
  text: string
  /** More was asked in the same breath. */
  isOneOfSeveral: boolean
}

const LONGEST = 300
/** What follows up on something must say more by itself. */
const FEW_WORDS = 2
const ASKS = /[?？؟]\s{0,3}$/
const ADDRESS = /https?:|www\./i
const MASK = /\[[a-z -]{1,20}\]/g

/** The first question, masked whatever the settings say; null when it teaches nothing, or is nothing to keep. */
export function wayOfAsking({ texts, names, isLater }: Asked): WayOfAsking | null {
  const all = texts.join('\n')
  if (attackIn(all) !== null || asksForHuman(all) !== null) return null
  const asking = texts.map(sentencesAsking).filter((sentences) => sentences.length > 0)
  const sentences = asking.find((each) => each.some((sentence) => ASKS.test(sentence))) ?? asking[0]
  if (sentences === undefined) return null
  const end = sentences.findIndex((sentence) => ASKS.test(sentence))
  // what comes after the question is the customer's story
  const question = (end === -1 ? sentences : sentences.slice(0, end + 1)).join(' ')
  if (question.length > LONGEST || ADDRESS.test(question)) return null
  const text = nobodys(question, names)
  const own = text.replace(MASK, ' ')
  const telling = contentWords(own, detected(own) ?? 'en').length
  if (wordsOf(own).length < 2 || telling < (isLater ? FEW_WORDS : 1)) return null
  const questions = partsOf(asking.flat().join('\n')).filter(({ isQuestion }) => isQuestion)
  return text.length > LONGEST ? null : { text, isOneOfSeveral: questions.length > 1 }
}

/** Without greetings and thanks, also at the beginning of a sentence: "Hi, where is …". */
function sentencesAsking(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => sentencesOf(line.replace(/\s+/g, ' ')))
    .map((sentence) => withoutGreeting(sentence.trim()))
    .filter((sentence) => sentence !== '' && !isCourtesy(sentence))
}

function withoutGreeting(sentence: string): string {
  const [whole = '', first = ''] = /^([^,!.:;]{1,30})[,!.:;]/.exec(sentence) ?? []
  return isCourtesy(first) ? sentence.slice(whole.length).trim() : sentence
}

function isCourtesy(text: string): boolean {
  return courtesyIn(text, wordsOf(text)) !== null || isPureCourtesy(text)
}

/** What could be anybody's: personal data masked, the customer's name, and numbers as long as an order's. */
function nobodys(text: string, names: string[]): string {
  const withoutData = masked(text.normalize('NFC')).text
  return withoutNames(withoutData, names).replace(/[\p{L}\d][\p{L}\d-]{4,60}/gu, (token) =>
    token.replace(/\D/g, '').length >= LONG_NUMBER ? '[number]' : token,
  )
}

const LONG_NUMBER = 5

/** Scripts that set no spaces between a name and what follows. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

/** First and last name by themselves too, with a genitive's s, in whatever case and with or without accents. */
function withoutNames(text: string, names: string[]): string {
  const parts = names
    .flatMap((name) => name.normalize('NFC').split(/[^\p{L}\p{M}]/u))
    .filter((part) => [...part].length > 1)
  const plain = new Set(parts.map(folded))
  const isName = (word: string) => plain.has(folded(word)) || plain.has(folded(word).replace(/s$/, ''))
  const masks = text.replace(/\[[a-z -]{1,20}\]|[\p{L}\p{M}]{2,60}/gu, (word) =>
    !word.startsWith('[') && isName(word) ? NAME : word,
  )
  return parts
    .filter((part) => DENSE.test(part))
    .reduce((rest, part) => rest.replaceAll(part, NAME), masks)
    .replace(/\[name\](?:[ -]\[name\]){1,5}/g, NAME)
}

const NAME = '[name]'
const folded = (word: string) => withoutMarks(word.toLowerCase())
