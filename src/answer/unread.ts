import type { Draft } from '../rules/decision.ts'
import type { Unread } from '../rules/unreadable.ts'
import type { Settings } from '../settings.ts'
import type { Question } from './question.ts'

/** The draft once it is known that a part of what the customer sent cannot be read: it stands, or that part is why it does not. */
export function despiteUnread(
  draft: Draft,
  question: Question,
  unread: Unread,
  { handoff }: Settings,
): Draft {
  const isSure = draft.decision === 'reply' && draft.confidence >= handoff.confidence
  if (unread.mayAnswer === 'yes' || (unread.mayAnswer === 'if-sure' && isSure)) return draft
  // anger is told by the words alone, and comes first (H1)
  if (draft.reason === 'frustration') return draft
  const wrote = question.text === '' ? '' : `${draft.summary} `
  return {
    ...draft,
    decision: 'hand_off',
    text: '',
    reason: 'unreadable_content',
    evidence: `The customer sent ${unread.what}`,
    summary: `${wrote}The customer sent ${unread.what}.`,
    isCourtesy: false,
  }
}
