import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** Which addresses may be called from here: anything public, and what the operator listed (O6). */

/** Why this address may not be called, or the addresses that were looked at: who dials these and no others leaves no gap between the look and the dial. */
export type DialRule = (url: URL) => Promise<Verdict>
export type Verdict = { refused: string } | { refused: null; addresses: string[] }

/** Never called, listed or not: link-local holds the metadata services of clouds. */
const never = listOf([
  ['169.254.0.0', 16],
  ['100.100.100.200', 32],
  ['fe80::', 10],
  ['fd00:ec2::254', 128],
])
/** Called only where the operator listed the host: this machine, this network, and what is no single host. */
const internal = listOf([
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['ff00::', 8],
])
const loopback = listOf([
  ['127.0.0.0', 8],
  ['::1', 128],
])

export interface Rules {
  /** `host` or `host:port`, from the variable of that name. */
  listed: string[]
  variable: 'BATON_MODEL_HOSTS' | 'BATON_FRESHCHAT_HOSTS' | 'BATON_ALERT_HOSTS' | 'BATON_CRAWL_HOSTS'
  /** Where http without its s is spoken: to this machine only, as the sandbox is. */
  plainHttp: 'anywhere' | 'loopback'
}

export function dialRule(rules: Rules, resolve: (host: string) => Promise<string[]> = addressesOf): DialRule {
  return async (url) => {
    const unfit = unfitIn(url)
    if (unfit !== null) return { refused: unfit }
    const host = unbracketed(url.hostname)
    const addresses = isIP(host) === 0 ? await resolve(host) : [host]
    if (addresses.length === 0) return { refused: `The host ${host} is not known.` }
    const refused = refusalOf(rules, url, addresses)
    return refused === null ? { refused, addresses } : { refused }
  }
}

/**
 * Why an address is certain to be refused, by what it says itself: for whoever types it. No name is looked up, since what one leads to
 * changes; that is for the dial.
 */
export function refusedAsWritten(rules: Rules, url: URL): string | null {
  const host = unbracketed(url.hostname)
  const own = isIP(host) === 0 ? null : [host]
  return unfitIn(url) ?? refusalOf(rules, url, isNameOfThisMachine(host) ? ['127.0.0.1'] : own)
}

function unfitIn(url: URL): string | null {
  if (!/^https?:$/.test(url.protocol)) return 'Only http:// and https:// addresses are called.'
  const holdsNames = url.username !== '' || url.password !== ''
  return holdsNames ? 'The address must not hold a name or a password.' : null
}

/** `addresses`: what the host leads to; null: not looked up. */
function refusalOf(
  { listed, variable, plainHttp }: Rules,
  url: URL,
  addresses: string[] | null,
): string | null {
  const host = unbracketed(url.hostname)
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const isListed = [host, url.hostname].some(
    (name) => listed.includes(name) || listed.includes(`${name}:${port}`),
  )
  if (addresses?.some((address) => isIn(never, address)))
    return `The host ${host} is a link-local address, which is never called.`
  if (!isListed && addresses?.some((address) => isIn(internal, address))) {
    return `The host ${host} is on a private network. Whoever runs Baton can list it: ${variable}=${host}:${port}`
  }
  // a name that is not listed leads to this machine only to be refused
  const staysHere = addresses?.every((address) => isIn(loopback, address)) ?? isListed
  if (url.protocol === 'http:' && !staysHere && plainHttp === 'loopback')
    return `The address does not begin with https: ${url.host}`
  return null
}

/** A host that by its very name only this machine or this network knows; what a name leads to is not looked up. `hostname`: as in a URL. */
export function isNamedInternal(hostname: string): boolean {
  const host = unbracketed(hostname)
  if (isIP(host) === 0) return isNameOfThisMachine(host)
  return isIn(internal, host) || isIn(never, host)
}

function isNameOfThisMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost')
}

/** Model endpoints may be spoken to without https where the operator listed them: many run beside Baton. */
export function modelRules(listed: string[]): Rules {
  return { listed, variable: 'BATON_MODEL_HOSTS', plainHttp: 'anywhere' }
}

export function modelRule(listed: string[], resolve?: (host: string) => Promise<string[]>): DialRule {
  return dialRule(modelRules(listed), resolve)
}

export function alertRules(listed: string[]): Rules {
  return { listed, variable: 'BATON_ALERT_HOSTS', plainHttp: 'loopback' }
}

/** Websites are read as they are, many still without https. */
export function crawlRule(listed: string[], resolve?: (host: string) => Promise<string[]>): DialRule {
  return dialRule({ listed, variable: 'BATON_CRAWL_HOSTS', plainHttp: 'anywhere' }, resolve)
}

function unbracketed(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address)
  } catch {
    return []
  }
}

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

function listOf(ranges: [net: string, prefix: number][]): BlockList {
  const list = new BlockList()
  for (const [net, prefix] of ranges) list.addSubnet(net, prefix, net.includes(':') ? 'ipv6' : 'ipv4')
  return list
}
