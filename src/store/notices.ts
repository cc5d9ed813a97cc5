import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** What instances tell each other over PostgreSQL's NOTIFY. Ids only; a lost notice costs a second, since everybody also asks. */
export interface Notices<T> {
  tell(notice: T): void
  close(): Promise<void>
}

const CHANNEL = 'baton_lanes'
const RECONNECT_MS = 1_000
/** NOTIFY takes 8,000 bytes. */
const MOST_AT_ONCE = 40

/** `hear` gets what other instances told. The connection is made again when it breaks. */
export function openNotices<T>(
  url: string,
  hear: (notice: T) => void,
  warn: (fault: string) => void,
): Notices<T> {
  const self = randomUUID()
  let waiting: T[] = []
  let client: pg.Client | null = null
  let closed = false
  let timer: NodeJS.Timeout | null = null
  let connecting = connect()

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url })
    next.on('notification', ({ payload }) => {
      const told = payload === undefined ? null : read<T>(payload)
      if (told !== null && told.from !== self) for (const notice of told.notices) hear(notice)
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
    if (fault !== null) warn(fault instanceof Error ? fault.message : String(fault))
    if (client === which) client = null
    if (closed || timer !== null) return
    timer = setTimeout(() => {
      timer = null
      if (client === null && !closed) connecting = connect()
    }, RECONNECT_MS)
    timer.unref()
    which.end().catch(() => {})
  }

  /** What is told in one moment leaves together. */
  function flush(): void {
    const notices = waiting.splice(0, MOST_AT_ONCE)
    if (waiting.length > 0) setImmediate(flush)
    client
      ?.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify({ from: self, notices })])
      .catch(() => {})
  }

  return {
    tell(notice) {
      if (client === null) return
      if (waiting.length === 0) setImmediate(flush)
      waiting.push(notice)
    },
    async close() {
      closed = true
      waiting = []
      if (timer !== null) clearTimeout(timer)
      await connecting
      await client?.end()
    },
  }
}

function read<T>(payload: string): { from: string; notices: T[] } | null {
  try {
    // written by the same function of another instance
    return JSON.parse(payload) as { from: string; notices: T[] }
  } catch {
    return null
  }
}
