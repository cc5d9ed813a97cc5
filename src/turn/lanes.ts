import { z } from 'zod'
import type { Hold, Interruption } from './hold.ts'

/** Something happened in a conversation, told after its transaction is committed. */
export interface Change {
  conversationId: string
  /** Whose act it was, where a turn in the making must know. */
  by: 'person' | 'customer' | null
  dueAt: Date | null
}

const changeSchema = z.object({
  conversationId: z.string(),
  by: z.enum(['person', 'customer']).nullable(),
  dueAt: z.coerce.date().nullable(),
})

/** A change as another instance told it; null when it cannot be read. */
export function readChange(told: unknown): Change | null {
  const read = changeSchema.safeParse(told)
  return read.success ? read.data : null
}

/** Which conversations this process holds, and who is told when one changes. */
export interface Lanes {
  /** A change made here: stops the turn it concerns, wakes the worker, and tells the other instances. */
  changed(change: Change): void
  /** A change made by another instance. */
  heard(change: Change): void
  take(hold: Hold): void
  leave(hold: Hold): void
  /** Also those that are taken from now on. */
  interruptAll(by: Interruption): void
  /** At most one listener each: the worker, the wire to the other instances, and whoever watches live. */
  onWake: ((dueAt: Date | null) => void) | null
  onTell: ((change: Change) => void) | null
  onNews: (() => void) | null
}

export function createLanes(): Lanes {
  const held = new Map<string, Hold>()
  let closing: Interruption | null = null
  const lanes: Lanes = {
    changed(change) {
      lanes.heard(change)
      lanes.onTell?.(change)
    },
    heard(change) {
      if (change.by !== null) held.get(change.conversationId)?.interrupt(change.by)
      if (change.dueAt !== null) lanes.onWake?.(change.dueAt)
      lanes.onNews?.()
    },
    take(hold) {
      held.set(hold.lease.conversationId, hold)
      if (closing !== null) hold.interrupt(closing)
    },
    leave(hold) {
      if (held.get(hold.lease.conversationId) === hold) held.delete(hold.lease.conversationId)
    },
    interruptAll: (by) => {
      closing = by
      for (const hold of held.values()) hold.interrupt(by)
    },
    onWake: null,
    onTell: null,
    onNews: null,
  }
  return lanes
}
