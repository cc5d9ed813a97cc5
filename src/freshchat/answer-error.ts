import type { Clock } from '../clock.ts'
import { refusalIn } from '../dial.ts'
import { retryAfterMs } from '../retry-after.ts'
import { storableJson } from '../storable.ts'
import { FreshchatError, type FreshchatErrorKind } from './error.ts'
import type { Call } from './request.ts'
import { loose, optionalText } from './wire.ts'

/** What each kind of failure means for the caller, above all: may a message be in the conversation all the same? */

/** A fault that passes by itself is worth another try after this. */
const SOON_MS = 2_000
const LATER_MS = 60_000

/** The connection was never made: nothing can have been stored. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EACCES',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** `timeoutMs` is set when we gave up waiting. */
export function connectionError(fault: unknown, call: Call, timeoutMs: number | null): FreshchatError {
  const refused = refusalIn(fault)
  if (refused !== null)
    return new FreshchatError({ kind: 'unreachable', message: refused, retryAfterMs: SOON_MS })
  const code = codeOf(fault)
  const why =
    timeoutMs === null ? `the connection failed (${code ?? 'unknown'})` : 'there was no answer in time'
  if (call.sends && !neverConnected(fault, code)) {
    return maybeSent(`Freshchat may have taken the message: ${why}.`, null)
  }
  if (timeoutMs !== null) {
    return new FreshchatError({
      kind: 'timeout',
      message: `Freshchat did not answer within ${timeoutMs} ms.`,
      retryAfterMs: SOON_MS,
    })
  }
  return new FreshchatError({
    kind: 'unreachable',
    message: `Freshchat cannot be reached: ${why}.`,
    retryAfterMs: SOON_MS,
  })
}

export function redirectError(response: Response): FreshchatError {
  const to = response.headers.get('location') ?? ''
  const host = URL.canParse(to) ? new URL(to).host : 'another page'
  return new FreshchatError({
    kind: 'not_json',
    message: `This address redirects to ${host}, which Freshchat’s API never does. The token was not sent there. Check the domain.`,
    status: response.status,
    retryAfterMs: LATER_MS,
  })
}

export function htmlError(call: Call, status: number): FreshchatError {
  if (call.sends) return maybeSent('Freshchat accepted the message but did not answer in JSON.', status)
  return new FreshchatError({
    kind: 'not_json',
    message: 'This address answers with a page, not with Freshchat’s API. Check the domain.',
    status,
    retryAfterMs: LATER_MS,
  })
}

export function tooLargeError(call: Call, status: number): FreshchatError {
  if (call.sends) return maybeSent('Freshchat accepted the message but answered more than we read.', status)
  return new FreshchatError({ kind: 'not_json', message: 'Freshchat answered more than 5 MB.', status })
}

/** A success that does not show what was sent. */
export function unreadableSend(status: number): FreshchatError {
  return maybeSent('Freshchat accepted the message but its answer does not name it.', status)
}

interface BadAnswer {
  status: number
  headers: Headers
  json: unknown
  text: string | null
  call: Call
  token: string
  clock: Clock
}

const errorBody = loose({
  message: optionalText,
  error_message: optionalText,
  error: optionalText,
  status: optionalText,
})

export function answerError({ status, headers, json, text, call, token, clock }: BadAnswer): FreshchatError {
  const body = errorBody.parse(storableJson(json ?? {}))
  const page =
    json === undefined && text !== null ? text.replace(/<[^<>]*>/g, ' ').replace(/\s+/g, ' ') : null
  const said = (body.message ?? body.error_message ?? body.error ?? body.status ?? page ?? '').trim()
  const quoted = said === '' ? '' : `: ${said.replaceAll(token, '[token]').slice(0, 400)}`
  const wait = retryAfterMs(headers.get('retry-after'), clock.now())
  const fields = { status, traceId: headers.get('x-trace-id')?.slice(0, 100) ?? null }
  const failed = (kind: FreshchatErrorKind, sentence: string, retry: number | null) =>
    new FreshchatError({ kind, message: `${sentence}${quoted}`, retryAfterMs: retry, ...fields })

  // 5xx and 408 say nothing about what was stored; the cast fault is known to come after storing (reference 4.2)
  if (call.sends && (status >= 500 || status === 408 || (status === 400 && /cannot be cast/i.test(said)))) {
    return failed(
      'maybe_sent',
      `Freshchat answered ${status} and may have taken the message`,
      wait ?? SOON_MS,
    )
  }
  if (status === 401) return failed('unauthorized', 'Freshchat does not accept the access token (401)', null)
  if (status === 403) return failed('forbidden', 'The access token may not do this (403)', null)
  if (status === 404) return failed('not_found', 'Freshchat does not know this (404)', null)
  if (status === 429)
    return failed('rate_limited', 'Freshchat’s rate limit is reached (429)', wait ?? SOON_MS)
  if (status === 408) return failed('timeout', 'Freshchat gave up waiting (408)', wait ?? SOON_MS)
  if (status >= 500) return failed('server', `Freshchat has a fault (${status})`, wait ?? SOON_MS)
  return failed('bad_request', `Freshchat refused the request (${status})`, null)
}

function maybeSent(message: string, status: number | null): FreshchatError {
  return new FreshchatError({ kind: 'maybe_sent', message, status, retryAfterMs: SOON_MS })
}

/** Several addresses tried in vain, or a fault of the connecting itself, also count. */
function neverConnected(fault: unknown, code: string | null): boolean {
  const cause = fault instanceof Error ? fault.cause : null
  if (cause instanceof AggregateError || NEVER_CONNECTED.has(code ?? '')) return true
  return cause instanceof Error && 'syscall' in cause && cause.syscall === 'connect'
}

function codeOf(fault: unknown): string | null {
  if (!(fault instanceof Error)) return null
  const { cause } = fault
  // happy eyeballs: several addresses were tried and each has its own error
  const inner = cause instanceof AggregateError ? cause.errors[0] : cause
  for (const one of [inner, cause, fault]) {
    if (one instanceof Error && 'code' in one && typeof one.code === 'string') return one.code
  }
  return null
}
