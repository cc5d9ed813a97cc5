import type { HandoffReason, Sentiment } from '../conversation.ts'
import type { Meant } from '../knowledge/asking.ts'
import type { Passage } from '../knowledge/search.ts'
import type { Reading } from '../knowledge/spelling.ts'
import type { Said } from '../knowledge/terms.ts'
import type { Topic, TopicModel } from '../knowledge/topics.ts'
import { type Check, type Citation, type Decision, type Draft, decide } from '../rules/decision.ts'
import type { Unread } from '../rules/unreadable.ts'
import type { Settings } from '../settings.ts'
import { saysSolved } from './goodbye.ts'
import { handoffWords, resumeWords, unreadableWords } from './handover.ts'
import { lookUp } from './look-up.ts'
import { masked } from './mask.ts'
import { traceOf } from './meant.ts'
import { type Model, sumOf, type Usage } from './model.ts'
import { inOwnLanguage } from './own-language.ts'
import { type Exchange, questionOf } from './question.ts'
import { isSaidBefore, saidByAi } from './said-before.ts'
import { needsIn, passagesFor } from './several.ts'
import { summaryOf } from './summary.ts'
import { timed } from './timed.ts'
import { understood } from './understand.ts'
import { despiteUnread } from './unread.ts'
import { verify } from './verify.ts'
import { draftedAndChecked } from './with-model.ts'
import { draftWithoutModel } from './without-model.ts'
import { wording } from './wording.ts'

export type { Exchange } from './question.ts'

/** From a conversation to what we will do about it, with all that led there. */
export interface Conclusion {
  decision: Decision
  draft: string | null
  confidence: number
  /** A greeting or thanks, of which nobody asks how sure it is. */
  isCourtesy: boolean
  topic: string | null
  language: string
  sentiment: Sentiment | null
  summary: string
  passages: { articleId: string; passageId: string; title: string; score: number }[]
  checks: Check[]
  model: string
  usage: Usage | null
  /** Milliseconds by step; the model's own time under `model`. */
  timings: Record<string, number>
}

export interface Thinking {
  search: (query: string, said: Said[]) => Promise<Passage[]>
  /** Most used first; left out, no question is translated. */
  knowledgeLanguages?: () => Promise<string[]>
  /** What looking up by meaning took, and how what was mistyped was read, once all is looked up; left out, there is none. */
  meant?: () => Meant | null
  readings?: () => Reading[]
  /** What tells topics apart without a model; left out, they are told from one another by their examples alone. */
  topicsOf?: (list: Topic[]) => Promise<TopicModel>
  /** Null: the answerer that needs no key. */
  model: Model | null
  /** The month's money for models is spent, which is why there is none. */
  isOverCeiling?: boolean
  settings: Settings
  /** What the customer is told of the team is true at this hour. */
  now: Date
  /** Whose own topics count; null: the organization's. */
  channel?: string | null
  /** Outside office hours, where the rule then asks for a person. */
  outsideHours?: boolean
  /** How often the AI has answered in this session. */
  answersBefore?: number
  /** What the AI has said in this session since a person last wrote; left out, in the exchanges. */
  saidInSession?: string[]
  /** What the customer sent and nobody here can read; null: all of it can be read. */
  unread?: Unread | null
  /** All tries together; nobody waits longer in silence. */
  budgetMs?: number
}

const BUDGET_MS = 45_000

/**
 * The one way from a question to a decision, for turns, ask and playground. Posts nothing, stores nothing. Throws a ModelError
 * when no model answers (the caller hands off: reason `failure`), the signal's reason when that aborts.
 */
export async function conclude(deps: Thinking, given: Exchange[], signal: AbortSignal): Promise<Conclusion> {
  const { settings, unread = null } = deps
  // half a question is not worth a model's thought
  const model = unread?.mayAnswer === 'no' ? null : deps.model
  const exchanges = maskedWhere(settings, given)
  const timings: Record<string, number> = {}
  const topics = settings.channels[deps.channel ?? '']?.topics ?? settings.topics

  const asked = questionOf(exchanges)
  const knowledgeLanguages = deps.knowledgeLanguages ?? (async () => [])
  const seen = await understood(model, exchanges, asked, knowledgeLanguages, timings, signal)
  const { confidence: threshold } = settings.handoff
  // a model chooses among languages itself
  const search = model === null ? inOwnLanguage(deps.search, asked.language) : deps.search
  const found = await timed(timings, 'search', () => lookUp(search, seen.question, threshold))
  const { question } = found
  const needs = await timed(timings, 'search', () => needsIn(search, question, threshold))
  const passages = passagesFor(needs, found.passages)
  const byMeaning = traceOf(deps.meant?.() ?? null, deps.readings?.() ?? [], timings)
  const made =
    model === null
      ? { ...builtin, draft: await draftWithoutModel(deps, { question, needs, passages }, topics, timings) }
      : await draftedAndChecked(model, { exchanges, question, passages }, settings, topics, timings, {
          budgetMs: deps.budgetMs ?? BUDGET_MS,
          signal,
        })
  const draft = unread === null ? made.draft : despiteUnread(made.draft, question, unread, settings)
  const checks = [
    ...verify(draft, question, passages, made.wasMarkdown),
    ...made.checks,
    ...languageAllowed(draft, settings),
    ...ceilingReached(deps),
    ...byMeaning.checks,
  ]
  const decision = decide(draft, checks, settings, {
    askedForHuman: question.askedForHuman,
    askedBefore: question.askedBefore,
    clarifiedBefore: question.clarifiedBefore,
    topics,
    outsideHours: deps.outsideHours ?? false,
    answersBefore: deps.answersBefore ?? 0,
    saidBefore: isSaidBefore(draft.text, deps.saidInSession ?? saidByAi(given)),
    saidSolved: saysSolved(question.text),
    words: wordsFor(draft.language, settings, deps.now, unread),
  })
  return {
    decision: withUnread(withLink(decision, draft, settings), draft, settings, unread),
    draft: draft.text === '' ? null : draft.text,
    confidence: draft.confidence,
    isCourtesy: draft.isCourtesy,
    topic: draft.topic,
    language: draft.language,
    sentiment: draft.sentiment,
    summary: draft.summary,
    passages: passages.map(({ articleId, passageId, title, score }) => ({
      articleId,
      passageId,
      title,
      score,
    })),
    checks,
    model: made.model,
    usage: sumOf(byMeaning.usage, sumOf(seen.usage, made.usage)),
    timings,
  }
}

/** A handoff that needed no thought or followed from its failing: what the customer is told, and an honest empty record. */
export function concludeBlindly(
  settings: Settings,
  exchanges: Exchange[],
  because: { reason: HandoffReason; evidence: string },
  now: Date,
): Conclusion {
  return withoutThought(settings, exchanges, (language) => {
    const text = handoffWords(language, settings, now)
    return { kind: 'hand_off', ...because, text, citations: [] }
  })
}

/** The conversation came back to the AI, and nothing was asked in it but for a person. */
export function concludeResuming(settings: Settings, exchanges: Exchange[]): Conclusion {
  return withoutThought(settings, exchanges, (language) => ({
    kind: 'clarify',
    text: resumeWords(language),
    citations: [],
  }))
}

/** Before anything is made of it: nothing of what is masked reaches a model, a trace or a note of ours. */
function maskedWhere({ privacy }: Settings, exchanges: Exchange[]): Exchange[] {
  if (!privacy.mask) return exchanges
  return exchanges.map((exchange) => ({ ...exchange, text: masked(exchange.text).text }))
}

function withoutThought(
  settings: Settings,
  exchanges: Exchange[],
  decide: (language: string) => Decision,
): Conclusion {
  const question = questionOf(maskedWhere(settings, exchanges))
  const language = question.language ?? settings.persona.languages[0] ?? 'en'
  return {
    decision: decide(language),
    draft: null,
    confidence: 0,
    isCourtesy: false,
    topic: null,
    language,
    sentiment: null,
    summary: question.text === '' ? '' : summaryOf(question),
    passages: [],
    checks: [],
    model: 'builtin',
    usage: null,
    timings: {},
  }
}

const builtin = { wasMarkdown: false, checks: [], usage: null, model: 'builtin' }

function wordsFor(language: string, settings: Settings, now: Date, unread: Unread | null) {
  const names = unread?.names ?? []
  return {
    unreadable: unreadableWords(names, language, settings.templates, true),
    unreadableAsk: unreadableWords(names, language, settings.templates, false),
    handoff: handoffWords(language, settings, now),
    clarify: wording('clarify', language),
    offer: wording('offer', language),
  }
}

/** The article's link on a line of its own, once (A5). */
function withLink(decision: Decision, draft: Draft, settings: Settings): Decision {
  if (decision.kind !== 'reply' || draft.isCourtesy || !settings.reply.links) return decision
  const url = bestUrl(decision.citations)
  if (url === null || decision.text.includes(url)) return decision
  return { ...decision, text: `${decision.text}\n\n${url}` }
}

/** The built-in answerer quotes; what it could not read is owned up to beside the quote. */
function withUnread(decision: Decision, draft: Draft, settings: Settings, unread: Unread | null): Decision {
  if (decision.kind !== 'reply' || unread?.mayAnswer !== 'if-sure') return decision
  const also = unreadableWords(unread.names, draft.language, settings.templates, false)
  return { ...decision, text: `${decision.text}\n\n${also}` }
}

function bestUrl(citations: Citation[]): string | null {
  return citations[0]?.url ?? null
}

/** Said where somebody looks for why an answer is plainer than usual. */
function ceilingReached({ isOverCeiling, settings }: Thinking): Check[] {
  if (!isOverCeiling) return []
  const detail = `The month's ceiling of $${settings.model.monthlyCeilingUsd} for the model is reached: the built-in answerer answers`
  return [{ name: 'ceiling', verdict: 'warn', detail }]
}

function languageAllowed(draft: Draft, { persona }: Settings): Check[] {
  if (persona.languages.length === 0 || draft.decision === 'hand_off' || draft.isCourtesy) return []
  if (persona.languages.includes(draft.language)) return []
  const detail = `The customer writes in “${draft.language}”, the AI answers in ${persona.languages.join(', ')} only`
  return [{ name: 'language_allowed', verdict: 'fail', detail }]
}
