import type { Alert, AlertKind } from '../alert.ts'
import { sessionUrl } from '../conversation.ts'

/** What an alert says (C10). It holds no word of a customer's: mail and chat systems are read by many. */

export interface AlertWords {
  subject: string
  text: string
}

const SUBJECTS: Record<AlertKind, string> = {
  broken: 'Baton cannot answer: the connection to Freshchat is broken',
  repaired: 'Baton answers again: the connection to Freshchat works',
  leak: 'The AI spoke after a rep had stepped in',
  no_pickup: 'Nobody has picked up a customer who was handed over',
  test: 'A test alert from Baton',
}

const MOST_ITEMS = 20

/** `publicUrl`: where the Inbox is. */
export function alertWords(
  { kind, items }: Pick<Alert, 'kind' | 'items'>,
  organizationName: string,
  publicUrl: string,
): AlertWords {
  const lines = items
    .slice(0, MOST_ITEMS)
    .map(({ text, sessionId }) =>
      sessionId === null ? text : `${text}\n${sessionUrl(publicUrl, sessionId)}`.trimStart(),
    )
  const more = items.length - lines.length
  const count = items.length > 1 && kind !== 'broken' ? ` (${items.length})` : ''
  return {
    subject: `[${organizationName}] ${SUBJECTS[kind]}${count}`,
    text: [`${SUBJECTS[kind]}.`, ...lines, ...(more > 0 ? [`… and ${more} more.`] : [])].join('\n\n'),
  }
}

const RETRY_AFTER_MS = [15_000, 30_000, 60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000]
/** After a day it is no news any more. */
const GIVE_UP_AFTER_MS = 24 * 60 * 60_000

/** When an alert that could not be told is tried again; null: it is given up. */
export function alertRetryAt(attempts: number, createdAt: Date, now: Date): Date | null {
  const wait = RETRY_AFTER_MS[Math.min(attempts, RETRY_AFTER_MS.length) - 1] ?? 0
  const at = new Date(now.getTime() + wait)
  return at.getTime() - createdAt.getTime() > GIVE_UP_AFTER_MS ? null : at
}
