import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Vault } from '../secret.ts'
import type { HttpContext } from './operation.ts'

/**
 * What better-auth reads of a request. It knows the first secret only, with which it signs cookies (HMAC-SHA256, base64, after the last
 * dot); what an older secret in force has signed is signed anew for it, so that nobody has to sign in again when the first one changes.
 */
export function headersForAuth({ vault }: { vault: Pick<Vault, 'deriveAll'> }, c: HttpContext): Headers {
  const headers = new Headers(c.req.raw.headers)
  const cookie = headers.get('cookie')
  const [present, ...older] = vault.deriveAll('auth')
  if (cookie === null || present === undefined || older.length === 0) return headers
  const signedAnew = cookie.split(/; */).map((pair) => {
    const at = pair.indexOf('=')
    return `${pair.slice(0, at)}=${presentValue(pair.slice(at + 1), present, older)}`
  })
  headers.set('cookie', signedAnew.join('; '))
  return headers
}

function presentValue(sent: string, present: string, older: string[]): string {
  const [, value, signature] = /^(.+)\.([A-Za-z0-9+/]{43}=)$/.exec(decoded(sent)) ?? []
  if (value === undefined || signature === undefined) return sent
  const isOurs = older.some((key) => isSame(signature, signatureOf(value, key)))
  return isOurs ? encodeURIComponent(`${value}.${signatureOf(value, present)}`) : sent
}

function decoded(sent: string): string {
  try {
    return decodeURIComponent(sent)
  } catch {
    return ''
  }
}

function signatureOf(value: string, key: string): string {
  return createHmac('sha256', key).update(value).digest('base64')
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
