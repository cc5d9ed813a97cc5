import { retryAfterMs } from '../retry-after.ts'

/**
 * The rule of Freshchat's rate limit: how many calls the rest of a window still allows, and to whom. Freshchat
 * publishes no numbers for the chat API, so they are learned from the headers (reference 4.3). Pure.
 */

/** In order of importance: what a customer waits for comes first. */
export type Priority = 'send' | 'handoff' | 'read' | 'reconcile' | 'health'

/** What all instances share about one Freshchat account. */
export interface RateRow {
  perWindow: number
  remaining: number
  windowMs: number
  resetsAt: Date
  blockedUntil: Date | null
}

export type Grant = { granted: true; row: RateRow } | { granted: false; retryAt: Date }

/** What one answer's headers said; null where a header was missing or made no sense. */
export interface RateNews {
  limit: number | null
  remaining: number | null
  resetsAt: Date | null
  /** Set by a 429: nobody calls before. */
  blockedUntil: Date | null
}

const DEFAULT_PER_WINDOW = 50
const DEFAULT_WINDOW_MS = 60_000
const LONGEST_WINDOW_MS = 3_600_000
/** Reset times are whole seconds, so two answers of one window may differ by this much. */
const SAME_WINDOW_MS = 2_000
const SLACK_MS = 250

/** The share of a window that must stay free for those who come before. Comparing takes at most 30 % (product S6). */
const KEPT_FREE: Record<Priority, number> = { send: 0, handoff: 0.1, read: 0.2, reconcile: 0.7, health: 0.75 }
const ORDER: Priority[] = ['send', 'handoff', 'read', 'reconcile', 'health']

export function comesBefore(a: Priority, b: Priority): boolean {
  return ORDER.indexOf(a) < ORDER.indexOf(b)
}

export function freshRate(now: Date): RateRow {
  return {
    perWindow: DEFAULT_PER_WINDOW,
    remaining: DEFAULT_PER_WINDOW,
    windowMs: DEFAULT_WINDOW_MS,
    resetsAt: new Date(now.getTime() + DEFAULT_WINDOW_MS),
    blockedUntil: null,
  }
}

/** Takes `slots` calls at once out of the window, or says when it is worth asking again. */
export function grant(row: RateRow, slots: number, priority: Priority, now: Date): Grant {
  if (row.blockedUntil !== null && row.blockedUntil > now)
    return { granted: false, retryAt: row.blockedUntil }
  const current = inWindow(row, now)
  const kept = Math.floor(current.perWindow * KEPT_FREE[priority])
  const fits = current.remaining - slots >= kept
  // what is larger than its share gets a window that nobody has touched, or it would wait for ever
  const untouched = current.remaining >= current.perWindow && slots > current.perWindow - kept
  if (!fits && !untouched) return { granted: false, retryAt: current.resetsAt }
  return { granted: true, row: { ...current, remaining: Math.max(0, current.remaining - slots) } }
}

/** Slots that were taken and not used; those of a window that has passed are gone. */
export function givenBack(row: RateRow, slots: number, takenFrom: Date): RateRow {
  if (row.resetsAt.getTime() - takenFrom.getTime() > SAME_WINDOW_MS) return row
  return { ...row, remaining: Math.min(row.perWindow, row.remaining + slots) }
}

/** The same row when the news changes nothing. Others of the account's integrations spend from the same window. */
export function learned(row: RateRow, news: RateNews, now: Date): RateRow {
  const current = inWindow(row, now)
  const next = { ...current }
  if (news.limit !== null) {
    next.perWindow = news.limit
    next.remaining = Math.max(0, Math.min(news.limit, current.remaining + news.limit - current.perWindow))
  }
  const told = news.resetsAt === null || news.resetsAt > now ? news : null
  if (told?.resetsAt) {
    const ahead = told.resetsAt.getTime() - now.getTime()
    const later = told.resetsAt.getTime() - current.resetsAt.getTime()
    // rounded to seconds the same reset moves about: the latest reading asks nobody back too early
    if (later > SLACK_MS || later < -SAME_WINDOW_MS) next.resetsAt = told.resetsAt
    // a window's first answer shows how long windows are
    const first = told.remaining !== null && told.remaining >= next.perWindow - 1
    if (first && Math.abs(ahead - current.windowMs) > SAME_WINDOW_MS) next.windowMs = Math.max(1_000, ahead)
    if (told.remaining !== null && later > SAME_WINDOW_MS) {
      next.remaining = Math.min(told.remaining, next.perWindow)
      return blocked(row, next, news)
    }
  }
  // what is granted and still on its way is in our count only: the smaller one is right
  if (told && told.remaining !== null) next.remaining = Math.min(next.remaining, told.remaining)
  return blocked(row, next, news)
}

function blocked(before: RateRow, next: RateRow, news: RateNews): RateRow {
  if (news.blockedUntil !== null && (next.blockedUntil === null || news.blockedUntil > next.blockedUntil)) {
    next.blockedUntil = news.blockedUntil
  }
  return sameRate(before, next) ? before : next
}

function sameRate(a: RateRow, b: RateRow): boolean {
  return (
    a.perWindow === b.perWindow &&
    a.remaining === b.remaining &&
    a.windowMs === b.windowMs &&
    a.resetsAt.getTime() === b.resetsAt.getTime() &&
    a.blockedUntil?.getTime() === b.blockedUntil?.getTime()
  )
}

function inWindow(row: RateRow, now: Date): RateRow {
  if (row.resetsAt > now) return row
  return {
    ...row,
    remaining: row.perWindow,
    resetsAt: new Date(now.getTime() + row.windowMs),
    blockedUntil: null,
  }
}

/** `failures` counts the 429s in a row, `random` is 0 to 1: all instances must not come back in the same moment. */
export function readRate(
  status: number,
  headers: Headers,
  now: Date,
  failures: number,
  random: number,
): RateNews {
  const limit = count(headers.get('x-ratelimit-limit'))
  const resetsAt = resetTime(headers.get('x-ratelimit-reset'), now)
  const told =
    retryAfterMs(headers.get('retry-after'), now) ??
    (resetsAt === null ? 0 : resetsAt.getTime() - now.getTime())
  // nobody hammers: neither after a pause of nothing, nor after one that was kept and did not help
  const pause = Math.max(told, Math.min(500 * 2 ** failures, 60_000))
  const jitter = random * Math.min(1_000, 250 + pause / 10)
  return {
    limit: limit === 0 ? null : limit,
    remaining: count(headers.get('x-ratelimit-remaining')),
    resetsAt,
    blockedUntil: status === 429 ? new Date(now.getTime() + pause + jitter) : null,
  }
}

/** The unit is not agreed (reference 4.3): epoch milliseconds, epoch seconds, else seconds from now. */
function resetTime(header: string | null, now: Date): Date | null {
  const value = header === null || header.trim() === '' ? Number.NaN : Number(header)
  if (!(value >= 0)) return null
  const at = value > 1e12 ? value : value > 1e9 ? value * 1000 : now.getTime() + value * 1000
  return new Date(Math.min(at, now.getTime() + LONGEST_WINDOW_MS))
}

function count(header: string | null): number | null {
  const value = header === null || header.trim() === '' ? Number.NaN : Number(header)
  return Number.isFinite(value) && value >= 0 ? Math.floor(Math.min(value, 1_000_000)) : null
}
