import type { HandoffReason, Sentiment } from '../conversation.ts'

/** What reps read when the AI hands over: why, what the customer wants, what was tried (H4). Plain text: Freshchat shows no Markdown. */

export interface HandoffNote {
  reason: HandoffReason
  evidence: string
  summary: string
  language: string | null
  sentiment: Sentiment | null
  /** What the AI answered in this session before, newest last. */
  tried: readonly string[]
  /** Those that it rests on; null: none was looked for. */
  articles: readonly string[] | null
  sessionUrl: string
  /** What the AI would have answered, had it been taken: for a rep to send by hand. */
  draft?: string | null
}

/** So that the note itself is taken: Freshchat says no limit, the sandbox takes 10,000 characters. */
const LONGEST_DRAFT = 7_000

export const REASONS: Record<HandoffReason, string> = {
  asked_for_human: 'The customer asked for a person',
  topic_not_allowed: 'The AI may not answer this topic',
  topic_forbidden: 'This topic is reserved for people',
  low_confidence: 'The AI was not sure enough of its answer',
  not_in_knowledge: 'The knowledge has no answer to this',
  frustration: 'The customer is frustrated',
  loop: 'The conversation was going round in circles',
  office_hours: 'The office-hours rule asks for a person',
  unreadable_content: 'The message holds content that the AI cannot read',
  attack: 'The message looks like an attempt to misuse the AI',
  failure: 'Something failed while the AI was working on it',
  rep_stepped_in: 'A rep stepped in',
}

export function handoffNote(note: HandoffNote): string {
  const lines = [
    `Handed over by Baton: ${REASONS[note.reason]}.`,
    note.evidence === '' ? null : `Because: ${oneLine(note.evidence, 300)}`,
    `Customer wants: ${oneLine(note.summary, 400)}`,
    `Tried: ${
      note.tried.length === 0
        ? 'nothing yet'
        : note.tried
            .slice(-2)
            .map((text) => `"${oneLine(text, 160)}"`)
            .join(' · ')
    }`,
    note.articles === null
      ? null
      : `Articles: ${note.articles.length === 0 ? 'none fitted' : note.articles.join(' · ')}`,
    `Language: ${note.language ?? 'unknown'} · Sentiment: ${note.sentiment ?? 'unknown'}`,
    `Session: ${note.sessionUrl}`,
    draftLine(note.draft ?? ''),
  ]
  return lines.filter((line) => line !== null).join('\n')
}

function draftLine(draft: string): string | null {
  if (draft === '') return null
  const shown = draft.length <= LONGEST_DRAFT ? draft : `${draft.slice(0, LONGEST_DRAFT).trimEnd()}…`
  return `\nThe AI would have answered:\n${shown}`
}

export function oneLine(text: string, longest: number): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  return line.length <= longest ? line : `${line.slice(0, longest - 1).trimEnd()}…`
}
