import type { Config } from '../config.ts'
import type { HttpContext } from './operation.ts'

/** Stands at `/` until the dashboard does. No script and no style of its own: the policy allows neither inline. */
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
