import { randomBytes } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { type Answer, AnswerError, type ApiCall, envelope, type Handler } from './answer.ts'
import type { FaultBox, Struck } from './faults.ts'
import type { RateVerdict } from './rate.ts'
import type { State } from './state.ts'

export type Route = [method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, handler: Handler]
export type Routes = Route[]

export interface Call {
  method: string
  /** With the query, without `/v2`. */
  path: string
  /** What was answered; 0 while there is no answer, and for ever if the connection was cut. */
  status: number
  at: string
}

export interface RestParts {
  state: State
  faults: FaultBox
  rate: () => RateVerdict
  now: () => Date
  calls: Call[]
  routes: Routes
  /** Commits, starts the webhooks of what was just done, and returns their ids. */
  settle: () => string[]
  attempted: (ids: string[]) => Promise<void>
  /** Counts acts that a fault has put off. */
  owe: (change: 1 | -1) => void
}

const MAX_CALLS = 50_000

/** `/v2/*`. One call goes through one straight line: log, token, faults that strike before, limit, the act, faults after. */
export function restApi(parts: RestParts): Hono<{ Bindings: HttpBindings }> {
  const { state, faults, now } = parts
  const app = new Hono<{ Bindings: HttpBindings }>()
  const notFound: Handler = () => envelope(404, 'NOT_FOUND', 'The endpoint does not exist')

  const serve = async (
    handler: Handler,
    request: Request,
    params: Record<string, string>,
    bindings: HttpBindings,
  ): Promise<Response> => {
    const { pathname, searchParams, search } = new URL(request.url)
    const { incoming, outgoing } = bindings
    const path = pathname.replace(/^\/v2/, '')
    const log: Call = { method: request.method, path: `${path}${search}`, status: 0, at: now().toISOString() }
    parts.calls.push(log)
    if (parts.calls.length > MAX_CALLS) parts.calls.shift()

    // A GET may carry a body (18, pelicargo); nobody reads it.
    const body = request.method === 'GET' ? new Uint8Array() : new Uint8Array(await request.arrayBuffer())
    const call: ApiCall = {
      params,
      query: searchParams,
      body,
      contentType: request.headers.get('content-type') ?? '',
    }
    const struck: Struck = {
      method: request.method,
      resource: resourceOf(path),
      path,
      body: new TextDecoder().decode(body),
    }
    let headers: Record<string, string> = {}

    const answer = ({ status, body: content }: Answer): Response => {
      log.status = status
      const trace = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`
      const json = content === null ? '' : JSON.stringify(content)
      return new Response(json, {
        status,
        headers: { ...headers, 'Content-Type': 'application/json', 'X-Trace-ID': trace },
      })
    }
    const cut = (): Response => {
      incoming.socket.destroy()
      return RESPONSE_ALREADY_SENT
    }

    const latency = faults.strike('latency', struck)
    // Goes on although the client may have given up meanwhile: that is how a message gets stored after a time-out.
    if (latency !== null) await new Promise((resolve) => setTimeout(resolve, latency.ms))
    if (faults.strike('revokedToken', struck) !== null || !isAuthorized(state, request))
      return answer(envelope(401, 'UNAUTHORIZED', 'Unauthenticated Request'))
    if (faults.strike('hang', struck) !== null && !(await untilCleared(faults, outgoing)))
      return RESPONSE_ALREADY_SENT
    if (faults.strike('dropBefore', struck) !== null) return cut()
    if (faults.strike('html200', struck) !== null) {
      log.status = 200
      return new Response('<!doctype html><title>Acme support</title><p>Welcome</p>', {
        headers: { 'Content-Type': 'text/html' },
      })
    }
    const limited = faults.strike('rateLimit', struck)
    if (limited !== null) {
      if (limited.retryAfterSec !== null) headers['Retry-After'] = String(limited.retryAfterSec)
      return answer(TOO_MANY)
    }
    const rate = parts.rate()
    headers = rate.headers
    if (rate.isOver) return answer(TOO_MANY)
    const broken = faults.strike('status', struck)
    if (broken !== null && !broken.stored)
      return answer(envelope(broken.code, 'INTERNAL_ERROR', 'Something went wrong'))

    const late = faults.strike('storeLate', struck)
    if (late !== null) {
      parts.owe(1)
      setTimeout(() => void act(handler, call).finally(() => parts.owe(-1)), late.ms)
      return late.hang ? RESPONSE_ALREADY_SENT : cut()
    }

    const { result, deliveries } = await act(handler, call)
    if (result.status < 300) {
      if (faults.strike('echoFirst', struck) !== null) await parts.attempted(deliveries)
      if (broken !== null) return answer(envelope(broken.code, 'INTERNAL_ERROR', 'Something went wrong'))
      if (faults.strike('dropAfterStore', struck) !== null) return cut()
      if (faults.strike('answer400Stored', struck) !== null) return answer(CANNOT_BE_CAST)
    }
    return answer(result)
  }

  const act = async (handler: Handler, call: ApiCall): Promise<{ result: Answer; deliveries: string[] }> => {
    try {
      const result = await handler(call)
      return { result, deliveries: parts.settle() }
    } catch (error) {
      if (!(error instanceof AnswerError)) throw error
      return { result: error.answer, deliveries: parts.settle() }
    }
  }

  for (const [method, path, handler] of parts.routes)
    app.on(method, `/v2${path}`, (c) => serve(handler, c.req.raw, c.req.param(), c.env))
  app.all('/v2/*', (c) => serve(notFound, c.req.raw, {}, c.env))
  app.all('/v2', (c) => serve(notFound, c.req.raw, {}, c.env))
  return app
}

const TOO_MANY = envelope(429, 'TOO_MANY_REQUESTS', 'Rate limit exceeded')
const CANNOT_BE_CAST = envelope(
  400,
  'INVALID_VALUE',
  'com.demach.konotor.model.fragment.TextFragment cannot be cast to com.demach.konotor.model.fragment.EmailFragment',
)

function isAuthorized(state: State, request: Request): boolean {
  const token = state.token()
  return token !== null && request.headers.get('authorization') === `Bearer ${token}`
}

/** True once the fault is cleared; false if the client has gone before. */
function untilCleared(faults: FaultBox, outgoing: HttpBindings['outgoing']): Promise<boolean> {
  return new Promise((resolve) => {
    if (outgoing.destroyed) {
      resolve(false)
      return
    }
    const finish = (isCleared: boolean): void => {
      stopListening()
      resolve(isCleared)
    }
    const stopListening = faults.onChange((cleared) => {
      if (cleared === 'hang') finish(true)
    })
    outgoing.once('close', () => finish(false))
  })
}

const WORDS = new Set([
  'agents',
  'users',
  'conversations',
  'messages',
  'groups',
  'channels',
  'roles',
  'fields',
  'status',
  'configuration',
  'upload',
  'fetch',
])

/** The last word of a path, in the singular if an id follows: `/conversations/1` is `conversation`. */
export function resourceOf(path: string): string {
  const words = path.split('/').filter((word) => word !== '')
  const last = words.at(-1) ?? ''
  if (WORDS.has(last)) return last
  return (words.at(-2) ?? last).replace(/s$/, '')
}
