import { bestOfEachArticle, type Passage } from '../knowledge/search.ts'
import type { Said } from '../knowledge/terms.ts'
import { contentStems } from '../knowledge/terms.ts'
import type { Draft } from '../rules/decision.ts'
import type { Settings } from '../settings.ts'
import { confidenceIn, draftFromPassages } from './builtin.ts'
import { frustrationIn } from './frustration.ts'
import { asksForAct, type Part, partsOf } from './needs.ts'
import type { Question } from './question.ts'
import { quoteFrom } from './quote.ts'
import type { TopicTeller } from './topic.ts'

/** Several needs in one message, each looked up by itself, so that each is answered or handed over. */

export interface Need {
  question: Question
  passages: Passage[]
  confidence: number
}

/** A question that shares fewer words with what is answered already asks for something else. */
const OWN_WORDS = 2
const KEPT = 8
/** Of more questions these are looked up, and a person reads the rest. */
const MOST_QUESTIONS = 12
/** More sentences that ask nothing are a story, and about one thing. */
const MOST_STATEMENTS = 8

/** The needs that the knowledge tells apart; none when it is one. Statements around them are context, not needs. */
export async function needsIn(
  search: (query: string, said: Said[]) => Promise<Passage[]>,
  question: Question,
  threshold: number,
): Promise<Need[]> {
  if (question.courtesy !== null || frustrationIn(question.text) !== null) return []
  const chosen = question.chosen ?? []
  const all =
    chosen.length > 1
      ? chosen.map((text) => ({ text, isQuestion: true }))
      : toLookUp(partsOf(question.wanted))
  if (all.length < 2) return []
  const needOf = ({ text }: Part, passages: Passage[]): Need => ({
    question: { ...question, text, wanted: text, query: text },
    passages,
    confidence: confidenceIn(bestOfEachArticle(passages)),
  })
  const looked = await Promise.all(
    all.slice(0, MOST_QUESTIONS).map(async (part) => ({
      ...needOf(part, await search(part.text, question.said)),
      part,
    })),
  )
  const sure = looked.filter(({ confidence }) => confidence >= threshold)
  const needs: Need[] = looked.filter((need) =>
    sure.includes(need)
      ? need === sure.find((other) => haveOneAnswer(other, need))
      : chosen.length > 1 || (need.part.isQuestion && asksForElse(need.question, sure)),
  )
  const rest = all.slice(MOST_QUESTIONS).map(({ text }) => text)
  if (rest.length > 0) needs.push(needOf({ text: rest.join(' '), isQuestion: true }, []))
  return needs.length > 1 && needs.some(({ confidence }) => confidence >= threshold) ? needs : []
}

/** Beside a question, a statement only says what it is about, unless it asks for something to be done. */
function toLookUp(parts: Part[]): Part[] {
  if (parts.some(({ isQuestion }) => isQuestion))
    return parts.filter((part) => part.isQuestion || asksForAct(part))
  return parts.length > MOST_STATEMENTS ? [] : parts
}

/** One article may answer several in different places, and a long passage in different sentences. */
function haveOneAnswer(one: Need, other: Need): boolean {
  const [best, another] = [one.passages[0], other.passages[0]]
  if (best === undefined || best.passageId !== another?.passageId) return false
  const quoteFor = ({ question }: Need) => quoteFrom(best.text, question.query, new Set())
  return quoteFor(one) === quoteFor(other)
}

function asksForElse(question: Question, sure: Need[]): boolean {
  const own = contentStems(question.text, question.language ?? 'en')
  const said = new Set(
    sure.flatMap(({ question: { text }, passages: [best] }) => [
      ...contentStems(`${text}\n${best?.title}\n${best?.text}`, question.language ?? 'en'),
    ]),
  )
  return [...own].filter((stem) => !said.has(stem)).length >= OWN_WORDS
}

/** The best of each need first: a model is given what every need rests on. */
export function passagesFor(needs: Need[], together: Passage[]): Passage[] {
  if (needs.length === 0) return together
  const longest = Math.max(...needs.map(({ passages }) => passages.length))
  const inTurn = Array.from({ length: longest }, (_, at) =>
    needs.flatMap(({ passages }) => passages[at] ?? []),
  )
  const seen = new Set<string>()
  return [...inTurn.flat(), ...together]
    .filter(({ passageId }) => !seen.has(passageId) && seen.add(passageId))
    .slice(0, Math.max(KEPT, needs.length, together.length))
}

/** Each need quoted, with its link; what has no sure answer, or may not be answered, is for a person, after the answers that there are. */
export function draftFromNeeds(needs: Need[], settings: Settings, topics: TopicTeller): Draft {
  const drafts = needs.map(({ question, passages }) =>
    draftFromPassages(question, passages, settings, topics),
  )
  const isAllowed = ({ topic }: Draft) => topics.mode !== 'allow' || topic !== null
  const isAnswer = (draft: Draft) =>
    draft.decision === 'reply' && draft.confidence >= settings.handoff.confidence && isAllowed(draft)
  const answers = drafts.filter(isAnswer)
  const [first] = answers
  // one need at least has a sure answer: that none is sent means that none of them is allowed
  if (first === undefined) return { ...(drafts[0] as Draft), topic: null }
  const open = drafts.findIndex((draft) => !isAnswer(draft))
  const isLinkedLater = (draft: Draft, at: number) =>
    answers.slice(at + 1).some(({ citations: [best] }) => best?.articleId === draft.citations[0]?.articleId)
  const text = answers
    .map((draft, at) => (isLinkedLater(draft, at) ? draft.text : withLink(draft, settings)))
    .join('\n\n')
  const base = {
    ...first,
    summary: `The customer asked for ${needs.length} things: ${needs.map(({ question }) => `“${question.text}”`).join(', ')}`,
    topic: drafts.find(({ topic }) => topic !== null)?.topic ?? null,
    citations: answers.flatMap(({ citations }) => citations.slice(0, 1)),
    confidence: Math.min(...drafts.map(({ confidence }) => confidence)),
  }
  const unanswered = drafts[open]
  if (unanswered === undefined) return { ...base, decision: 'reply', text }
  const handedOff = { ...base, decision: 'hand_off' as const, text: '', answeredSoFar: text }
  const question = `“${needs[open]?.question.text}”`
  if (unanswered.decision === 'reply' && !isAllowed(unanswered)) {
    const evidence = `Of ${needs.length} questions one is about none of the topics that the AI may answer: ${question}`
    return { ...handedOff, reason: 'topic_not_allowed', evidence }
  }
  const evidence = `Of ${needs.length} questions one has no sure answer: ${question}`
  return { ...handedOff, reason: unanswered.reason ?? 'low_confidence', evidence }
}

function withLink({ text, citations }: Draft, settings: Settings): string {
  const url = citations[0]?.url ?? null
  return url === null || !settings.reply.links || text.includes(url) ? text : `${text}\n${url}`
}
