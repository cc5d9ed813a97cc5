/** What becomes of a delivery that the other tool did not take. All in milliseconds. */

/** After a day it is no news any more. */
export const FORWARDED_FOR_MS = 24 * 60 * 60_000

const AGAIN_AFTER_MS = [5_000, 15_000, 30_000, 60_000, 2 * 60_000, 5 * 60_000]

/** How long to wait before the next try; `failures`: tries in a row that failed, of whichever delivery. */
export function forwardAgainAfterMs(failures: number): number {
  return AGAIN_AFTER_MS[Math.min(Math.max(failures, 1), AGAIN_AFTER_MS.length) - 1] ?? 0
}

/** Answers to this very body, which another try will hardly change. */
const OF_THE_BODY = [400, 413, 415, 422]
/** Spread over some four minutes: a receiver that is just being put right takes it after all. */
const REFUSED_AT_MOST = 6

/** Whether what is behind it goes first: it is sent in order, so that one that is refused for ever would hold up all others for a day. */
export function isForwardRefused(status: number | null, attempts: number): boolean {
  return status !== null && OF_THE_BODY.includes(status) && attempts >= REFUSED_AT_MOST
}

/** What came before then is not forwarded any more. */
export function forwardedSince(now: Date): Date {
  return new Date(now.getTime() - FORWARDED_FOR_MS)
}
