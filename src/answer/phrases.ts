/**
 * What customers say in few words whatever the knowledge holds: that they want a person, greetings, thanks.
 * Modest tables; a model sees more. All patterns are bounded, so that no message takes long.
 */

import { PERSON_WORDS } from './person-words.ts'

/** What hours a person can be reached in, and whether this is one: no wish for one here and now. */
const ASKS_WHEN =
  /\b(what time|(what|which|opening|working|business|office|support|service|chat|phone) hours|(?<!\b(for|\d|many|several|few|two|three|of|in) )hours)\b/i
const ASKS_WHO =
  /\b(am i|are we) (now |really |even |still )?(talking|speaking|chatting|writing|texting)\b|\b(are you|is this|is it) (really |actually |just )?(an? )?(real |actual |live |human )?(human|person|agent|bot|robot|machine|ai)\b/i
/** A wish and its opposite may stand in one sentence: "I want no agent in India, but somebody here." */
const CLAUSE_ENDS =
  /(?<=[,;:.!?…。、，！？،؛؟।\n])|\s(?=(?:but|aber|sondern|mais|pero|sino|ma|mas|maar|ale|lecz|men|utan|ama|fakat|но|а|але)\s)/u

/** The words that ask for a person, or for no machine, which is the same; null when none do. */
export function asksForHuman(text: string): string | null {
  const all = Object.values(PERSON_WORDS)
  const clauses = text.slice(0, 2_000).split(CLAUSE_ENDS)
  const noBot = clauses.find((clause) => all.some((words) => words.noBot.test(clause)))
  if (noBot !== undefined) return noBot.trim()
  const wishing = clauses.filter(
    (clause) =>
      !ASKS_WHEN.test(clause) && !ASKS_WHO.test(clause) && !all.some(({ declines }) => declines.test(clause)),
  )
  // a clause alone says some of it ("a real one"), and some goes over a comma ("connect me, please, to an agent")
  for (const said of [...wishing, wishing.join(' ')]) {
    for (const pattern of all.flatMap(({ asks }) => asks)) {
      const words = pattern.exec(said)?.[0].trim()
      if (words) return words
    }
  }
  return null
}

const GREETINGS = new Set(
  `hi hello hey heya hiya yo morning afternoon evening good day greetings there hallo guten tag morgen abend moin servus grüß gott
  bonjour bonsoir salut coucou hola buenas buenos días dias tardes noches ciao buongiorno buonasera salve olá ola oi bom boa dia tarde noite
  goedemorgen goedemiddag goedenavond hoi dag cześć czesc dzień dobry witam hej hejsan tjena god dag goddag merhaba selam günaydın
  привет здравствуйте добрый день вечер утро вітаю привіт доброго дня こんにちは こんばんは おはよう ございます 你好 您好 嗨 team all everyone`.split(
    /\s+/,
  ),
)
const THANKS = new Set(
  `thanks thank you thx ty cheers much very so a lot many appreciated great perfect awesome ok okay bye goodbye danke vielen dank schön
  dankeschön super prima tschüss merci beaucoup bien parfait gracias muchas perfecto grazie mille molte perfetto obrigado obrigada muito
  bedankt dank je wel u hartelijk dziękuję dziekuje dzięki bardzo tack så mycket tak mange takk teşekkürler teşekkür ederim sağol
  спасибо большое дякую щиро ありがとう ありがとうございます 谢谢 谢谢你 多谢 help your for the und and et y e`.split(
    /\s+/,
  ),
)
/** One of these must be there: "you", "very" or "good" alone is no thanks and no greeting. */
const THANKS_CORE =
  /thank|thx|\bty\b|cheers|dank|merci|gracias|grazie|obrigad|dziękuj|dziekuj|dzięki|\btack\b|\btak\b|takk|teşekkür|sağol|спасибо|дякую|ありがとう|谢谢|多谢|appreciated/i
const GREETING_CORE =
  /\b(hi|hello|hey|heya|hiya|yo|greetings|hallo|moin|servus|bonjour|bonsoir|salut|coucou|hola|ciao|salve|ol[aá]|oi|hoi|hej|hejsan|tjena|goddag|merhaba|selam|witam)\b|good (morning|afternoon|evening|day)|guten (tag|morgen|abend)|grüß|buen[oa]s|buon(giorno|asera)|bo[ma] (dia|tarde|noite)|goede|cześć|czesc|dzień dobry|günaydın|привет|здравствуйте|добрый|вітаю|привіт|доброго|こんにち|こんばん|おはよう|你好|您好|嗨/iu

/** A message that only greets or only thanks; null when it says anything else. */
export function courtesyIn(text: string, words: string[]): 'greeting' | 'thanks' | null {
  if (words.length === 0 || words.length > 8 || /\?|？/.test(text)) return null
  if (THANKS_CORE.test(text) && words.every((word) => THANKS.has(word) || GREETINGS.has(word)))
    return 'thanks'
  if (GREETING_CORE.test(text) && words.every((word) => GREETINGS.has(word))) return 'greeting'
  return null
}
