export type FreshchatErrorKind =
  | 'unreachable'
  | 'timeout'
  /** Something answered that is not Freshchat's API: a portal's page, a redirect, an answer too large to read. */
  | 'not_json'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'rate_limited'
  | 'bad_request'
  | 'server'
  /** A message may be in the conversation although we hold no answer that says so: look before sending again. */
  | 'maybe_sent'

export interface FreshchatErrorFields {
  kind: FreshchatErrorKind
  message: string
  status?: number | null
  retryAfterMs?: number | null
  traceId?: string | null
}

const LONGEST_MESSAGE = 500

/** Its message is for people and logs: at most 500 characters, and the caller has taken the token out of it. */
export class FreshchatError extends Error {
  override name = 'FreshchatError'
  readonly kind: FreshchatErrorKind
  readonly status: number | null
  /** null: trying the same again does not help. */
  readonly retryAfterMs: number | null
  /** Freshchat's X-Trace-ID, which its support asks for. */
  readonly traceId: string | null

  constructor(fields: FreshchatErrorFields) {
    super(fields.message.slice(0, LONGEST_MESSAGE))
    this.kind = fields.kind
    this.status = fields.status ?? null
    this.retryAfterMs = fields.retryAfterMs ?? null
    this.traceId = fields.traceId ?? null
  }

  get maybeSent(): boolean {
    return this.kind === 'maybe_sent'
  }
}

/**
 * A refusal that the same call would meet again: the channel takes no text, the token may not, the text is too long, the agent is
 * gone. (That the conversation itself is gone shows when it is read.)
 */
export function isRefusal(fault: FreshchatError): boolean {
  const { kind, retryAfterMs } = fault
  return retryAfterMs === null && (kind === 'bad_request' || kind === 'forbidden' || kind === 'not_found')
}
