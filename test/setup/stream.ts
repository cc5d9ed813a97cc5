import { until } from './world.ts'

/** Somebody who watches what changes, as a browser does. */
export interface Watching {
  events: { id: string; event: string; data: Record<string, unknown> }[]
  /** With which a browser would come back. */
  lastId(): string
  status: number
  isOver(): boolean
  /** The connection is cut. */
  cut(): Promise<void>
}

export async function watch(
  url: string,
  apiKey: string,
  { lastId, cookie }: { lastId?: string; cookie?: string } = {},
): Promise<Watching> {
  const cut = new AbortController()
  const response = await fetch(`${url}/api/v1/events`, {
    headers: {
      ...(cookie === undefined ? { authorization: `Bearer ${apiKey}` } : { cookie }),
      ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
    },
    signal: cut.signal,
  })
  const events: Watching['events'] = []
  let last = ''
  let over = false
  const reading = read(response)
    .catch(() => {})
    .finally(() => {
      over = true
    })

  async function read({ body }: Response): Promise<void> {
    let rest = ''
    for await (const bytes of body ?? []) {
      rest += Buffer.from(bytes).toString('utf8')
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) take(Object.fromEntries(block.split('\n').map(fieldOf)))
    }
  }

  function take({ id, event, data }: Record<string, string>): void {
    if (id !== undefined) last = id
    if (event !== undefined && data !== undefined)
      events.push({ id: id ?? '', event, data: JSON.parse(data) })
  }

  if (response.ok) await until('the stream has begun', () => last !== '')
  return {
    events,
    lastId: () => last,
    status: response.status,
    isOver: () => over,
    async cut() {
      cut.abort()
      await reading
    },
  }
}

function fieldOf(line: string): [string, string] {
  const at = line.indexOf(': ')
  return [line.slice(0, at), line.slice(at + 2)]
}
