import type { Clock } from '../clock.ts'
import { answerError, connectionError, htmlError, redirectError, tooLargeError } from './answer-error.ts'
import { FreshchatError } from './error.ts'
import type { Priority } from './rate.ts'
import type { Rate, Slots } from './rate-queue.ts'

export interface FreshchatOptions {
  /** `https://acme.freshchat.com`, with or without `/v2`. */
  baseUrl: string
  /** A word "Bearer" pasted with it is dropped. */
  token: string
  /** Whom `unassign` removes, and as whom `mayWrite` asks; null before it is known. */
  defaultAgentId: string | null
  rate: Rate
  clock: Clock
  /** How it leaves the house: the running program hands in the guarded one. */
  fetch: typeof fetch
  readTimeoutMs?: number
  writeTimeoutMs?: number
  /** For metrics and counts. */
  onRequest?: (seen: SeenCall) => void
}

/** One request as it went; `path` is a template without ids, `status` null when no answer came. */
export interface SeenCall {
  method: Method
  path: string
  status: number | null
  ms: number
  priority: Priority
  /** It puts a message into a conversation. */
  sends: boolean
}

export interface CallOptions {
  priority: Priority
  signal?: AbortSignal
  /** Granted by `rate.withSlots`: used up before anything is asked for. */
  slots?: Slots
  /** How often a GET or PUT is tried on 5xx, time-out and lost connection; 1 unless said. A message is tried once. */
  attempts?: number
}

type Method = 'GET' | 'PUT' | 'POST'

export interface Call {
  method: Method
  /** Without ids: `/conversations/{id}/messages`. */
  template: string
  ids?: string[]
  query?: Record<string, string>
  body?: unknown
  /** It puts a message into a conversation: trying again could put it there twice. */
  sends?: true
}

/** `json` is undefined where a success came without a body, as PUT may (reference 6.4). */
export interface Answer {
  status: number
  json: unknown
}

export type Request = (call: Call, options: CallOptions) => Promise<Answer>

const READ_TIMEOUT_MS = 10_000
const WRITE_TIMEOUT_MS = 15_000
const HEADER_VALUE = /^[\x21-\x7e]+$/
const LARGEST_BODY = 5 * 1024 * 1024

/** One HTTP call and nothing of what it means: rate, time-out, size, content type; every failure a FreshchatError. */
export function createRequest(options: FreshchatOptions): Request {
  const { rate, clock } = options
  const base = baseOf(options.baseUrl)
  const token = cleanToken(options.token)
  const send = options.fetch

  async function once(call: Call, { signal, slots, priority }: CallOptions): Promise<Answer> {
    signal?.throwIfAborted()
    if (!HEADER_VALUE.test(token)) {
      throw new FreshchatError({
        kind: 'unauthorized',
        message: 'This is not an access token: it is empty or holds letters that no token has.',
      })
    }
    if (!slots?.use()) await rate.take(priority, signal)

    const startedAt = performance.now()
    let status: number | null = null
    const timeoutMs =
      call.method === 'GET'
        ? (options.readTimeoutMs ?? READ_TIMEOUT_MS)
        : (options.writeTimeoutMs ?? WRITE_TIMEOUT_MS)
    // a socket's patience is real time, whatever the clock says
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort('timeout'), timeoutMs)
    const abort = () => patience.abort('caller')
    signal?.addEventListener('abort', abort, { once: true })
    try {
      const response = await send(urlOf(base, call), {
        method: call.method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        // the token goes to the configured host only
        redirect: 'manual',
        signal: patience.signal,
      })
      status = response.status
      await learn(response)
      return await read(response, call, token, clock)
    } catch (fault) {
      if (fault instanceof FreshchatError) throw fault
      // a message on its way cannot be called back: only what is not a send ends with the caller's own reason
      if (signal?.aborted && !call.sends) throw signal.reason
      throw connectionError(fault, call, patience.signal.aborted ? timeoutMs : null)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      options.onRequest?.({
        method: call.method,
        path: call.template,
        status,
        ms: performance.now() - startedAt,
        priority,
        sends: call.sends === true,
      })
    }
  }

  /** Only a 429 must be known before anybody asks again; nothing of this may lose an answer that has come. */
  async function learn(response: Response): Promise<void> {
    const learning = rate.learn(response.status, response.headers).catch(() => {})
    if (response.status === 429) await learning
  }

  return async (call, callOptions) => {
    const attempts = call.method === 'POST' ? 1 : Math.max(1, callOptions.attempts ?? 1)
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(call, callOptions)
      } catch (fault) {
        const passing =
          fault instanceof FreshchatError && ['server', 'timeout', 'unreachable'].includes(fault.kind)
        if (!passing || attempt >= attempts) throw fault
        const pause = 250 * 2 ** (attempt - 1) * (0.5 + Math.random())
        await clock.wait(
          Math.max(pause, fault.status === null ? 0 : (fault.retryAfterMs ?? 0)),
          callOptions.signal,
        )
      }
    }
  }
}

export function cleanToken(text: string): string {
  return text
    .trim()
    .replace(/^(authorization:\s*)?bearer\s+/i, '')
    .replace(/\s+/g, '')
}

function baseOf(text: string): URL {
  const url = new URL(text)
  const path = url.pathname.split('/').filter(Boolean).join('/')
  return new URL(`${url.origin}/${path === '' ? 'v2' : path}`)
}

function urlOf(base: URL, call: Call): string {
  const ids = [...(call.ids ?? [])]
  const path = call.template.replace(/\{\w*\}/g, () => segment(ids.shift() ?? ''))
  const query = new URLSearchParams(call.query ?? {}).toString()
  return `${base.href}${path}${query === '' ? '' : `?${query}`}`
}

/** Ids come out of other people's JSON: none may walk up the path. */
function segment(id: string): string {
  const encoded = encodeURIComponent(id)
  if (encoded !== '' && !/^\.+$/.test(encoded)) return encoded
  throw new FreshchatError({
    kind: 'not_found',
    message: 'An id that cannot be part of a path was not asked for.',
  })
}

async function read(response: Response, call: Call, token: string, clock: Clock): Promise<Answer> {
  const { status, headers } = response
  if (status >= 300 && status < 400) {
    await response.body?.cancel()
    throw redirectError(response)
  }
  const text = await textOf(response)
  const isJson = /\bjson\b/i.test(headers.get('content-type') ?? '')
  const json = text !== null && text.trim() !== '' ? parsed(text) : undefined

  if (status < 200 || status >= 300) throw answerError({ status, headers, json, text, call, token, clock })
  if (text === null) throw tooLargeError(call, status)
  if (text.trim() === '') return { status, json: undefined }
  // a portal's host answers 200 with its page on any path (reference 2)
  if (!isJson || json === undefined) throw htmlError(call, status)
  return { status, json }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** null when it is larger than we read. */
async function textOf(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > LARGEST_BODY) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
