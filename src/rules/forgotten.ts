const DAY_MS = 24 * 60 * 60_000

/** What is forgotten here, and is not to come back because Freshchat still shows it. */
export interface Forgetting {
  /** Freshchat's time of the last message of a customer who was erased; null: nobody was. */
  until: Date | null
  /** The organization's setting; null: everything is kept. */
  retentionDays: number | null
}

export function isForgotten(writtenAt: Date, { until, retentionDays }: Forgetting, now: Date): boolean {
  if (until !== null && writtenAt <= until) return true
  return retentionDays !== null && writtenAt < keptSince(retentionDays, now)
}

/** What is older than this is not kept. */
export function keptSince(retentionDays: number, now: Date): Date {
  return new Date(now.getTime() - retentionDays * DAY_MS)
}
