import type { HttpApp, HttpContext } from './operation.ts'

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

/** The sandbox of this process is shown beside the Inbox; nothing else is shown within our pages. */
function policyOf({ builtIn: { sandbox } }: Pick<HttpApp, 'builtIn'>): string {
  if (sandbox === null) return POLICY
  const { port } = new URL(sandbox.url)
  // by whichever of the two names the dashboard itself was opened: a browser keeps what another site's frame stores away from it
  return `${POLICY}; frame-src http://localhost:${port} http://127.0.0.1:${port}`
}

/** What every answer carries, an error too. */
export function securityHeaders(app: Pick<HttpApp, 'config' | 'builtIn'>, c: HttpContext): void {
  const { headers } = c.res
  // what customers sent comes with a stricter one
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', policyOf(app))
  headers.set('x-content-type-options', 'nosniff')
  headers.set('x-frame-options', 'DENY')
  headers.set('referrer-policy', 'same-origin')
  headers.set('cross-origin-resource-policy', 'same-origin')
  headers.set('x-request-id', c.var.requestId)
  if (c.req.path.startsWith('/api/') && !headers.has('cache-control'))
    headers.set('cache-control', 'no-store')
  if (app.config.publicUrl.startsWith('https:')) headers.set('strict-transport-security', 'max-age=31536000')
}
