import { createRoute } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Registry } from 'prom-client'
import { z } from 'zod'
import type { TryModel } from '../answer/try-model.ts'
import type { App } from '../app.ts'
import type { Auth } from '../auth.ts'
import type { Config } from '../config.ts'
import type { Dialer } from '../dial.ts'
import type { CallCounter } from '../freshchat-calls.ts'
import type { Mail } from '../mail.ts'
import type { Vault } from '../secret.ts'
import type { StoredConnection } from '../store/connections.ts'
import type { Caller } from './caller.ts'
import { ApiError } from './error.ts'
import { readInput } from './input.ts'
import type { Live } from './live.ts'
import type { Asked as AskedConnection } from './test-and-save.ts'
import type { Throttle } from './throttle.ts'

/** What the HTTP side works with: all that a turn has, and what only it needs. */
export interface HttpApp extends App {
  /** Set once owner and demo are in place. */
  startUp: { isDone: boolean }
  config: Config
  vault: Vault
  metrics: Registry
  calls: CallCounter
  live: Live
  /** null: no mail server is set. */
  mail: Mail | null
  /** The Freshchat to try things with that runs in this process, set once it has started; null: none does. */
  builtIn: { sandbox: BuiltInSandbox | null }
  /** Towards Freshchat and what customers attach there. */
  dialer: Dialer
  tryModel: TryModel
}

export interface BuiltInSandbox {
  /** Where its widget and rep desk are, as a browser on this machine reaches them. */
  url: string
  /** As an admin would type it. */
  asked: AskedConnection
  isTo(connection: StoredConnection): boolean
  /** Its webhook leads to this connection from now on. */
  register(connection: StoredConnection): void
}

export interface HttpDeps extends HttpApp {
  auth: Auth
  throttle: Throttle
  /** Of second factors, which are short. */
  codeThrottle: Throttle
  /** Of letters with links. */
  resetThrottle: Throttle
  /** Of the one-time token that the log printed at start; null when there is none. */
  firstRunTokenHash: string | null
}

export interface HttpEnv {
  Bindings: { incoming?: { socket?: { remoteAddress?: string | undefined; destroy(): void } } }
  Variables: { caller: Caller | null; requestId: string }
}

export type HttpContext = Context<HttpEnv>

/** One route of the API: what it takes and answers (read, checked and documented from here), and what it does. */
export interface Operation {
  method: Method
  path: string
  route: ReturnType<typeof createRoute>
  maxBytes: number
  run(deps: HttpDeps, c: HttpContext): Promise<Response>
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

interface Spec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  method: Method
  /** With `{id}` for a parameter. */
  path: string
  summary: string
  tag: string
  params?: P
  query?: Q
  /** Of a JSON body. A body in another form is described by `rawBody` and read from `c`. */
  body?: B
  rawBody?: Record<string, { schema: z.ZodType }>
  /** 1 MiB when left out; more is 413. */
  maxBytes?: number
  /** What is answered; left out: 204 without a body. */
  answer?: A
  /** For the document, where the handler answers with a Response that is no JSON. */
  rawAnswer?: Record<string, { schema: z.ZodType }>
  status?: 200 | 201 | 202
  /** Further statuses with their meaning, for the document. */
  errors?: Record<number, string>
  /** For the document: needs neither session nor key. */
  isPublic?: boolean
}

interface Asked<P, Q, B> {
  deps: HttpDeps
  caller: Caller
  params: P
  query: Q
  body: B
  c: HttpContext
}

const MAX_BYTES = 1024 * 1024

export const errorSchema = z
  .object({ error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }) })
  .meta({ id: 'Error' })

/** `{"items","next"}`, the form of every list. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

/**
 * Describes one route and what it does. The handler gets what the schemas read; what it returns leaves as JSON with `status`
 * (a Response leaves as it is). It throws ApiError to refuse.
 */
export function operation<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodVoid,
>(
  spec: Spec<P, Q, B, A>,
  handle: (asked: Asked<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<A> | Response>,
): Operation {
  const status = spec.status ?? 200
  return {
    method: spec.method,
    path: spec.path.replace(/\{(\w+)\}/g, ':$1'),
    route: routeOf(spec, spec.answer === undefined && spec.rawAnswer === undefined ? 204 : status),
    maxBytes: spec.maxBytes ?? MAX_BYTES,
    async run(deps, c) {
      const input = await readInput(c, spec)
      const answer = await handle({
        deps,
        // An operation without a guard that signs in never reads it; server.ts is where both are seen together.
        caller: c.var.caller as Caller,
        // readInput gives exactly what these schemas put out
        ...(input as { params: z.output<P>; query: z.output<Q>; body: z.output<B> }),
        c,
      })
      if (answer instanceof Response) return answer
      if (spec.answer === undefined) return c.body(null, 204)
      return c.body(JSON.stringify(answer), status, { 'content-type': 'application/json' })
    },
  }
}

/** Refuses a body over the operation's limit, whether it says its length or not, and one that is packed: what it would come to nobody knows. */
export function limitBody(maxBytes: number): MiddlewareHandler<HttpEnv> {
  const size = maxBytes >= MAX_BYTES ? `${Math.round(maxBytes / MAX_BYTES)} MiB` : `${maxBytes} bytes`
  const limit = bodyLimit({
    maxSize: maxBytes,
    onError: (c) => {
      // what was not read still comes down this connection: the next request needs one of its own
      c.header('connection', 'close')
      throw new ApiError(413, 'too_large', `The body is too large: at most ${size} are taken.`)
    },
  })
  return (c, next) => {
    if (!/^(identity)?$/i.test(c.req.header('content-encoding')?.trim() ?? ''))
      throw new ApiError(415, 'packed_body', 'Send the body as it is, without Content-Encoding.')
    return limit(c, next)
  }
}

function routeOf(spec: Spec<z.ZodType, z.ZodType, z.ZodType, z.ZodType>, status: number) {
  const content = spec.rawBody ?? (spec.body && { 'application/json': { schema: spec.body } })
  const answered = spec.rawAnswer ?? (spec.answer && { 'application/json': { schema: spec.answer } })
  const errors = Object.entries({ ...(content && { 422: 'A field is wrong' }), ...spec.errors })
  return createRoute({
    method: spec.method,
    path: spec.path,
    summary: spec.summary,
    tags: [spec.tag],
    security: spec.isPublic ? [] : [{ apiKey: [] }, { session: [] }],
    request: {
      // the document wants objects here; every params and query schema of ours is one
      ...(spec.params && { params: spec.params as unknown as z.ZodObject }),
      ...(spec.query && { query: spec.query as unknown as z.ZodObject }),
      ...(content && { body: { content, required: true } }),
    },
    responses: {
      [status]: { description: 'Done', ...(answered && { content: answered }) },
      ...Object.fromEntries(
        errors.map(([code, description]) => [
          code,
          { description, content: { 'application/json': { schema: errorSchema } } },
        ]),
      ),
    },
  })
}
