/** Longer than this nobody is made to wait by a header. */
const LONGEST_MS = 3_600_000

/** The header Retry-After, in seconds or as an HTTP date, as the wait from `now`, at most an hour; null without a readable one. */
export function retryAfterMs(header: string | null | undefined, now: Date): number | null {
  const text = header?.trim()
  if (!text) return null
  // ("-5" would be a day in 2001)
  const at = /^[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : at - now.getTime()
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_MS) : null
}
