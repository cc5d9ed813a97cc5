import type { Session } from '../api.ts'

/** Who has a session and how it ended, as a support lead says it. */

const OWNERS: Record<Session['owner'], string> = { ai: 'AI', human: 'Team', none: 'Nobody' }
const CLOSURES: Record<NonNullable<Session['closure']>, string> = {
  confirmed: 'resolved, confirmed by the customer',
  assumed: 'resolved, assumed from silence',
  rep: 'resolved by a rep',
  rule: 'resolved by a rule of Freshchat',
  gone: 'gone from Freshchat',
}
const REASONS: Record<string, string> = {
  asked_for_human: 'asked for a person',
  topic_not_allowed: 'topic not allowed',
  topic_forbidden: 'topic reserved for people',
  low_confidence: 'not sure enough',
  not_in_knowledge: 'not in the knowledge',
  frustration: 'frustrated customer',
  loop: 'going round in circles',
  office_hours: 'office hours',
  unreadable_content: 'unreadable content',
  attack: 'looks like an attack',
  failure: 'something failed',
  rep_stepped_in: 'a rep stepped in',
}

export const ownerOf = ({ owner }: Session): string => OWNERS[owner]
export const endOf = ({ closure }: Session): string | null => (closure === null ? null : CLOSURES[closure])
export const reasonOf = (reason: string): string => REASONS[reason] ?? reason
export const customerOf = ({ contact }: Session): string => contact?.name ?? contact?.email ?? 'A customer'
