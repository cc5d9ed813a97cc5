import { frustrationIn } from './frustration.ts'
import { valenceOf } from './valence.ts'

/** How a customer feels, by what the message says: pleasant and unpleasant words, and what goes wrong with things people buy. */
export interface Mood {
  /** -1 (unhappy) to 1 (happy). */
  score: number
  sentiment: 'positive' | 'neutral' | 'negative'
  /** The words that show anger at the service, which hands off; a complaint about a thing is none. */
  frustration: string | null
}

/**
 * Round weights near a fit on review sentences that people had rated; the order of the groups is the order of their worth.
 * A group counts three times at most, so that a long message is not unhappier for its length alone.
 */
const GROUPS: { weight: number; words: RegExp }[] = [
  // it failed, or is called names
  {
    weight: -0.5,
    words:
      /\b(broke|broken|breaks?|defective|faulty|dead|died|dies|froze|freez(e|es|ing)|crash(es|ed|ing)?|stop(s|ped)? working|quit working|lock(s|ed)? up|fail(s|ed|ure)?|corrupt(ed)?|errors?|bugs?|buggy|malfunction\w{0,5}|wrong|damaged?|missing|scratch(es|ed)?|flaws?|glitch\w{0,3}|leak\w{0,4}|stuck|lost|hang(s|ing)?|skips?|defects?|unreliable|useless|worthless|junk|garbage|crap\w{0,3}|sucks?|flimsy|cheap(ly)?|poor(ly)?|terrible|horrible|awful|worst|ridiculous|annoy\w{0,4}|frustrat\w{0,5}|disappoint\w{0,5}|unfortunately|wast(e|ed|ing)|beware|avoid|regret|nightmare|hassle|rip-?off|lousy|mediocre|inferior)\b/gi,
  },
  {
    weight: -0.5,
    words:
      /(?<!\p{L})(kaputt|defekt|beschädigt|zerbrochen|kaputtgegangen|fehlerhaft|enttäusch\p{L}{1,4}|leider|schrott|funktioniert nicht|geht nicht|cassée?|défectueu(x|se)|abîmée?|en panne|ne (marche|fonctionne) (pas|plus)|déçue?|malheureusement|roto|rota|defectuos[oa]|dañad[oa]|no funciona|decepcionad[oa]|rotto|rotta|difettos[oa]|danneggiat[oa]|non funziona|delus[oa]|purtroppo|quebrad[oa]|danificad[oa]|defeituos[oa]|não funciona|decepcionad[oa]|infelizmente|kapot|beschadigd|werkt niet|teleurgesteld|helaas|zepsut\p{L}{1,2}|uszkodzon\p{L}{1,2}|nie działa|niestety|сломал\p{L}{1,3}|не работает|разочарован\p{L}{0,2}|к сожалению|坏了|壞了|不能用|失望|壊れ|動かない|残念)(?!\p{Script=Latin})/giu,
  },
  // what it takes to put right
  {
    weight: -0.3,
    words:
      /\b(problems?|issues?|complain\w{0,4}|slow(ly)?|hard to|difficult|confusing|lacks?|lacking|noise|noisy|loud|too (small|big|large|slow|short|hard|long|loud|expensive|bad|much|heavy|tight|bright|dark|low|high)|return(ed|ing)?|refund\w{0,3}|replac(e|ed|ement|ing)|repair\w{0,3}|warranty|money back|(sent|send) (it|them) back|not worth|drawback|downside|cons|barely|hardly|inconvenien\w{0,3}|limited|expensive|overpriced|less than|nothing)\b/gi,
  },
  { weight: -0.3, words: /\b(not|cannot|never|no longer|unable|without)\b|n['’]t\b/gi },
  // how long it took
  {
    weight: -0.2,
    words:
      /\b(tried|trying|had to|again|still|after (an?|one|two|three|only|\d{1,3}) \w{1,9}|months|weeks|customer (service|support)|tech support|contact(ed)?|called|phoned|even)\b/gi,
  },
]
/** What sounds like trouble and is none; no lexicon sees that "no problems" is praise, so it is read before them and taken out. */
const NO_TROUBLE =
  /\b(no|any|never had|without( any)?|zero) (problems?|issues?|complaints?|trouble|errors?|difficult\w{0,4})\b|\bnot (a|an) (problem|issue)\b|\bproblem.free\b|\bnot only\b|\bno regrets\b|\b(haven['’]t|can['’]t|couldn['’]t|cannot|won['’]t|don['’]t) (had|have|be|go|wait|beat|regret|think|complain|find|need|worry)\b/gi
const PRAISE = 0.4
const MOST = 3
/** Before these a message is neither: a question about something broken is a question. */
const UNHAPPY = -0.6
const HAPPY = 0.4

/** `language`: ISO 639-1; where no lexicon knows it, what remains are the groups above and anger. */
export function moodOf(text: string, language: string): Mood {
  const sample = text.slice(0, 2_000).normalize('NFKC')
  const rest = sample.replace(NO_TROUBLE, ' ')
  const count = (words: RegExp, text: string) => Math.min(text.match(words)?.length ?? 0, MOST)
  const sum = GROUPS.reduce(
    (total, { weight, words }) => total + weight * count(words, rest),
    valenceOf(rest, language) + PRAISE * count(NO_TROUBLE, sample),
  )
  const frustration = frustrationIn(sample)
  const sentiment =
    frustration !== null || sum <= UNHAPPY ? 'negative' : sum >= HAPPY ? 'positive' : 'neutral'
  return { score: Math.tanh(sum), sentiment, frustration }
}
