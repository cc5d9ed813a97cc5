import type { Connection } from '../connection.ts'
import type { Live } from '../rules/admission.ts'
import type { Settings } from '../settings.ts'
import type { Lease } from '../store/lanes.ts'

/**
 * What may stop a turn from outside: a person acted, the customer wrote again, what it hands over was given back, another worker has
 * it, or we are shutting down.
 */
export type Interruption = 'person' | 'customer' | 'given-back' | 'lease-lost' | 'shutdown'

export class Interrupted extends Error {
  override name = 'Interrupted'
  readonly by: Interruption
  constructor(by: Interruption) {
    super(`The turn was interrupted: ${by}`)
    this.by = by
  }
}

/** Nothing more can be done now; the turn goes on from its stored decision at `until`. */
export class Postponed extends Error {
  override name = 'Postponed'
  readonly until: Date
  constructor(until: Date) {
    super(`The turn goes on at ${until.toISOString()}`)
    this.until = until
  }
}

/** The account was disconnected: nothing more is posted, and what is owed waits for the next connection. */
export class Disconnected extends Error {
  override name = 'Disconnected'
}

/** Who has a conversation as Freshchat showed it `at` our time; `updatedAt` is its own time of the last change in it. */
export interface Seen {
  live: Live
  at: Date
  updatedAt: Date | null
}

/** A conversation in one worker's hands, with all that its turn works on. */
export interface Hold {
  lease: Lease
  connection: Connection
  settings: Settings
  /** Freshchat's names for the conversation. */
  freshchatId: string
  internalId: string | null
  /** Until then (Freshchat's time) its messages were erased. */
  forgottenUntil: Date | null
  /** When the turn fell due, for the overhead that is measured. */
  dueAt: Date
  /** How many drafts in a row were discarded because the customer wrote again. */
  superseded: number
  /** Aborts with an `Interrupted`; given to reads and to the model, never to a send. */
  signal: AbortSignal
  /** Aborts only when the worker must let go: what goes on beside the turn is no affair of whoever stops that. */
  asideSignal: AbortSignal
  /** Whose word may still stop the turn: nobody stops a handoff that has begun, nor a customer what is half said. */
  stoppedBy: Set<Interruption>
  interrupt(by: Interruption): void
  /** What Freshchat answered to our claim, for the one look that may follow within half a second. */
  seen: Seen | null
  /** How long the model thought in this turn; null when it did not, or once that is measured. */
  thoughtMs: number | null
  /** What goes on beside the turn and holds up nothing; none of it rejects. */
  aside: Promise<void>[]
  /** What the last look showed, for stepping aside after it. */
  looked: Seen | null
}

/** While paused, what waits is looked at again so often. */
export const PAUSED_RETRY_MS = 2_000

/** Paused: the words to the customer go out when it is lifted. */
export function untilThePauseEnds(now: Date): Postponed {
  return new Postponed(new Date(now.getTime() + PAUSED_RETRY_MS))
}

/** From here on the turn is carried through, whoever acts; its own looks decide what still may be done. */
export function carryThrough(hold: Hold): void {
  hold.stoppedBy.delete('customer')
  hold.stoppedBy.delete('person')
}

/** Stale drafts are discarded at most twice in a row: a customer who never stops typing is answered all the same (A1). */
const MOST_SUPERSEDED = 2

export function createHold(
  facts: Omit<
    Hold,
    'signal' | 'asideSignal' | 'stoppedBy' | 'interrupt' | 'seen' | 'looked' | 'aside' | 'thoughtMs'
  >,
): Hold {
  const controller = new AbortController()
  const letGo = new AbortController()
  const stoppedBy = new Set<Interruption>(['person', 'customer', 'lease-lost', 'shutdown'])
  if (facts.superseded >= MOST_SUPERSEDED) stoppedBy.delete('customer')
  return {
    ...facts,
    signal: controller.signal,
    asideSignal: letGo.signal,
    stoppedBy,
    interrupt(by) {
      if (stoppedBy.has(by)) controller.abort(new Interrupted(by))
      if (by === 'lease-lost' || by === 'shutdown') letGo.abort(new Interrupted(by))
    },
    seen: null,
    looked: null,
    aside: [],
    thoughtMs: null,
  }
}
