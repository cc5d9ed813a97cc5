/** When a conversation is next compared with Freshchat (S6), so that what no webhook told is found. */

/** Webhooks come within a second or so; this long after the first that stayed away they are silent (C8). */
const SILENT_AFTER_MS = 60_000
const ACTIVE_MS = 60 * 60_000
/** While webhooks are silent, and something was said within the last hour. */
const SOON_MS = 45_000
const SOON_SPREAD_MS = 30_000
/** At the latest after a quarter of an hour, read and answer included. */
const USUAL_MS = 10 * 60_000
const USUAL_SPREAD_MS = 4 * 60_000

/** `spread`, 0 to 1: so that conversations of one moment are not all compared in one moment. */
export function compareAt(
  { lastMessageAt, isSilent }: { lastMessageAt: Date; isSilent: boolean },
  spread: number,
  now: Date,
): Date {
  const isActive = now.getTime() - lastMessageAt.getTime() <= ACTIVE_MS
  const wait = isSilent && isActive ? SOON_MS + spread * SOON_SPREAD_MS : USUAL_MS + spread * USUAL_SPREAD_MS
  return new Date(now.getTime() + wait)
}

export function isSilent(unheardSince: Date | null, now: Date): boolean {
  return unheardSince !== null && now.getTime() - unheardSince.getTime() >= SILENT_AFTER_MS
}
