import type { Config } from '../config.ts'
import { ApiError } from './error.ts'
import type { HttpContext } from './operation.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A browser says which page a state-changing request comes from. What a foreign page sends with the visitor's cookie, or to an
 * install that nobody has claimed, is refused; a key is never sent by a browser of itself, so it may come from anywhere.
 */
export function refuseForeignOrigin(config: Config, c: HttpContext): void {
  const origin = c.req.header('origin')
  if (SAFE.has(c.req.method) || origin === undefined || c.req.header('authorization') !== undefined) return
  if (!isOwnOrigin(config, origin, c.req.header('host'))) {
    throw new ApiError(
      403,
      'foreign_origin',
      `This came from a page at another address (${origin.slice(0, 200)}). Open Baton at ${config.publicUrl}, or set BATON_URL to the address you use.`,
    )
  }
}

/** While BATON_URL is a guess, the address that the browser really asked is ours too. */
export function isOwnOrigin(config: Config, origin: string, host: string | undefined): boolean {
  if (origin === config.publicUrl) return true
  if (!config.publicUrlIsDefault || host === undefined) return false
  return origin === `http://${host.toLowerCase()}` || origin === `https://${host.toLowerCase()}`
}

/** Whether this request was made on this very machine: no proxy between, and asked by a loopback name (a rebound DNS name is none). */
export function isFromLoopback(c: HttpContext): boolean {
  const forwarded = [
    'forwarded',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-real-ip',
    'via',
  ]
  if (forwarded.some((name) => c.req.header(name) !== undefined)) return false
  return isLoopbackAddress(socketAddress(c)) && isLoopbackHost(c.req.header('host'))
}

export function socketAddress(c: HttpContext): string {
  // requests made in the process (tests) have no socket, and no env at all
  const env: HttpContext['env'] | undefined = c.env
  return env?.incoming?.socket?.remoteAddress ?? ''
}

/**
 * Who a try is counted for: the socket's address, or what the nearest proxy added when one on a private network stands before
 * us. What a client itself wrote stands further left and is not believed.
 */
export function clientAddress(c: HttpContext): string {
  const address = socketAddress(c)
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return forwarded && isPrivateAddress(address) ? forwarded.slice(0, 50) : address
}

function isPrivateAddress(address: string): boolean {
  return (
    isLoopbackAddress(address) ||
    /^(::ffff:)?(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|^f[cd]/i.test(address)
  )
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address)
}

function isLoopbackHost(host: string | undefined): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(host ?? '')
}
