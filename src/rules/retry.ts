/** How long to wait before trying again. All in milliseconds. */

const FIRST_MS = 1_000
const LONGEST_MS = 60_000

/** Doubling from a second to a minute, with up to a quarter of jitter so that many conversations do not return at once. `random` is 0 to 1. */
export function backoffMs(failures: number, random: number): number {
  const base = Math.min(FIRST_MS * 2 ** Math.max(failures - 1, 0), LONGEST_MS)
  return Math.round(base * (1 + random / 4))
}

/** Who is sent away for the rate limit asks our own queue again so soon: it may have learnt of a better limit since. */
const LONGEST_QUEUE_MS = 10_000

/** After a failed call: as long as the other side asked for, and no shorter than the backoff. */
export function retryAfterMs(
  fault: { kind: string; retryAfterMs: number | null },
  failures: number,
  random: number,
): number {
  const asked = fault.retryAfterMs ?? 0
  const wait = fault.kind === 'rate_limited' ? Math.min(asked, LONGEST_QUEUE_MS) : asked
  return Math.max(backoffMs(failures, random), wait)
}

/** After a send of which nobody knows whether Freshchat stored it: look at 2, 10 and 30 s, then send again (A3). */
export const LOOK_AFTER_MS = [2_000, 10_000, 30_000] as const

/** When to look next for a message sent at `sentAt`, after `looks` looks in vain; null when it may be sent again. */
export function nextLookAt(sentAt: Date, looks: number): Date | null {
  const after = LOOK_AFTER_MS[looks]
  return after === undefined ? null : new Date(sentAt.getTime() + after)
}

/** A decision that could not be carried out for so long is thought again (A4). */
export const DECISION_GOOD_FOR_MS = 15 * 60_000
