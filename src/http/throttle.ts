import type { Clock } from '../clock.ts'

/** Slows the guessing of passwords. */
export interface Throttle {
  /**
   * Counts a try at once (many at the same time must not all slip through) and takes it back when it succeeds.
   * `waitMs` over 0: refused, not counted.
   */
  attempt(account: string, address: string): { waitMs: number; succeeded(): void }
}

/** So many tries within `windowMs`: for one account from one address, from one address, and for one account from everywhere. */
export interface Limits {
  windowMs: number
  perPair: number
  perAddress: number
  perAccount: number
}

export const PASSWORDS: Limits = { windowMs: 30_000, perPair: 8, perAddress: 20, perAccount: 30 }
/** Six digits are soon tried. */
export const CODES: Limits = { windowMs: 15 * 60_000, perPair: 8, perAddress: 20, perAccount: 10 }
/** Each is a letter in somebody's mailbox. */
export const RESETS: Limits = { windowMs: 60 * 60_000, perPair: 5, perAddress: 20, perAccount: 5 }

const MOST_KEPT = 50_000

/**
 * Counts wrong tries by these limits. An address from which that account has signed in before is spared the last one: strangers cannot
 * lock an owner out. Kept in this process, so each instance counts its own.
 */
export function createThrottle(clock: Clock, limits: Limits): Throttle {
  const { windowMs, perPair, perAddress, perAccount } = limits
  const tries = new Map<string, number[]>()
  const known = new Set<string>()

  const recent = (key: string, now: number) => (tries.get(key) ?? []).filter((at) => at > now - windowMs)

  function wait(key: string, most: number, now: number): number {
    const times = recent(key, now)
    const oldest = times[times.length - most]
    return oldest === undefined ? 0 : oldest + windowMs - now
  }

  function count(key: string, now: number): void {
    if (!tries.has(key)) forgetOldest(tries, MOST_KEPT)
    tries.set(key, [...recent(key, now), now])
  }

  /** One only: others may have tried in the same millisecond. */
  function takeBack(key: string, at: number): void {
    const times = recent(key, at)
    const index = times.indexOf(at)
    tries.set(key, index < 0 ? times : times.toSpliced(index, 1))
  }

  return {
    attempt(account, address) {
      const now = clock.now().getTime()
      const pair = `${account} ${address}`
      const counted: [key: string, most: number][] = [
        [`pair ${pair}`, perPair],
        [`address ${address}`, perAddress],
        ...(known.has(pair) ? [] : [[`account ${account}`, perAccount] satisfies [string, number]]),
      ]
      const waitMs = Math.max(...counted.map(([key, most]) => wait(key, most, now)))
      if (waitMs > 0) return { waitMs, succeeded() {} }
      for (const [key] of counted) count(key, now)
      return {
        waitMs: 0,
        succeeded() {
          for (const [key] of counted) takeBack(key, now)
          tries.delete(`pair ${pair}`)
          forgetOldest(known, MOST_KEPT)
          known.add(pair)
        },
      }
    },
  }
}

/** What came first goes first; both kinds of collection iterate in the order of insertion. */
function forgetOldest(kept: Map<string, unknown> | Set<string>, most: number): void {
  if (kept.size < most) return
  const [first] = kept.keys()
  if (first !== undefined) kept.delete(first)
}
