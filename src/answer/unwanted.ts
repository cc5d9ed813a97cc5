import { wordsOf } from '../knowledge/language.ts'
import { contentWords } from '../knowledge/terms.ts'
import { isEverydayTalk } from './everyday.ts'
import { asksForAct } from './needs.ts'
import { courtesyIn } from './phrases.ts'
import { smallTalkIn } from './small-talk.ts'
import { UNWANTED, type UnwantedWords } from './unwanted-words.ts'

/** What a customer says that they do not want: "I don't want a refund, I want an exchange" asks for an exchange. Pure. */

export interface Wanted {
  /** What is asked for, without what is not wanted; all of it where nothing else is asked for. */
  text: string
  /** What they do not want, where they want nothing else; null: there is no such thing. */
  declined: string | null
}

const TABLES = Object.values(UNWANTED)
const LONGEST = 2_000
/** "but", "sondern": what follows may be the opposite of what stands before it. */
const CLAUSE_ENDS =
  /(?<=[,;:.!?…。、，！？،؛؟।\n])|(?=\s(?:but|aber|sondern|mais|pero|sino|bensì|mas|maar|ale|lecz|men|utan|ama|fakat|но|а|але|लेकिन|बल्कि|tapi|tetapi|melainkan)\s)/iu
/** People leave the comma out before they say what they want. */
const WANTS =
  /(?<!(?:^|[\s\p{P}])(?:no|non|não|nao|nie))(?=\s(?:i (?:just |only )?(?:want|need)|i (?:would|['’]d) like|i['’]d like|ich (?:will|möchte|brauche)|je (?:veux|voudrais|souhaite)|(?:yo )?quiero|voglio|vorrei|(?:eu )?quero|ik wil|chcę|jag vill|jeg vil|я хочу|saya (?:mau|ingin))\s)/iu
const ASKS = /[?？؟]["'”»)\s]*$/u

export function wantedIn(text: string, language: string): Wanted {
  if (text.length > LONGEST) return { text, declined: null }
  const clauses = text.split(CLAUSE_ENDS).flatMap(cutAtWants)
  const refused = clauses.filter((clause) => refusing(clause).length > 0)
  const rest = clauses.filter((clause) => !refused.includes(clause)).map(withoutInsteadOf)
  const left = rest.join('').trim()
  if (left === text.trim()) return { text, declined: null }
  if (rest.some((clause) => asksForSomething(clause, language))) {
    const isNamed = refused.flatMap(refusing).every(({ refersBack }) => !refersBack.test(left))
    return { text: isNamed ? left : text, declined: null }
  }
  const acts = refused.filter((clause) => refusing(clause).some(({ act }) => act.test(clause)))
  return { text, declined: acts.length === 0 ? null : acts.join('').trim() }
}

/** In whose words it says what is not wanted. */
function refusing(clause: string): UnwantedWords[] {
  if (ASKS.test(clause)) return []
  return TABLES.filter(({ refuses, anyMore }) => refuses.test(clause) && !anyMore.test(clause))
}

/** "I don't want a refund I want an exchange": only what refuses is cut there, and a wish after "and" belongs to it. */
function cutAtWants(clause: string): string[] {
  return TABLES.some(({ refuses }) => refuses.test(clause)) ? clause.split(WANTS) : [clause]
}

/** Of what somebody asks for; that they got one thing instead of another tells what happened. */
function withoutInsteadOf(clause: string): string {
  const said = clause.trim()
  if (!WANTS.test(` ${said}`) && !asksForAct({ text: said, isQuestion: false })) return clause
  return TABLES.reduce((left, { insteadOf }) => left.replace(insteadOf, ' '), clause)
}

function asksForSomething(clause: string, language: string): boolean {
  const said = clause.trim()
  return (
    contentWords(said, language).length > 0 &&
    !isEverydayTalk(said, language) &&
    courtesyIn(said, wordsOf(said)) === null &&
    smallTalkIn(said) === null
  )
}
