import { type Dialer, refusalIn } from '../dial.ts'
import { decodeHtml } from '../knowledge/html.ts'
import { retryAfterMs } from '../retry-after.ts'
import { ACCEPTED_ENCODINGS, readBeginning, readBody } from './body.ts'
import { AGENT } from './robots.ts'

/** One request to a website through the guarded dialer. What may come of it on a good day is a word. */

export type Fetched =
  | { kind: 'html'; html: string; etag: string | null; lastModified: string | null; robotsTag: string | null }
  | { kind: 'unchanged' }
  /** As the header has it; null: it names nothing. */
  | { kind: 'moved'; to: string | null }
  | { kind: 'gone'; status: number }
  | { kind: 'busy'; status: number; retryAfterMs: number | null }
  | { kind: 'skipped'; because: 'not_html' | 'too_large'; detail: string | null }
  | Failed

export interface Failed {
  kind: 'failed'
  because: 'status' | 'timeout' | 'unreachable' | 'not_allowed'
  /** The status, or the words of the rule that does not let us call it. */
  detail: string | null
  /** It may well go away by itself. */
  isPassing: boolean
}

export interface FetchedText {
  status: number
  text: string
}

const LARGEST_PAGE = 2 * 1024 * 1024
const TIMEOUT_MS = 20_000
const MOST_REDIRECTS = 5

export interface Known {
  etag: string | null
  lastModified: string | null
}

/** A page, only if it has changed since it was `known`. Redirects are not followed: where they lead is a page of its own. */
export async function fetchPage(
  dialer: Dialer,
  address: string,
  known: Known,
  now: Date,
  signal: AbortSignal,
): Promise<Fetched> {
  const conditions = {
    ...(known.etag === null ? {} : { 'if-none-match': known.etag }),
    ...(known.lastModified === null ? {} : { 'if-modified-since': known.lastModified }),
  }
  return patiently(signal, async (limited) => {
    const answer = await ask(dialer, address, 'text/html,application/xhtml+xml', conditions, limited)
    const { status, header } = answer
    const drop = <T extends Fetched>(fetched: T): T => {
      answer.body.destroy()
      return fetched
    }
    if (status === 304) return drop({ kind: 'unchanged' })
    if (isRedirect(status)) return drop({ kind: 'moved', to: header('location') })
    if (status === 404 || status === 410) return drop({ kind: 'gone', status })
    if (status === 429 || status === 503)
      return drop({ kind: 'busy', status, retryAfterMs: retryAfterMs(header('retry-after'), now) })
    if (status !== 200) return drop(failed('status', String(status), status >= 500))
    const contentType = header('content-type') ?? ''
    if (!/^\s*(text\/html|application\/xhtml\+xml)\b/i.test(contentType))
      return drop({ kind: 'skipped', because: 'not_html', detail: typeIn(contentType) })
    const bytes = await readBody(answer.body, header('content-encoding'), LARGEST_PAGE)
    if (bytes === 'too-large') return { kind: 'skipped', because: 'too_large', detail: null }
    return {
      kind: 'html',
      html: decodeHtml(bytes, contentType),
      etag: header('etag'),
      lastModified: header('last-modified'),
      robotsTag: header('x-robots-tag'),
    }
  })
}

/** robots.txt or a sitemap: redirects are followed, each through the dialer's rule; more than `maxBytes` is cut off. */
export async function fetchText(
  dialer: Dialer,
  address: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<{ kind: 'text'; at: string; fetched: FetchedText } | Failed> {
  return patiently(signal, async (limited) => {
    let url = address
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const { status, header, body } = await ask(dialer, url, '*/*', {}, limited)
      const to = isRedirect(status) ? header('location') : null
      if (to === null) {
        const bytes = await readBeginning(body, header('content-encoding'), maxBytes)
        const text = decodeHtml(bytes, header('content-type') ?? '')
        return { kind: 'text', at: url, fetched: { status, text } } as const
      }
      body.destroy()
      const next = URL.parse(to, url)
      if (next === null) return failed('unreachable', null, false)
      url = next.href
    }
    return failed('unreachable', null, false)
  })
}

async function ask(
  dialer: Dialer,
  address: string,
  accept: string,
  conditions: Record<string, string>,
  signal: AbortSignal,
) {
  const headers = { 'user-agent': AGENT, accept, 'accept-encoding': ACCEPTED_ENCODINGS, ...conditions }
  const { status, body, headers: answered } = await dialer.request(new URL(address), { headers, signal })
  const header = (name: string) => {
    const value = answered[name]
    return (Array.isArray(value) ? value.join(', ') : value) ?? null
  }
  return { status, body, header }
}

/** A socket's patience is real time, whatever the clock says. Throws only the caller's own reason when its signal aborts. */
async function patiently<T>(
  signal: AbortSignal,
  work: (limited: AbortSignal) => Promise<T>,
): Promise<T | Failed> {
  const limit = AbortSignal.timeout(TIMEOUT_MS)
  try {
    return await work(AbortSignal.any([signal, limit]))
  } catch (fault) {
    signal.throwIfAborted()
    const refused = refusalIn(fault)
    if (refused !== null) return failed('not_allowed', refused, false)
    return limit.aborted ? failed('timeout', null, true) : failed('unreachable', null, true)
  }
}

function failed(because: Failed['because'], detail: string | null, isPassing: boolean): Failed {
  return { kind: 'failed', because, detail, isPassing }
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

function typeIn(contentType: string): string | null {
  return contentType.split(';')[0]?.trim().slice(0, 100) || null
}
