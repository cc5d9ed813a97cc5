import { isIP, type LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { Agent, buildConnector, fetch as fetchThrough, request as requestThrough } from 'undici'
import type { DialRule } from './host-rule.ts'

/** The rule does not let this address be called: nothing was sent. Its message is for whoever typed the address. */
export class HostRefused extends Error {
  override name = 'HostRefused'
}

/** Calls out of the house. Each connection is made to the very addresses that the rule has just looked at, so that a name that changes its answer leads nowhere else. */
export interface Dialer {
  /** As the platform's; where it follows redirects, each passes the rule. Rejects with a TypeError, whose cause may be `HostRefused`. */
  fetch: typeof fetch
  /** One request, with these headers and no others; redirects are not followed. Rejects with `HostRefused`. */
  request(
    url: URL,
    options: {
      method?: 'GET' | 'POST'
      headers: Record<string, string>
      body?: string | Uint8Array
      signal: AbortSignal
    },
  ): Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: Readable }>
}

const CONNECT_WITHIN_MS = 10_000

export function createDialer(allow: DialRule): Dialer {
  const dispatcher = new Agent({
    connect(options, done) {
      const { protocol, hostname, port } = options
      const host = isIP(hostname) === 6 ? `[${hostname}]` : hostname
      allow(new URL(`${protocol}//${host}${port === '' ? '' : `:${port}`}`)).then(
        (verdict) => {
          if (verdict.refused !== null) return done(new HostRefused(verdict.refused), null)
          buildConnector({ lookup: known(verdict.addresses), timeout: CONNECT_WITHIN_MS })(options, done)
        },
        (fault) => done(fault, null),
      )
    },
  })
  return {
    // undici's types of its own fetch differ from the platform's in name only
    fetch: ((input: string | URL, init?: object) =>
      fetchThrough(input, { ...init, dispatcher })) as unknown as typeof fetch,
    async request(url, { method = 'GET', ...options }) {
      const { statusCode, headers, body } = await requestThrough(url, { ...options, method, dispatcher })
      // who leaves it unread closes the connection, which is no fault
      body.on('error', () => {})
      return { status: statusCode, headers, body }
    },
  }
}

/** The rule's own words, where it is what kept a call from being made; else null. */
export function refusalIn(fault: unknown): string | null {
  if (fault instanceof HostRefused) return fault.message
  return fault instanceof Error && fault.cause instanceof HostRefused ? fault.cause.message : null
}

function known(addresses: string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_host, { all }, done) => {
    const [first] = found
    if (all || first === undefined) done(null, found)
    else done(null, first.address, first.family)
  }
}
