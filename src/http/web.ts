import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Hono } from 'hono'
import type { HttpContext, HttpEnv } from './operation.ts'

/** The dashboard: files that the build left beside the program, read once at start. What is at no address the page says. */

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}
/** Addresses that people type or find in private notes; the page itself knows what to show there. */
const SCREENS = [
  '/',
  '/sign-in',
  '/start',
  '/welcome',
  '/invitation',
  '/reset-password',
  '/inbox',
  '/inbox/:id',
  '/playground',
  '/analytics',
  '/flags',
  '/knowledge',
  '/knowledge/new',
  '/knowledge/import',
  '/knowledge/suggested-phrasings',
  '/knowledge/websites',
  '/knowledge/websites/:id',
  '/knowledge/:id',
  '/settings',
  '/settings/integrations/freshchat',
  '/settings/ai',
  '/settings/members',
  '/settings/audit',
  '/account',
]

const NOT_BUILT = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Baton</title></head>
<body><h1>Baton is running</h1><p>The dashboard has not been built yet: run <code>npm run build</code>, then start Baton again.</p></body></html>
`

const isPerson = (c: HttpContext) =>
  !c.req.path.startsWith('/api/') && (c.req.header('accept') ?? '').includes('text/html')

export function serveWeb(http: Hono<HttpEnv>): void {
  // beside the built program, or in dist when this runs from its source
  const folder = [join(import.meta.dirname, 'web'), join(import.meta.dirname, '../../dist/web')].find(
    (each) => existsSync(join(each, 'index.html')),
  )
  const page = folder === undefined ? NOT_BUILT : readFileSync(join(folder, 'index.html'), 'utf8')
  const show = (c: HttpContext) => c.html(page, 200, { 'cache-control': 'no-cache' })
  for (const screen of SCREENS) http.get(screen, show)
  for (const name of folder === undefined ? [] : readdirSync(join(folder, 'assets'))) {
    const bytes = new Uint8Array(readFileSync(join(folder ?? '', 'assets', name)))
    const headers = {
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
      // its name changes with its content
      'cache-control': 'public, max-age=31536000, immutable',
    }
    http.get(`/assets/${name}`, (c) => c.body(bytes, 200, headers))
  }
  // a person who mistyped is told so by the page; programs by the API's own answer
  http.get('*', (c, next) => (isPerson(c) ? c.html(page, 404, { 'cache-control': 'no-cache' }) : next()))
}
