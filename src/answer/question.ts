import type { AttachmentKind } from '../conversation.ts'
import { detected, isTooShortToTell, wordsOf } from '../knowledge/language.ts'
import { contentWords, type Said } from '../knowledge/terms.ts'
import { saysGoodbye, saysSolved } from './goodbye.ts'
import type { Picture } from './model.ts'
import { ownWords } from './own-words.ts'
import { asksForHuman, courtesyIn } from './phrases.ts'
import { smallTalkIn, tonguesOf } from './small-talk.ts'
import { wantedIn } from './unwanted.ts'
import { choiceIn, optionsIn } from './which.ts'
import { isGreeting, isKindWord, isOffer } from './wording.ts'

/** One thing said in a conversation, as far as an answer needs to know. */
export interface Exchange {
  author: 'customer' | 'ai' | 'rep'
  text: string
  /** What came with the words, in order; left out when nothing did. */
  attachments?: Shown[]
  /** People have decided about it, and gave the conversation back: it was said before, and is no part of what is asked now. */
  isSettled?: true
}

export interface Shown {
  kind: AttachmentKind
  name: string | null
  /** What a model that sees is given; null: it cannot be read here. */
  picture: Picture | null
}

/** What the customer wants to know, understood from the conversation. */
export interface Question {
  /** The customer's messages since anybody last answered, joined: their own words, without the mails that they quote. */
  text: string
  /** The same with all that is quoted. */
  whole: string
  /** The text without what they say that they do not want, where they want something else. */
  wanted: string
  /** What they say that they do not want, where they want nothing else; null: they say no such thing. */
  declined: string | null
  /** What is looked up: what is wanted, and for a short follow-up what it follows. */
  query: string
  /** What was said before, by anybody: what "it" and "there" may mean. */
  said: Said[]
  /** What the customer asked last before that was answered; empty: nothing. */
  before: string
  /** Null when the messages are too short to tell. */
  language: string | null
  courtesy: 'greeting' | 'thanks' | 'noted' | null
  /** Nothing was asked yet, what was answered was no help, or: whom do I talk to? */
  smallTalk: 'needs_help' | 'unhelped' | 'who' | null
  askedForHuman: string | null
  askedBefore: boolean
  /** The titles that they choose of those that the AI offered, none where none is meant; null: nothing was offered, or they say something else. */
  chosen: string[] | null
  /** The AI's last words were a question back. */
  clarifiedBefore: boolean
}

/** "And to France?" says too little by itself. */
const FEW_WORDS = 3
/** What more languages than these say alike is none's. */
const FEW_TONGUES = 3
const MESSAGES_REMEMBERED = 8

export function questionOf(exchanges: Exchange[]): Question {
  const last = exchanges.findLastIndex(({ author }) => author === 'customer')
  let first = last
  while (first > 0 && exchanges[first - 1]?.author === 'customer') first -= 1
  const tail = exchanges.slice(Math.max(first, 0), last + 1)
  const asked = tail.filter(({ isSettled }) => !isSettled)
  const text = textsOf(asked).join('\n')
  const before = [...exchanges.slice(0, Math.max(first, 0)), ...tail.filter(({ isSettled }) => isSettled)]
  const earlier = textsOf(before.filter(({ author }) => author === 'customer'))
  const language = languageAfter(text, detected(earlier.slice(-5).join('\n')))
  const answered = first > 0 ? exchanges[first - 1] : undefined
  const chosen = answered?.author === 'ai' ? choiceIn(text, answered.text, language ?? 'en') : null
  const { courtesy, smallTalk } = chosen === null ? asideOf(text, answered ?? null) : CHOICE
  const previous = earlier.findLast(asksSomething) ?? ''
  const wanted = wantedIn(text, language ?? 'en')
  return {
    text,
    whole: asked.map((exchange) => exchange.text.trim()).join('\n'),
    wanted: wanted.text,
    declined: wanted.declined,
    query:
      chosen?.join('\n') || (courtesy === null ? withContext(wanted.text, previous, language ?? 'en') : text),
    chosen,
    said: courtesy === null ? saidBefore(exchanges.slice(0, Math.max(first, 0))) : [],
    before: previous,
    language,
    courtesy,
    smallTalk,
    askedForHuman: asksForHuman(text),
    askedBefore: earlier.some((each) => asksForHuman(each) !== null),
    clarifiedBefore: answered?.author === 'ai' && asksBack(answered.text) && !isGreeting(answered.text),
  }
}

/** A hello or thanks is in the language whose it is; what is short stays in the language of before. */
function languageAfter(text: string, before: string | null): string | null {
  const tongues = tonguesOf(text)
  if (before !== null && (tongues.includes(before) || (tongues.length === 0 && isTooShortToTell(text))))
    return before
  // "ok" is a word of all of them
  if (tongues.length > 0) return tongues.length <= FEW_TONGUES ? (tongues[0] ?? null) : before
  return detected(text) ?? before
}

/** A question at its end, or before a list to choose from. */
function asksBack(text: string): boolean {
  return optionsIn(text).length > 1 || /[?？؟]\s*$/.test(text)
}

type Aside = Pick<Question, 'courtesy' | 'smallTalk'>

/** "None" to a list chooses, and says nothing of what was answered before. */
const CHOICE: Aside = { courtesy: null, smallTalk: null }

/** What a message says beside questions follows from what it answers: "ok" to a question back says nothing yet. */
function asideOf(text: string, answered: Exchange | null): Aside {
  const noted: Aside = { courtesy: 'noted', smallTalk: null }
  const talk = smallTalkIn(text)
  // "no thanks" thanks for nothing that was given
  if (talk === 'leave') return noted
  const courtesy = courtesyOf(text)
  if (courtesy !== null) return { courtesy, smallTalk: null }
  const asked = answered?.author === 'ai' && (asksBack(answered.text) || isOffer(answered.text))
  if (talk === null) return { courtesy: null, smallTalk: null }
  if (talk === 'who') return { courtesy: null, smallTalk: 'who' }
  if (answered === null) return { courtesy: null, smallTalk: 'needs_help' }
  if (talk === 'noted') return asked ? { courtesy: null, smallTalk: 'needs_help' } : noted
  // nothing more is wanted after "if there is anything else, just write"
  if (talk === 'unhelped' && isKindWord(answered.text)) return noted
  // asked once what it is about, and still not told
  const isAskedAgain = talk === 'needs_help' && asked && !isGreeting(answered.text)
  return { courtesy: null, smallTalk: isAskedAgain ? 'unhelped' : talk }
}

function asksSomething(text: string): boolean {
  return courtesyOf(text) === null && smallTalkIn(text) === null
}

function courtesyOf(text: string): 'greeting' | 'thanks' | null {
  return courtesyIn(text, wordsOf(text)) ?? (saysGoodbye(text) || saysSolved(text) ? 'thanks' : null)
}

function withContext(text: string, previous: string, language: string): string {
  const own = contentWords(text, language)
  if (own.length > FEW_WORDS || previous === '') return text
  const taken = [...new Set(contentWords(previous, language))].filter((word) => !own.includes(word))
  return `${text}\n${taken.slice(0, 30).join(' ')}`
}

/** The last few messages, the newest first. */
function saidBefore(exchanges: Exchange[]): Said[] {
  return exchanges
    .slice(-MESSAGES_REMEMBERED)
    .toReversed()
    .map(({ text }, ago) => ({ text, ago }))
}

function textsOf(exchanges: Exchange[]): string[] {
  return exchanges.map(({ text }) => ownWords(text)).filter((text) => text !== '')
}
