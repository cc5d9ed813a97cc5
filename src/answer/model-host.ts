import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** Why this address may not be called, null when it may. */
export type HostRule = (url: URL) => Promise<string | null>

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

/**
 * Model endpoints: anything public, and what `listed` (`host` or `host:port`, from BATON_MODEL_HOSTS) names. Looks the name up
 * before each call; between this look and the dial a name may still change (the guarded dialer closes that).
 */
export function hostRule(
  listed: string[],
  resolve: (host: string) => Promise<string[]> = addressesOf,
): HostRule {
  return async (url) => {
    if (!/^https?:$/.test(url.protocol)) return 'Only http:// and https:// addresses are called.'
    if (url.username !== '' || url.password !== '') return 'The address must not hold a name or a password.'
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const port = url.port || (url.protocol === 'https:' ? '443' : '80')
    const isListed = [host, url.hostname].some(
      (name) => listed.includes(name) || listed.includes(`${name}:${port}`),
    )
    const addresses = isIP(host) === 0 ? await resolve(host) : [host]
    if (addresses.length === 0) return `The host ${host} is not known.`
    if (addresses.some((address) => isIn(never, address)))
      return `The host ${host} is a link-local address, which is never called.`
    if (!isListed && addresses.some((address) => isIn(internal, address))) {
      return `The host ${host} is on a private network. Whoever runs Baton can list it: BATON_MODEL_HOSTS=${host}:${port}`
    }
    return null
  }
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
