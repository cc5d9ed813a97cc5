/** When the embedded database is cleaned up after what was written. Pure. */

const MIB = 1024 * 1024
/** An import, say: who asks next finds twice as fast after it. */
const MUCH_BYTES = 256 * MIB
/** Less is not worth the moment that everybody waits. */
const LITTLE_BYTES = 8 * MIB
const RARELY_MS = 60 * 60_000

/** `writtenBytes`: to the database's log, since the last time, which is `sinceMs` ago. */
export function isUpkeepDue({ writtenBytes, sinceMs }: { writtenBytes: number; sinceMs: number }): boolean {
  return writtenBytes >= MUCH_BYTES || (writtenBytes >= LITTLE_BYTES && sinceMs >= RARELY_MS)
}
