import type { Session } from '../api.ts'
import type { Words } from '../words/en.ts'

/** Who has a session and how it ended, as a support lead says it. */

export const customerOf = ({ inbox }: Words, { contact }: Session): string =>
  contact?.name || contact?.email || inbox.aCustomer

export const endOf = ({ inbox }: Words, { closure }: Pick<Session, 'closure'>): string | null =>
  closure === null ? null : inbox.closures[closure]

export const reasonOf = ({ inbox }: Words, reason: string): string => inbox.reasons[reason] ?? reason

export function standingOf(words: Words, session: Session): string {
  const { closure, handoff } = session
  if (closure !== null) return words.inbox.closures[closure]
  return handoff === null
    ? words.inbox.statuses[session.status]
    : words.inbox.handedOver(reasonOf(words, handoff.reason))
}
