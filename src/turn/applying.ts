import type { App } from '../app.ts'
import type { Connection } from '../connection.ts'
import type { Settings } from '../settings.ts'
import type { ConversationRow } from '../store/conversations.ts'
import type { Tx } from '../store/database.ts'
import type { DeliveryResult } from '../store/deliveries.ts'
import type { SessionRow } from '../store/sessions.ts'
import type { Hold } from './hold.ts'
import type { Change } from './lanes.ts'

/** The transaction that an event is applied in, and what it is applied with. */
export interface Applying {
  tx: Tx
  connection: Connection
  settings: Settings
  now: Date
}

/** What an event did to its conversation. */
export interface Applied {
  result: DeliveryResult
  /** What a turn or a worker must know of; null when nothing follows. */
  change: Change | null
  /** A message of ours stands in the conversation twice: counted and published. */
  isDouble?: boolean
  /** How many of our messages turn out to stand after a rep's act: counted and published. */
  leaks?: number
}

/** What a turn takes in of Freshchat, applied as if it had come. */
export function applyingIn(app: Pick<App, 'clock'>, { connection, settings }: Hold, tx: Tx): Applying {
  return { tx, connection, settings, now: app.clock.now() }
}

export function nothing(result: DeliveryResult): Applied {
  return { result, change: null }
}

/** H6: after people had it, somebody gave it to the default agent. In the order in which we heard of it: clocks may differ. */
export function isGivenBack(
  conversation: Pick<ConversationRow, 'given_epoch'>,
  session: Pick<SessionRow, 'owner_epoch'>,
): boolean {
  return conversation.given_epoch > session.owner_epoch
}
