import type { Hono } from 'hono'
import { ADMIN_HTML } from './admin-html.ts'
import { ADMIN_JS } from './admin-js.ts'
import { CHAT_HTML } from './chat-html.ts'
import { CUSTOMER_JS } from './customer-js.ts'
import { DESK_JS } from './desk-js.ts'
import { ELEMENTS_JS } from './elements-js.ts'
import { ICON_SVG, SHOP_SVG, WAVE_SVG } from './graphics.ts'
import { STYLE_CSS } from './style-css.ts'

const HTML = 'text/html; charset=utf-8'
const JS = 'text/javascript; charset=utf-8'
const CSS = 'text/css; charset=utf-8'
const SVG = 'image/svg+xml'

/** Strings, not files on disk, so that one bundle holds them all. */
const FILES: Record<string, [type: string, content: string]> = {
  '/': [HTML, CHAT_HTML],
  '/admin': [HTML, ADMIN_HTML],
  '/assets/elements.js': [JS, ELEMENTS_JS],
  '/assets/customer.js': [JS, CUSTOMER_JS],
  '/assets/desk.js': [JS, DESK_JS],
  '/assets/admin.js': [JS, ADMIN_JS],
  '/assets/style.css': [CSS, STYLE_CSS],
  '/assets/icon.svg': [SVG, ICON_SVG],
  '/assets/shop.svg': [SVG, SHOP_SVG],
  '/assets/wave.svg': [SVG, WAVE_SVG],
  '/favicon.ico': [SVG, ICON_SVG],
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors http://localhost:* http://127.0.0.1:*"

export function servePages(app: Hono): void {
  for (const [path, [type, content]] of Object.entries(FILES)) {
    app.get(path, (c) =>
      c.body(content, 200, {
        'Content-Type': type,
        'Content-Security-Policy': POLICY,
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'no-cache',
      }),
    )
  }
}
