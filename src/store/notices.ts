import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { z } from 'zod'

/** What instances tell each other over PostgreSQL's NOTIFY. Ids only; a lost notice costs a second, since everybody also asks. */
export interface Notices<T> {
  tell(notice: T): void
  close(): Promise<void>
}

const envelope = z.object({ from: z.string(), notices: z.array(z.unknown()) })
const CHANNEL = 'baton_lanes'
const RECONNECT_MS = 1_000
/** NOTIFY takes 8,000 bytes. */
const MOST_AT_ONCE = 40

/** `read` checks what another instance, perhaps of another release, told; null is ignored. The connection is made again when it breaks. */
export function openNotices<T>(
  url: string,
  read: (told: unknown) => T | null,
  hear: (notice: T) => void,
  warn: (fault: unknown) => void,
): Notices<T> {
  const self = randomUUID()
  let waiting: T[] = []
  let client: pg.Client | null = null
  let closed = false
  let timer: NodeJS.Timeout | null = null
  let flushing: Promise<void> | null = null
  let connecting = connect()

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url })
    next.on('notification', ({ payload }) => {
      // nothing that comes over the wire may end this process
      try {
        const told = envelope.parse(JSON.parse(payload ?? ''))
        if (told.from === self) return
        for (const notice of told.notices.map(read)) if (notice !== null) hear(notice)
      } catch (fault) {
        warn(fault)
      }
    })
    next.on('error', (fault) => lost(next, fault))
    next.on('end', () => lost(next, null))
    try {
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
      if (closed) await next.end()
      else client = next
    } catch (fault) {
      lost(next, fault)
    }
  }

  function lost(which: pg.Client, fault: unknown): void {
    if (fault !== null) warn(fault)
    if (client === which) client = null
    if (closed || timer !== null) return
    timer = setTimeout(() => {
      timer = null
      if (client === null && !closed) connecting = connect()
    }, RECONNECT_MS)
    timer.unref()
    which.end().catch(() => {})
  }

  /** What is told in one moment leaves together, one query after the other. */
  async function flush(): Promise<void> {
    while (waiting.length > 0 && client !== null) {
      const notices = waiting.splice(0, MOST_AT_ONCE)
      await client
        .query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify({ from: self, notices })])
        .catch(() => {})
    }
    flushing = null
  }

  return {
    tell(notice) {
      if (client === null) return
      waiting.push(notice)
      flushing ??= new Promise((resolve) => setImmediate(() => resolve(flush())))
    },
    async close() {
      closed = true
      waiting = []
      await flushing
      if (timer !== null) clearTimeout(timer)
      await connecting
      await client?.end()
    },
  }
}
