import type { Config } from '../config.ts'
import type { HttpContext } from './operation.ts'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** What every answer carries, an error too. */
export function securityHeaders(config: Config, c: HttpContext): void {
  const { headers } = c.res
  // what customers sent comes with a stricter one
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', POLICY)
  headers.set('x-content-type-options', 'nosniff')
  headers.set('x-frame-options', 'DENY')
  headers.set('referrer-policy', 'same-origin')
  headers.set('cross-origin-resource-policy', 'same-origin')
  headers.set('x-request-id', c.var.requestId)
  if (c.req.path.startsWith('/api/') && !headers.has('cache-control'))
    headers.set('cache-control', 'no-store')
  if (config.publicUrl.startsWith('https:')) headers.set('strict-transport-security', 'max-age=31536000')
}
