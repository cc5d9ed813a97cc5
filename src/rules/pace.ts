/** When to answer a burst: once the customer falls quiet, never later than the longest wait from its first message (A1). */

export interface Burst {
  startedAt: Date
  lastAt: Date
  lastText: string
  /** The first messages of a session also give Freshchat's own routing time to settle (R1). */
  opensSession: boolean
}

export interface Pace {
  settleMs: number
  quietMs: number
  longestWaitMs: number
}

export function answerDueAt(burst: Burst, pace: Pace): Date {
  const quiet = soundsUnfinished(burst.lastText) ? pace.quietMs * 2 : pace.quietMs
  const whenQuiet = burst.lastAt.getTime() + quiet
  const latest = burst.startedAt.getTime() + pace.longestWaitMs
  const settled = burst.opensSession ? burst.startedAt.getTime() + pace.settleMs : 0
  return new Date(Math.max(Math.min(whenQuiet, latest), settled))
}

/**
 * People send "Hi" and "one more thing" and type on; a sentence that ends is usually the question itself.
 * Wrong guesses cost two seconds at most.
 */
export function soundsUnfinished(text: string): boolean {
  const trimmed = text.trim()
  if (/[?？؟.!。！…]["')\]]?$/u.test(trimmed)) return /(\.\.\.|…)$/u.test(trimmed)
  const words = trimmed.split(/\s+/u).filter(Boolean)
  return words.length <= 3 || /[,:;–-]$/u.test(trimmed)
}
