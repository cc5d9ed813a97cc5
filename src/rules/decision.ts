import type { HandoffReason, Sentiment } from '../conversation.ts'
import type { Settings } from '../settings.ts'

/** PURE: from a draft and what was checked about it to what we will do (H1, H2). */

/** A passage that an answer rests on. `url` is null unless the customer may see it. */
export interface Citation {
  articleId: string
  externalId: string | null
  passageId: string
  title: string
  url: string | null
  quote: string
}

/** `text` is what the customer is told; of a handoff in their language, and true at this hour. */
export type Decision =
  /** `ends`: the customer has said that it is solved, and the session ends after our last kind words (V1). */
  | { kind: 'reply'; text: string; citations: Citation[]; ends: 'confirmed' | null }
  | { kind: 'clarify'; text: string; citations: Citation[] }
  | { kind: 'hand_off'; reason: HandoffReason; evidence: string; text: string; citations: Citation[] }

/** What the model, or the built-in answerer, proposes. */
export interface Draft {
  decision: 'reply' | 'clarify' | 'hand_off'
  text: string
  /** Best first; kept when it hands off, too. */
  citations: Citation[]
  reason: HandoffReason | null
  evidence: string
  /** 0 to 1: how probably the best answer found is right, whatever the decision. */
  confidence: number
  /** One of the settings' topics by name, null when it is none of these. */
  topic: string | null
  language: string
  sentiment: Sentiment | null
  summary: string
  /** A greeting or thanks: nothing was asked, so nothing has to be cited. */
  isCourtesy: boolean
  /** Of a handoff: the needs of the same message that have an answer, quoted from the knowledge. Only the built-in answerer says so. */
  answeredSoFar?: string
}

export interface Check {
  name: string
  verdict: 'pass' | 'warn' | 'fail'
  detail: string
}

export interface DecisionContext {
  /** The customer's words that ask for a person, null when none do; and whether they had asked before. */
  askedForHuman: string | null
  askedBefore: boolean
  /** We have asked for details since the customer began on this. */
  clarifiedBefore: boolean
  topics: Settings['topics']
  /** Outside office hours, where the rule then asks for a person. */
  outsideHours: boolean
  /** How often the AI has answered in this session without a person. */
  answersBefore: number
  /** The customer has read this very text in this session, and asks on. */
  saidBefore: boolean
  /** The customer has said in clear words that it is solved. */
  saidSolved: boolean
  /** What the customer is told, in their language, true at this hour; the last two name what cannot be read. */
  words: { handoff: string; clarify: string; offer: string; unreadable: string; unreadableAsk: string }
}

type Policy = 'hand_off' | 'clarify_first' | 'never'

/** Reasons that a draft can raise, in the order in which one is kept where several hold (H1). */
const ORDER: HandoffReason[] = [
  'asked_for_human',
  'topic_forbidden',
  'attack',
  'frustration',
  'office_hours',
  'topic_not_allowed',
  'unreadable_content',
  'not_in_knowledge',
  'low_confidence',
]

/** What a level does other than hand off. What the team has ruled out is never the AI's, at any level. */
const LEVELS: Record<0 | 1 | 2 | 3, Partial<Record<HandoffReason, Policy>>> = {
  0: {
    asked_for_human: 'never',
    attack: 'never',
    frustration: 'never',
    unreadable_content: 'never',
    not_in_knowledge: 'never',
    low_confidence: 'never',
  },
  1: {},
  2: { not_in_knowledge: 'clarify_first', low_confidence: 'clarify_first' },
  3: {
    asked_for_human: 'clarify_first',
    frustration: 'never',
    not_in_knowledge: 'clarify_first',
    low_confidence: 'clarify_first',
  },
}

export function decide(
  draft: Draft,
  checks: Check[],
  settings: Settings,
  context: DecisionContext,
): Decision {
  const raised = reasonsFor(draft, checks, settings, context)
  for (const { reason, evidence } of raised) {
    const policy = policyFor(reason, settings.handoff)
    const insists = reason === 'asked_for_human' && context.askedBefore
    if (insists || policy === 'hand_off' || (policy === 'clarify_first' && context.clarifiedBefore)) {
      const words = reason === 'unreadable_content' ? context.words.unreadable : context.words.handoff
      const answered = reason === draft.reason ? (draft.answeredSoFar ?? '') : ''
      const text = answered === '' ? words : `${answered}\n\n${words}`
      return { kind: 'hand_off', reason, evidence, text, citations: draft.citations }
    }
  }
  const first = raised[0]
  if (first?.reason === 'asked_for_human') return clarify(context.words.offer)
  const isUnread = draft.decision === 'hand_off' && draft.reason === 'unreadable_content'
  if (isUnread) return clarify(context.words.unreadableAsk)
  if (first && policyFor(first.reason, settings.handoff) === 'clarify_first')
    return clarify(context.words.clarify)
  // A trigger that is off lets a weak answer pass, never one that failed a check: that text is not sent at any level.
  // (An attack found in the customer's words says nothing against the answer.)
  const unfit = failed(checks).some(({ name }) => name !== 'injection')
  if (draft.decision === 'hand_off' || unfit) return clarify(context.words.clarify)
  const { text, citations } = draft
  if (draft.decision === 'clarify') return { kind: 'clarify', text, citations }
  const isOver = draft.isCourtesy && context.saidSolved && settings.resolution.onThanks
  return { kind: 'reply', text, citations, ends: isOver ? 'confirmed' : null }
}

function reasonsFor(
  draft: Draft,
  checks: Check[],
  settings: Settings,
  context: DecisionContext,
): { reason: HandoffReason; evidence: string }[] {
  const raised: { reason: HandoffReason; evidence: string }[] = []
  const raise = (reason: HandoffReason, evidence: string) => raised.push({ reason, evidence })

  if (context.askedForHuman !== null) raise('asked_for_human', context.askedForHuman)
  if (draft.decision === 'hand_off') raise(draft.reason ?? 'low_confidence', draft.evidence)

  // thanks and a hello need nobody
  if (context.outsideHours && !draft.isCourtesy)
    raise('office_hours', 'The team is not there, and the office-hours rule asks for people')
  if (context.answersBefore >= settings.reply.turnCap) {
    raise('loop', `The AI has answered ${context.answersBefore} times in this session`)
  }

  // who says that it is solved goes in no circle
  const asksOn = draft.decision !== 'hand_off' && !draft.isCourtesy && !context.saidSolved
  if (context.saidBefore && asksOn) raise('loop', 'The AI has given this very answer in this session before')

  const ruledOut = topicReason(context.topics, draft.topic)
  if (ruledOut === 'topic_forbidden')
    raise(ruledOut, `The topic “${draft.topic}” is on the list of topics to leave to people`)
  if (ruledOut === 'topic_not_allowed' && draft.decision === 'reply' && !draft.isCourtesy) {
    raise(ruledOut, 'The question is about none of the topics that the AI may answer')
  }
  for (const check of failed(checks)) {
    raise(check.name === 'injection' ? 'attack' : 'low_confidence', check.detail)
  }
  if (draft.decision === 'reply' && !draft.isCourtesy && draft.confidence < settings.handoff.confidence) {
    const [is, needed] = [draft.confidence, settings.handoff.confidence].map(
      (share) => `${Math.round(share * 100)} %`,
    )
    raise('low_confidence', `The confidence is ${is}, below the ${needed} that the settings ask for`)
  }
  return raised.sort((a, b) => rank(a.reason) - rank(b.reason))
}

/** What the list says against answering a question about `topic`; null: nothing. */
export function topicReason(
  { mode, list }: Settings['topics'],
  topic: string | null,
): 'topic_forbidden' | 'topic_not_allowed' | null {
  const isListed = list.some(({ name }) => name === topic)
  if (mode === 'deny' && isListed) return 'topic_forbidden'
  return mode === 'allow' && !isListed ? 'topic_not_allowed' : null
}

/** How sure an answer must be to be given, 0 to 1. */
export function thresholdOf(handoff: Settings['handoff']): number {
  return policyFor('low_confidence', handoff) === 'never' ? 0 : handoff.confidence
}

/** Whether such a reason leads to people at once. */
export function leadsToPeople(reason: HandoffReason, handoff: Settings['handoff']): boolean {
  return policyFor(reason, handoff) === 'hand_off'
}

function policyFor(reason: HandoffReason, handoff: Settings['handoff']): Policy {
  if (handoff.level !== 'custom') return LEVELS[handoff.level][reason] ?? 'hand_off'
  if (reason === 'failure' || reason === 'rep_stepped_in') return 'hand_off'
  return handoff.triggers[reason] ? 'hand_off' : 'never'
}

function failed(checks: Check[]): Check[] {
  return checks.filter(({ verdict }) => verdict === 'fail')
}

function rank(reason: HandoffReason): number {
  const at = ORDER.indexOf(reason)
  return at === -1 ? ORDER.length : at
}

function clarify(text: string): Decision {
  return { kind: 'clarify', text, citations: [] }
}
