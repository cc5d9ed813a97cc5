/**
 * What customers say in few words whatever the knowledge holds: that they want a person, greetings, thanks.
 * Modest tables; a model sees more. All patterns are bounded, so that no message takes long.
 */

import { wordsOf } from '../knowledge/language.ts'
import { COURTESY, PLEASANTRIES } from './courtesy-words.ts'
import { PERSON_WORDS } from './person-words.ts'
import { onlyThanks, smallTalkIn } from './small-talk.ts'

/** What hours a person can be reached in: no wish for one here and now. */
const ASKS_WHEN =
  /\b(what time|(what|which|opening|working|business|office|support|service|chat|phone) hours|(?<!\b(for|\d|many|several|few|two|three|of|in) )hours)\b/i
/** A wish and its opposite may stand in one sentence: "I want no agent in India, but somebody here." */
const CLAUSE_ENDS =
  /(?<=[,;:.!?…。、，！？،؛؟।\n])|\s(?=(?:but|aber|sondern|mais|pero|sino|ma|mas|maar|ale|lecz|men|utan|ama|fakat|но|а|але)\s)/u

/** The words that ask for a person, or for no machine, which is the same; null when none do. */
export function asksForHuman(text: string): string | null {
  const tables = Object.values(PERSON_WORDS)
  const clauses = text.slice(0, 2_000).split(CLAUSE_ENDS)
  const noBot = clauses.find((clause) => tables.some((words) => words.noBot.test(clause)))
  if (noBot !== undefined) return noBot.trim()
  const wishing = clauses.filter(
    (clause) =>
      !ASKS_WHEN.test(clause) &&
      smallTalkIn(clause) !== 'who' &&
      !tables.some(({ declines }) => declines.test(clause)),
  )
  // a clause alone says some of it ("a real one"), and some goes over a comma ("connect me, please, to an agent")
  for (const said of [...wishing, wishing.join(' ')]) {
    for (const pattern of tables.flatMap(({ asks }) => asks)) {
      const words = pattern.exec(said)?.[0].trim()
      if (words) return words
    }
  }
  return null
}

const all = (of: 'greeting' | 'thanking') =>
  new Set(Object.values(COURTESY).flatMap((words) => words[of].split(' ')))
const anyOf = (of: 'greets' | 'thanks') =>
  Object.values(COURTESY)
    .map((words) => words[of])
    .join('|')
const GREETINGS = all('greeting')
const THANKS = all('thanking')
/** One of these must be there: "you", "very" or "good" alone is no thanks and no greeting. */
const THANKS_CORE = new RegExp(anyOf('thanks'), 'iu')
const GREETING_CORE = new RegExp(`(?<!\\p{L})(?:${anyOf('greets')})`, 'iu')
const MOST_WORDS = 12

/** A message that only greets or only thanks; null when it says anything else. */
export function courtesyIn(text: string, words: string[]): 'greeting' | 'thanks' | null {
  const rest = text.replace(PLEASANTRIES, ' ')
  if (rest !== text) {
    const others = wordsOf(rest)
    return others.length === 0 || courtesyIn(rest, others) === 'greeting' ? 'greeting' : null
  }
  if (words.length === 0 || words.length > MOST_WORDS || /\?|？/.test(text)) return null
  const isThanks =
    THANKS_CORE.test(text) &&
    (onlyThanks(text) || words.every((word) => THANKS.has(word) || GREETINGS.has(word)))
  if (isThanks) return 'thanks'
  return GREETING_CORE.test(text) && words.every((word) => GREETINGS.has(word)) ? 'greeting' : null
}
