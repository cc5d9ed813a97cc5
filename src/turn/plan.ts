import type { Conclusion } from '../answer/conclude.ts'
import type { App } from '../app.ts'
import { type HandoffReason, sessionUrl } from '../conversation.ts'
import type { Citation, Decision } from '../rules/decision.ts'
import { handoffNote } from '../rules/note.ts'
import { partsOf } from '../rules/parts.ts'
import { draftNote } from '../rules/session-notes.ts'
import type { Settings } from '../settings.ts'
import type { PlannedStep } from '../store/steps.ts'
import type { Turn } from './context.ts'
import { stepsToEnd } from './errand.ts'

/** A decision as the steps that carry it out in Freshchat, in order: tell the customer, tell the reps, step aside. */
export function planOf(
  app: App,
  turn: Turn,
  conclusion: Conclusion,
  groupId: string | null,
  { handoff }: Pick<Settings, 'handoff'>,
): PlannedStep[] {
  const { decision } = conclusion
  if (turn.mode !== 'autopilot') return turn.mode === 'assist' ? draftFor(decision) : []
  const say = partsOf(decision.text).map((text): PlannedStep => ({ kind: 'say', text, leadsTo: null }))
  if (decision.kind === 'reply' && decision.ends !== null) {
    const { language, sentiment, summary } = conclusion
    return [...say, ...stepsToEnd(app, { ...turn.session, language, sentiment }, summary)]
  }
  if (decision.kind !== 'hand_off') return say

  const note = handoffNote({
    reason: decision.reason,
    evidence: decision.evidence,
    summary: conclusion.summary,
    language: conclusion.language,
    sentiment: conclusion.sentiment,
    tried: turn.thread.filter((message) => message.author_kind === 'ai').map((message) => message.text),
    articles: articlesOf(decision),
    sessionUrl: sessionUrl(app.publicUrl, turn.session.id),
    // of a handoff for another reason, the draft is what was found wanting
    draft: decision.reason === 'failure' ? conclusion.draft : null,
  })
  return [...say, { kind: 'note', text: note, leadsTo: null }, asideTo(handoff.target, groupId)]
}

/** H3: back into the queue that it was in, or to the group or the agent that the settings name. */
function asideTo(target: Settings['handoff']['target'], groupId: string | null): PlannedStep {
  switch (target.kind) {
    case 'unassign':
      return { kind: 'unassign', text: null, leadsTo: { agentId: null, groupId } }
    case 'group':
      return { kind: 'assign', text: null, leadsTo: { agentId: null, groupId: target.id } }
    case 'agent':
      return { kind: 'assign', text: null, leadsTo: { agentId: target.id, groupId } }
  }
}

/** Assist (A7): what the AI would say, for a rep to send; silent where it would not help. */
function draftFor(decision: Decision): PlannedStep[] {
  if (decision.kind === 'hand_off') return []
  const text = draftNote({ text: decision.text, articles: titlesOf(decision) })
  return [{ kind: 'note', text, leadsTo: null }]
}

/**
 * Those that were used (H4): what stands nearest to what the knowledge does not have is none, but what the same words answer is. Null where
 * the knowledge has no say in it.
 */
function articlesOf({ reason, text, citations }: Decision & { kind: 'hand_off' }): string[] | null {
  if (UNASKED.has(reason)) return null
  const isUsed = ({ quote }: Citation) => reason !== 'not_in_knowledge' || text.includes(quote)
  return titlesOf({ citations: citations.filter(isUsed) })
}

const UNASKED = new Set<HandoffReason>([
  'asked_for_human',
  'frustration',
  'attack',
  'office_hours',
  'unreadable_content',
])

export function titlesOf({ citations }: Pick<Decision, 'citations'>): string[] {
  return [...new Set(citations.map((citation) => citation.title))]
}
