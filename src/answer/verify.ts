import { detected } from '../knowledge/language.ts'
import type { Passage } from '../knowledge/search.ts'
import type { Check, Draft } from '../rules/decision.ts'
import { attackIn } from './injection.ts'
import { foreignLinks, hostsOf, linksIn } from './links.ts'
import type { Question } from './question.ts'

/** What is checked about every draft, whoever made it. Each check says in a sentence what it found. */
export function verify(draft: Draft, question: Question, passages: Passage[], wasMarkdown: boolean): Check[] {
  // a model reads what is quoted, too
  const attack = attackIn(question.whole)
  const injection: Check =
    attack === null
      ? pass('injection', 'The customer gives the AI no orders')
      : fail(
          'injection',
          `The customer's words try to give the AI orders: “${attack.words}” (${attack.signals.join(', ')})`,
        )
  if (draft.decision === 'hand_off') return [injection]
  return [
    injection,
    notEmpty(draft),
    grounded(draft),
    links(draft, passages),
    language(draft, question),
    facts(draft, passages),
    wasMarkdown
      ? warn('plain_text', 'Markdown was turned into plain text')
      : pass('plain_text', 'It is plain text'),
  ]
}

function notEmpty(draft: Draft): Check {
  return draft.text.trim() === ''
    ? fail('not_empty', 'The draft is empty')
    : pass('not_empty', 'It says something')
}

function grounded(draft: Draft): Check {
  if (draft.decision === 'clarify' || draft.isCourtesy)
    return pass('grounded', 'It states nothing that needs a source')
  if (draft.citations.length === 0) return fail('grounded', 'The draft cites nothing it was given')
  return pass('grounded', `It rests on “${draft.citations[0]?.title}”`)
}

function links(draft: Draft, passages: Passage[]): Check {
  const foreign = foreignLinks(draft.text, hostsOf(passages))
  if (foreign.length > 0)
    return fail('links', `It links to an address that is not the knowledge's: ${foreign[0]}`)
  return pass('links', linksIn(draft.text).length === 0 ? 'It has no links' : "All links are the knowledge's")
}

/** Pairs that cannot be told apart in a chat message, and whose speakers read one another. */
const ALIKE = ['da no sv', 'hr sl', 'cs sk', 'es ca pt', 'ru uk bg'].map((group) => group.split(' '))

function language(draft: Draft, question: Question): Check {
  // what few words are told as gives way to what the knowledge makes likelier
  const theirs = question.language === null ? null : draft.language
  const ours = detected(draft.text)
  if (theirs === null || ours === null)
    return pass('language', 'The texts are too short to tell their languages apart')
  const alike = ours === theirs || ALIKE.some((group) => group.includes(ours) && group.includes(theirs))
  return alike
    ? pass('language', `Both speak “${theirs}”`)
    : fail('language', `The customer writes in “${theirs}”, the draft is in “${ours}”`)
}

/** Numbers are what is invented most easily and hurts most: prices, days, hours. */
function facts(draft: Draft, passages: Passage[]): Check {
  const cited = new Set(draft.citations.map(({ passageId }) => passageId))
  const sources = passages.filter(({ passageId }) => cited.has(passageId))
  const known = new Set(
    sources.flatMap(({ title, heading, text }) => numbersIn(`${title}\n${heading}\n${text}`)),
  )
  const unknown = numbersIn(draft.text).filter((number) => !known.has(number))
  if (draft.isCourtesy || unknown.length === 0) return pass('facts', 'Its numbers are in what it cites')
  return warn('facts', `Not in what it cites: ${unknown.slice(0, 5).join(', ')}`)
}

function numbersIn(text: string): string[] {
  return (text.normalize('NFKC').match(/\d+(?:[.,:]\d+)*/g) ?? []).map((number) =>
    number.replace(/[.,]0+$/, ''),
  )
}

const pass = (name: string, detail: string): Check => ({ name, verdict: 'pass', detail })
const warn = (name: string, detail: string): Check => ({ name, verdict: 'warn', detail })
const fail = (name: string, detail: string): Check => ({ name, verdict: 'fail', detail })
