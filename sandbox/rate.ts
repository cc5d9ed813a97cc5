import type { Settings } from './settings.ts'

export interface RateVerdict {
  isOver: boolean
  headers: Record<string, string>
}

/** A fixed window for the whole account; no public text gives the real numbers (4.3). */
export function openRate(settings: () => Settings, now: () => Date): () => RateVerdict {
  let startedAt = 0
  let used = 0
  return () => {
    const { rate, resetUnit } = settings()
    if (rate.limit === null) return { isOver: false, headers: {} }
    const time = now().getTime()
    if (time - startedAt >= rate.windowSec * 1000 || time < startedAt) {
      startedAt = time
      used = 0
    }
    used += 1
    const isOver = used > rate.limit
    const resetAt = startedAt + rate.windowSec * 1000
    const waitSec = Math.max(1, Math.ceil((resetAt - time) / 1000))
    const reset = { epoch: Math.ceil(resetAt / 1000), epochMs: resetAt, seconds: waitSec }[resetUnit]
    const headers: Record<string, string> = rate.headers
      ? {
          'X-RateLimit-Limit': String(rate.limit),
          'X-RateLimit-Remaining': String(Math.max(0, rate.limit - used)),
          'X-RateLimit-Reset': String(reset),
        }
      : {}
    return { isOver, headers: isOver ? { ...headers, 'Retry-After': String(waitSec) } : headers }
  }
}
