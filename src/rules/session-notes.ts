import type { HandoffReason, Sentiment } from '../conversation.ts'
import type { Silence } from './admission.ts'
import { oneLine, REASONS } from './note.ts'

/** The other private notes that reps read: how a session ended, a draft, why the AI did what it did. Plain text. */

export interface ResolutionNote {
  closure: 'confirmed' | 'assumed'
  /** The AI's last word was an answer, and no hello or question back. */
  isAnswered: boolean
  summary: string
  sentiment: Sentiment | null
  language: string | null
  sessionUrl: string
}

export function resolutionNote({
  closure,
  isAnswered,
  summary,
  sentiment,
  language,
  sessionUrl,
}: ResolutionNote): string {
  const how = {
    confirmed: 'the customer said that it is solved',
    assumed: isAnswered
      ? 'the customer has not written again since the answer'
      : 'the customer has not written again, and nothing that they asked is answered',
  }[closure]
  return [
    `Resolved by Baton: ${how}.`,
    `Summary: ${summary.trim() === '' ? 'none' : oneLine(summary, 400)}`,
    `Language: ${language ?? 'unknown'} · Sentiment: ${sentiment ?? 'unknown'}`,
    `Session: ${sessionUrl}`,
  ].join('\n')
}

/** A message of the AI's went out in the moment in which a rep stepped in: nobody should have to find that out alone. */
export function leakNote({ text }: { text: string }): string {
  return `Baton was too late to stop: this message of the AI went out in the moment in which you stepped in: “${oneLine(text, 200)}” The AI is silent here now.`
}

/** Baton's Inbox and Freshchat now show different things: a rep can put it right where they are. */
export function refusedActNote({ act, reason }: { act: 'assign' | 'resolve'; reason: string }): string {
  const done = act === 'assign' ? 'taken over' : 'resolved'
  return `This conversation was ${done} in Baton’s Inbox, but Freshchat refused to ${act} it: ${oneLine(reason, 200)} Please do so here.`
}

/** What the AI would say, for a rep to send. */
export function draftNote({ text, articles }: { text: string; articles: readonly string[] }): string {
  const from = articles.length === 0 ? '' : `\n\nFrom: ${articles.join(' · ')}`
  return `Draft by Baton, not sent:\n\n${text}${from}`
}

export function noDraftNote({ evidence }: { evidence: string }): string {
  const because = evidence.trim() === '' ? 'the knowledge has no answer to this' : oneLine(evidence, 300)
  return `No draft by Baton: ${because}`
}

export function commandHelpNote(): string {
  return [
    'Baton knows four commands, each as a private note:',
    '/baton take: the AI takes this conversation and answers what nobody has answered',
    '/baton stop: the AI is silent here',
    '/baton draft: what the AI would answer, as a private note',
    '/baton why: how its last answer came about',
  ].join('\n')
}

export interface WhyNote {
  outcome: { kind: string; because: string } | null
  reason: HandoffReason | null
  evidence: string | null
  articles: readonly string[]
  checks: readonly { name: string; verdict: string; detail: string }[]
  model: string | null
  sessionUrl: string
}

export function whyNote(why: WhyNote): string {
  if (why.outcome === null) return 'Baton has done nothing in this conversation yet.'
  const wrong = why.checks
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ name, detail }) => `${name}: ${detail}`)
  const lines = [
    whatHappened(why),
    why.evidence ? `Because: ${oneLine(why.evidence, 300)}` : null,
    why.articles.length > 0 ? `Articles: ${why.articles.join(' · ')}` : null,
    wrong.length > 0 ? `Checks: ${oneLine(wrong.join(' · '), 400)}` : null,
    why.model === null ? null : `Model: ${why.model}`,
    `Session: ${why.sessionUrl}`,
  ]
  return lines.filter((line) => line !== null).join('\n')
}

function whatHappened({ outcome, reason }: WhyNote): string {
  switch (outcome?.kind) {
    case 'replied':
      return `Baton answered: ${oneLine(outcome.because, 200)}.`
    case 'handed_off':
      return `Baton handed over: ${reason === null ? outcome.because : REASONS[reason]}.`
    case 'drafted':
      return `Baton wrote a draft only: ${oneLine(outcome.because, 200)}.`
    default:
      return `Baton said nothing: ${SILENCES[outcome?.because as Silence] ?? outcome?.because}.` // any word may stand in an old row
  }
}

/** Each reason to be silent as a support lead would say it. */
export const SILENCES: Record<Silence, string> = {
  paused: 'the AI is paused',
  disconnected: 'Freshchat is disconnected',
  resolved: 'the conversation was resolved',
  'a-rep-is-assigned': 'a rep has the conversation',
  'handed-off': 'it had been handed over to the team',
  'not-assigned-to-us': 'the AI answers only what is assigned to it, and this was not',
  'not-assigned-to-us-any-more': 'the conversation was taken off the AI',
  'left-to-team': 'this group’s queue is left to its team',
  'filtered-channel': 'the AI does not take this channel',
  'filtered-language': 'the AI does not take this language',
  'filtered-percent': 'the AI takes a share of the conversations, and this one is not in it',
  'filtered-hours': 'the AI does not take conversations at this hour',
  'goes-to-people': 'this customer always goes to people',
  'nothing-to-answer': 'nothing was left to answer',
  'a-rep-stepped-in': 'a rep stepped in',
  superseded: 'the customer wrote again, and all of it was answered together',
  'conversation-is-gone': 'Freshchat no longer knows the conversation',
  'outside-office-hours': 'the AI is silent outside office hours',
  'claims-are-undone': 'each time the AI took the conversation, it was taken off again',
  'drafted-already': 'there is a draft for this already',
  refused: 'Freshchat refused it',
}
