import type { Config } from '../config.ts'
import type { HttpContext } from './operation.ts'

/** Stands at `/` until the dashboard does. No script; the policy allows no inline style. */
export function home(config: Config, c: HttpContext) {
  const sandbox =
    config.sandbox === null
      ? ''
      : `
      <li><a href="http://localhost:${config.sandbox.port}/">Try it with the sandbox</a>: a Freshchat on this machine, with a customer’s widget and a rep’s desk side by side</li>`
  return c.html(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Baton</title>
    <link rel="stylesheet" href="/home.css">
  </head>
  <body>
    <main>
      <h1>Baton is running</h1>
      <p>The AI agent for Freshchat that hands over to people.</p>
      <ul>${sandbox}
      <li><a href="/api/v1/openapi.json">The API document</a> (OpenAPI 3.1)</li>
      <li><a href="/readyz">Whether everything is ready</a></li>
      </ul>
    </main>
  </body>
</html>
`)
}

const STYLE = `
:root { color-scheme: light dark; --ink: #16302c; --soft: #4d6660; --paper: #f1f5f4; --card: #fff; --line: #d7e2df; --link: #0f6b60 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7f0ee; --soft: #a3b8b3; --paper: #0f1917; --card: #17231f; --line: #2b3b36; --link: #6fd0c0 }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.55 system-ui, sans-serif }
main { max-width: 34rem; margin: 12vh auto 2rem; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 16px }
h1 { margin: 0 0 .25rem; font-size: 1.6rem }
p { margin: 0 0 1.25rem; color: var(--soft) }
ul { margin: 0; padding: 0; list-style: none }
li { padding: .75rem 0; border-top: 1px solid var(--line) }
a { color: var(--link); font-weight: 600; text-underline-offset: 3px }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; border-radius: 4px }
@media (max-width: 40rem) { main { margin: 1rem; padding: 1.25rem } }
`

export function homeStyle(c: HttpContext) {
  return c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=3600' })
}
