import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import {
  type ChangedObject,
  type ChangeKind,
  isKept,
  type Position,
  presentPosition,
} from '../store/changes.ts'
import { type Database, inOrganization, readInOrganization, type Tx } from '../store/database.ts'
import { deliveryById } from '../store/deliveries.ts'
import { findMessage, sessionById, turnById } from '../store/sessions-read.ts'
import { callerOf } from './authentication.ts'
import { type Caller, may } from './caller.ts'
import { shownConnection } from './connection.ts'
import { ApiError } from './error.ts'
import { MOST_BEHIND } from './live.ts'
import { type HttpContext, type HttpDeps, operation } from './operation.ts'
import { presentMessage, presentSession, presentTurn } from './present.ts'

const MOST_STREAMS = 200
const HEARTBEAT_MS = 15_000
/** Whether the caller still may is asked again so often. */
const ASK_AGAIN_MS = 30_000
const COME_BACK_AFTER_MS = 2_000

const SCOPES = {
  session: 'sessions:read',
  message: 'sessions:read',
  turn: 'sessions:read',
  connection: 'connection:read',
  delivery: 'connection:read',
} as const satisfies Record<ChangeKind, string>

export const watchEvents = operation(
  {
    method: 'get',
    path: '/api/v1/events',
    summary:
      'What changes, live, as server-sent events: session, message, turn, connection, delivery, each with the object as it is now. ' +
      'Goes on after the header Last-Event-ID for a day; what is older, or unknown, begins with an event “reset”: read again what you show',
    tag: 'Live',
    rawAnswer: { 'text/event-stream': { schema: z.string() } },
    errors: { 429: 'Too many watch already' },
  },
  async ({ deps, caller, c }) => {
    if (kindsFor(caller).length === 0)
      throw new ApiError(403, 'forbidden', 'This takes the scope sessions:read or connection:read.')
    const { organizationId } = caller
    if (deps.live.watching(organizationId) >= MOST_STREAMS)
      throw new ApiError(429, 'too_many', `At most ${MOST_STREAMS} watch one organization at a time.`)
    c.header('x-accel-buffering', 'no')
    c.header('cache-control', 'no-store')
    return stream(deps, caller, c)
  },
)

function kindsFor(caller: Caller): ChangeKind[] {
  return (Object.keys(SCOPES) as ChangeKind[]).filter((kind) => may(caller, SCOPES[kind])) // its own keys
}

function stream(deps: HttpDeps, first: Caller, c: HttpContext): Response {
  const { organizationId } = first
  return streamSSE(c, async (out) => {
    let kinds = kindsFor(first)
    const waiting: ChangedObject[] = []
    let bell = new AbortController()
    const ended = new AbortController()
    out.onAbort(() => ended.abort())
    const over = AbortSignal.any([ended.signal, deps.live.closing])
    const ring = () => bell.abort()
    // who takes nothing in holds up the very write that we wait for; they come back with the last id that they got
    const cutOff = () => {
      ended.abort()
      c.env.incoming?.socket?.destroy()
    }

    const { from, isReset } = await beginsAt(deps.database, organizationId, c.req.header('last-event-id'))
    const begin = { id: idOf(from), retry: COME_BACK_AFTER_MS }
    // an id without data is no event, and is what a browser comes back with
    await (isReset
      ? out.writeSSE({ ...begin, event: 'reset', data: '{}' })
      : out.write(`id: ${begin.id}\nretry: ${begin.retry}\n\n`))
    const watching = await deps.live.watch(organizationId, from, (changes) => {
      waiting.push(...changes)
      if (waiting.length > MOST_BEHIND) cutOff()
      ring()
    })
    if (watching === null) {
      const now = await readInOrganization(deps.database, organizationId, presentPosition)
      return out.writeSSE({ id: idOf(now), event: 'reset', data: '{}', retry: 0 })
    }
    try {
      let told = from
      let askAt = deps.clock.now().getTime() + ASK_AGAIN_MS
      while (!over.aborted) {
        const heard = waiting.splice(0)
        for (const change of lastOfEach(heard)) {
          if (over.aborted) return
          if (!kinds.includes(change.kind)) continue
          const data = await shown(deps, organizationId, change)
          if (data === null) continue
          await out.writeSSE({ id: idOf(change.position), event: change.kind, data: JSON.stringify(data) })
        }
        told = heard.at(-1)?.position ?? told
        if (deps.clock.now().getTime() >= askAt) {
          const now = await callerOf(deps, c, { prolongs: false }).catch(() => null)
          if (now === null || now.organizationId !== organizationId) return
          kinds = kindsFor(now)
          askAt = deps.clock.now().getTime() + ASK_AGAIN_MS
        }
        if (waiting.length > 0) continue
        bell = new AbortController()
        const isQuiet = await deps.clock.wait(HEARTBEAT_MS, AbortSignal.any([bell.signal, over])).then(
          () => true,
          () => false,
        )
        // with the id: what was not theirs to hear is not missed either, however long they hear nothing else
        if (isQuiet) await out.write(`: still here\nid: ${idOf(told)}\n\n`)
      }
    } finally {
      watching.stop()
    }
  })
}

/** After what they have; from now on where they have nothing, or something that is no longer kept or never was. */
async function beginsAt(
  database: Database,
  organizationId: string,
  lastId: string | undefined,
): Promise<{ from: Position; isReset: boolean }> {
  const [, xid, id] = /^(\d{1,20})-(\d{1,15})$/.exec(lastId ?? '') ?? []
  return inOrganization(database, organizationId, async (tx) => {
    if (xid !== undefined && id !== undefined && BigInt(xid) < 2n ** 64n) {
      const from = { xid, id: Number(id) }
      if (await isKept(tx, from)) return { from, isReset: false }
    }
    return { from: await presentPosition(tx), isReset: lastId !== undefined && lastId !== '' }
  })
}

function idOf({ xid, id }: Position): string {
  return `${xid}-${id}`
}

/** An object that changed more than once is told once, at the place of its last change. */
function lastOfEach(changes: ChangedObject[]): ChangedObject[] {
  const last = new Map(changes.map((change) => [`${change.kind} ${change.objectId}`, change]))
  return changes.filter((change) => last.get(`${change.kind} ${change.objectId}`) === change)
}

/** The object as it is now, as the routes show it; null: it is gone. */
async function shown(
  deps: HttpDeps,
  organizationId: string,
  { kind, objectId }: ChangedObject,
): Promise<object | null> {
  if (kind === 'connection') return { id: objectId, ...(await shownConnection(deps, organizationId)) }
  return inOrganization(deps.database, organizationId, async (tx) => {
    switch (kind) {
      case 'session':
        return present(await sessionById(tx, objectId), presentSession)
      case 'message':
        return present(await findMessage(tx, objectId), (row) => ({
          ...presentMessage(row),
          sessionId: row.session_id,
        }))
      case 'turn':
        return present(await turnById(tx, objectId), (row) => ({
          ...presentTurn(row),
          sessionId: row.session_id,
        }))
      case 'delivery':
        return delivery(tx, objectId)
    }
  })
}

function present<T>(row: T | null, how: (row: T) => object): object | null {
  return row === null ? null : how(row)
}

async function delivery(tx: Tx, id: string): Promise<object | null> {
  const row = await deliveryById(tx, id)
  return row === null ? null : { id, action: row.action, receivedAt: row.received_at.toISOString() }
}
