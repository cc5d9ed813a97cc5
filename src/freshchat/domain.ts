/** What an admin types as Freshchat's address → the host that calls go to, or why not. Pure. */
export type CleanDomain =
  | { kind: 'ok'; domain: string; baseUrl: string }
  | { kind: 'refused'; code: 'invalid_domain' | 'host_not_allowed'; message: string }

const FRESHCHAT = ['.freshchat.com', '.myfreshworks.com']
const LONGEST = 253
const HOST = /^(\[[0-9a-f:]+\]|(?=.*[a-z0-9])[a-z0-9.-]+)(?::(\d{1,5}))?$/
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
/** Where clouds keep their machines' credentials: never, listed or not (O6). */
const NEVER =
  /^(169\.254\.|\[fe[89ab]|\[::ffff:a9fe:|\[fd00:ec2::254\]|100\.100\.100\.200$|metadata\.google\.internal$)/

/** `listed`: further hosts (`host` or `host:port`, lower case) that the operator allows. Plain http is for loopback only. */
export function cleanDomain(text: string, listed: readonly string[]): CleanDomain {
  const bare = text.replace(/[\s\u200b\ufeff]+/g, '').toLowerCase()
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//.exec(bare)?.[1]
  if (scheme !== undefined && scheme !== 'https' && scheme !== 'http') return invalid(bare)

  // a browser reads a backslash as a slash; an @ would make what stands before it a user's name
  const [authority = ''] = bare.replace(/^https?:\/\//, '').split(/[/\\?#]/)
  const [, typed, port] = HOST.exec(authority) ?? []
  if (typed === undefined) return invalid(authority)
  const host = typed.replace(/\.$/, '')
  if (!isHost(host) || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) return invalid(authority)

  const isLoopback = host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
  const usual = isLoopback ? '80' : '443'
  const domain = port === undefined || port === usual ? host : `${host}:${port}`
  if (NEVER.test(host)) return notAllowed(domain)

  const isListed = listed.some((one) => one === domain || one === `${host}:${port ?? usual}`)
  if (isListed) return { kind: 'ok', domain, baseUrl: `${isLoopback ? 'http' : 'https'}://${domain}` }
  if (!host.includes('.') && !isLoopback) return invalid(domain)
  if (domain !== host || !FRESHCHAT.some((suffix) => host.endsWith(suffix))) return notAllowed(domain)
  return { kind: 'ok', domain, baseUrl: `https://${domain}` }
}

/** What a URL parser would read differently (2130706433, 0x7f.1, 127.1) is no host here. */
function isHost(host: string): boolean {
  if (host.length > LONGEST || !URL.canParse(`http://${host}`) || new URL(`http://${host}`).hostname !== host)
    return false
  return host.startsWith('[') || host.split('.').every((label) => LABEL.test(label))
}

function invalid(text: string): CleanDomain {
  const message = `“${text.slice(0, 100)}” is not a host. Enter your Freshchat domain, such as yourcompany.freshchat.com.`
  return { kind: 'refused', code: 'invalid_domain', message }
}

function notAllowed(domain: string): CleanDomain {
  const message = `${domain} is not a Freshchat host. Enter a domain that ends in .freshchat.com or .myfreshworks.com, or have the operator list it in BATON_FRESHCHAT_HOSTS.`
  return { kind: 'refused', code: 'host_not_allowed', message }
}
