import type { Conclusion } from '../answer/conclude.ts'
import type { App } from '../app.ts'
import type { Decision } from '../rules/decision.ts'
import { handoffNote } from '../rules/note.ts'
import { partsOf } from '../rules/parts.ts'
import type { PlannedStep } from '../store/steps.ts'
import type { Turn } from './begin.ts'

/** A decision as the steps that carry it out in Freshchat, in order: tell the customer, tell the reps, step aside. */
export function planOf(app: App, turn: Turn, conclusion: Conclusion, groupId: string | null): PlannedStep[] {
  const { decision } = conclusion
  if (turn.mode !== 'autopilot') return turn.mode === 'assist' ? draftFor(decision) : []
  const say = partsOf(decision.text).map((text): PlannedStep => ({ kind: 'say', text, leadsTo: null }))
  if (decision.kind !== 'hand_off') return say

  const note = handoffNote({
    reason: decision.reason,
    evidence: decision.evidence,
    summary: conclusion.summary,
    language: conclusion.language,
    sentiment: conclusion.sentiment,
    tried: turn.thread.filter((message) => message.author_kind === 'ai').map((message) => message.text),
    articles: [...new Set(decision.citations.map((citation) => citation.title))],
    sessionUrl: `${app.publicUrl}/inbox/${turn.session.id}`,
  })
  return [
    ...say,
    { kind: 'note', text: note, leadsTo: null },
    { kind: 'unassign', text: null, leadsTo: { agentId: null, groupId } },
  ]
}

/** Assist (A7): what the AI would say, for a rep to send; silent where it would not help. */
function draftFor(decision: Decision): PlannedStep[] {
  if (decision.kind === 'hand_off') return []
  const titles = [...new Set(decision.citations.map((citation) => citation.title))]
  const from = titles.length === 0 ? '' : `\n\nFrom: ${titles.join(' · ')}`
  return [{ kind: 'note', text: `Draft by Baton, not sent:\n\n${decision.text}${from}`, leadsTo: null }]
}
