import { COURTESY } from './courtesy-words.ts'
import { DENSE, type SmallTalkWords, SPACED } from './small-talk-words.ts'
import { WHO } from './who-words.ts'

/**
 * What a message says that asks for nothing the knowledge could hold. `noted`: it is taken in; `leave`: nothing more is wanted, or not
 * yet; `unhelped`: what was answered was no help; `needs_help`: a question is to come; `who`: whom do I talk to? Pure.
 */
export type SmallTalk = 'noted' | 'leave' | 'unhelped' | 'needs_help' | 'who'

const LONGEST = 120
const MOST_PHRASES = 8

/** Signs that say that something is wrong. */
const UNHAPPY = /[👎😡😠🤬😤😞😢😭😒🙄😕☹😟😫😩💩🤦😔😖😣🤨🖕💔❌]/u
const JOINERS = /[\ufe0f\u200d]|\p{Emoji_Modifier}/gu

interface Reader {
  language: string
  says: Record<SmallTalk, RegExp>
  thanks: RegExp
  any: RegExp
}

const READERS: Reader[] = Object.keys({ ...SPACED, ...DENSE, ...COURTESY }).flatMap((language) => {
  const isDense = language in DENSE
  // Swedish, Danish and Norwegian share a table; so do the words that greet and thank in them
  const talk = (isDense ? DENSE : SPACED)[language === 'sv' || language === 'da' ? 'nordic' : language]
  return talk === undefined || language === 'nordic' ? [] : [readerOf(language, talk, isDense)]
})

function readerOf(language: string, talk: SmallTalkWords, isDense: boolean): Reader {
  const { greeting = '', thanking = '' } = COURTESY[language] ?? {}
  const greets = greeting.replaceAll(' ', '|')
  const thanks = thanking.replaceAll(' ', '|')
  const only = (...phrases: string[]) => {
    const one = phrases.filter((each) => each !== '').join('|')
    return new RegExp(`^(?:(?:${one})${isDense ? ' ?' : '(?: |$)'}){1,${MOST_PHRASES}}$`, 'u')
  }
  const { noted, leave, unhelped, needsHelp, kind } = talk
  return {
    language,
    says: {
      leave: only(leave, noted),
      noted: only(noted),
      needs_help: only(needsHelp, noted, greets),
      unhelped: only(unhelped, leave, noted, thanks),
      who: only(WHO[language] ?? '', greets),
    },
    thanks: only(noted, leave, kind, thanks, greets),
    any: only(noted, leave, unhelped, needsHelp, kind, thanks, greets, WHO[language] ?? ''),
  }
}

const ORDER: SmallTalk[] = ['noted', 'leave', 'needs_help', 'who', 'unhelped']

/** Null when it says anything else, or is a courtesy (`courtesyIn`). A question mark alone, or an angry face, is unhelped. */
export function smallTalkIn(text: string): SmallTalk | null {
  const said = plain(text)
  if (said === null) return null
  if (said === '') {
    const signs = text.replace(JOINERS, '').trim()
    if (signs === '') return null
    return UNHAPPY.test(signs) || !/\p{Extended_Pictographic}/u.test(signs) ? 'unhelped' : 'noted'
  }
  if (UNHAPPY.test(text)) return has(said, 'unhelped') || has(said, 'noted') ? 'unhelped' : null
  const isAsked = /[?？؟]/.test(text)
  // "ok?" waits for something
  return ORDER.find((each) => has(said, each) && !(isAsked && (each === 'noted' || each === 'leave'))) ?? null
}

function has(said: string, what: SmallTalk): boolean {
  return READERS.some(({ says }) => says[what].test(said))
}

/** Whether all of it may stand in a message of thanks, whoever says what of it. */
export function onlyThanks(text: string): boolean {
  const said = plain(text)
  return said !== null && said !== '' && READERS.some(({ thanks }) => thanks.test(said))
}

/** The languages that have all its words among those said around questions. */
export function tonguesOf(text: string): string[] {
  const said = plain(text)
  return said === null || said === ''
    ? []
    : READERS.filter(({ any }) => any.test(said)).map(({ language }) => language)
}

/** In lower case, without signs, one space between words; null: too long to be small talk. */
function plain(text: string): string | null {
  if (text.length > LONGEST) return null
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[^\p{L}\p{M}\p{N}' -]/gu, ' ')
    .replace(/(?<!\p{L})['-]+|['-]+(?!\p{L})/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
