import type { HandoffReason, Sentiment } from '../conversation.ts'
import type { Passage } from '../knowledge/search.ts'
import { type Check, type Citation, type Decision, type Draft, decide } from '../rules/decision.ts'
import type { Unread } from '../rules/unreadable.ts'
import type { Settings } from '../settings.ts'
import { draftFromPassages } from './builtin.ts'
import { draftWithModel } from './draft.ts'
import { saysSolved } from './goodbye.ts'
import { handoffWords, resumeWords, unreadableWords } from './handover.ts'
import { lookUp } from './look-up.ts'
import { type Model, ModelError, type Usage } from './model.ts'
import { inWords, sumOf } from './picture.ts'
import { type Exchange, questionOf } from './question.ts'
import { despiteUnread } from './unread.ts'
import { verify } from './verify.ts'
import { wording } from './wording.ts'

export type { Exchange } from './question.ts'

/** From a conversation to what we will do about it, with all that led there. */
export interface Conclusion {
  decision: Decision
  draft: string | null
  confidence: number
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
  search: (query: string) => Promise<Passage[]>
  /** Null: the answerer that needs no key. */
  model: Model | null
  settings: Settings
  /** What the customer is told of the team is true at this hour. */
  now: Date
  /** Whose own topics count; null: the organization's. */
  channel?: string | null
  /** Outside office hours, where the rule then asks for a person. */
  outsideHours?: boolean
  /** How often the AI has answered in this session. */
  answersBefore?: number
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
export async function conclude(
  deps: Thinking,
  exchanges: Exchange[],
  signal: AbortSignal,
): Promise<Conclusion> {
  const { settings, unread = null } = deps
  // half a question is not worth a model's thought
  const model = unread?.mayAnswer === 'no' ? null : deps.model
  const timings: Record<string, number> = {}
  const topics = settings.channels[deps.channel ?? '']?.topics ?? settings.topics

  const asked = questionOf(exchanges)
  const seen = model?.seesImages
    ? await timed(timings, 'picture', inWords(model, exchanges, asked, signal))
    : { question: asked, usage: null }
  const { question, passages } = await timed(timings, 'search', lookUp(deps.search, seen.question))
  const made =
    model === null
      ? { ...builtin, draft: draftFromPassages(question, passages, settings, topics) }
      : await timed(
          timings,
          'model',
          withinBudget(deps.budgetMs ?? BUDGET_MS, signal, (both) =>
            draftWithModel(model, exchanges, question, passages, settings, topics, both),
          ),
        )
  const draft = unread === null ? made.draft : despiteUnread(made.draft, question, unread, settings)
  const checks = [...verify(draft, question, passages, made.wasMarkdown), ...languageAllowed(draft, settings)]
  const decision = decide(draft, checks, settings, {
    askedForHuman: question.askedForHuman,
    askedBefore: question.askedBefore,
    clarifiedBefore: question.clarifiedBefore,
    topics,
    outsideHours: deps.outsideHours ?? false,
    answersBefore: deps.answersBefore ?? 0,
    saidSolved: saysSolved(question.text),
    words: wordsFor(draft.language, settings, deps.now, unread),
  })
  return {
    decision: withUnread(withLink(decision, draft, settings), draft, settings, unread),
    draft: draft.text === '' ? null : draft.text,
    confidence: draft.confidence,
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
    usage: sumOf(seen.usage, made.usage),
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

function withoutThought(
  settings: Settings,
  exchanges: Exchange[],
  decide: (language: string) => Decision,
): Conclusion {
  const question = questionOf(exchanges)
  const language = question.language ?? settings.persona.languages[0] ?? 'en'
  return {
    decision: decide(language),
    draft: null,
    confidence: 0,
    topic: null,
    language,
    sentiment: null,
    summary:
      question.text === '' ? '' : `The customer wrote: “${question.text.replace(/\s+/g, ' ').slice(0, 300)}”`,
    passages: [],
    checks: [],
    model: 'builtin',
    usage: null,
    timings: {},
  }
}

const builtin = { wasMarkdown: false, usage: null, model: 'builtin' }

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

function languageAllowed(draft: Draft, { persona }: Settings): Check[] {
  if (persona.languages.length === 0 || draft.decision === 'hand_off' || draft.isCourtesy) return []
  if (persona.languages.includes(draft.language)) return []
  const detail = `The customer writes in “${draft.language}”, the AI answers in ${persona.languages.join(', ')} only`
  return [{ name: 'language_allowed', verdict: 'fail', detail }]
}

/** The caller's signal and our own limit, told apart: the first ends with its reason, the second is the model's failure. */
async function withinBudget<T>(
  budgetMs: number,
  signal: AbortSignal,
  work: (both: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  const limit = AbortSignal.timeout(budgetMs)
  const both = AbortSignal.any([signal, limit])
  try {
    return await Promise.race([work(both), aborted(both)])
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (!limit.aborted) throw error
    throw new ModelError('timeout', `The model did not answer within ${budgetMs / 1000} s`, 0, {
      cause: error,
    })
  }
}

/** Rejects when the signal aborts, whether or not the work listens to it. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

async function timed<T>(timings: Record<string, number>, step: string, work: Promise<T>): Promise<T> {
  const from = performance.now()
  try {
    return await work
  } finally {
    timings[step] = Math.round((performance.now() - from) * 10) / 10
  }
}
