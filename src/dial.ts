import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'

/**
 * One request over a connection of its own, to the very addresses that a rule has looked at: a name that changes its answer meanwhile
 * leads nowhere else. Redirects are not followed.
 */
export function dial(
  url: URL,
  addresses: string[],
  {
    method = 'GET',
    headers,
    body,
    signal,
  }: { method?: 'GET' | 'POST'; headers: Record<string, string>; body?: string; signal: AbortSignal },
): Promise<IncomingMessage> {
  const open = url.protocol === 'https:' ? httpsRequest : httpRequest
  const found = addresses.map((address) => ({ address, family: isIP(address) }))
  const known: LookupFunction = (_host, { all }, done) => {
    const [first] = found
    if (all || first === undefined) done(null, found)
    else done(null, first.address, first.family)
  }
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    // nothing that was dialled for another name is used again
    const sent = open(url, { method, headers, agent: false, lookup: known, signal }, resolve)
    sent.on('error', reject)
    sent.end(body)
  })
}
