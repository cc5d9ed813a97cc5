import type { Connection } from '../connection.ts'
import type { Pace } from '../rules/pace.ts'
import type { Tx } from '../store/database.ts'
import type { DeliveryResult } from '../store/deliveries.ts'
import type { Change } from './lanes.ts'

/** The transaction that an event is applied in, and what it is applied with. */
export interface Applying {
  tx: Tx
  connection: Connection
  pace: Pace
  now: Date
}

/** What an event did to its conversation. */
export interface Applied {
  result: DeliveryResult
  /** What a turn or a worker must know of; null when nothing follows. */
  change: Change | null
}

export function nothing(result: DeliveryResult): Applied {
  return { result, change: null }
}
