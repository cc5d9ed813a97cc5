import { randomUUID } from 'node:crypto'
import { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { createAuth } from '../auth.ts'
import { faultFields } from '../log.ts'
import { callerOf } from './authentication.ts'
import { ApiError, errorBody } from './error.ts'
import { everyone, type Guard } from './guard.ts'
import { securityHeaders } from './headers.ts'
import { health, metrics, readiness } from './health.ts'
import { apiDocument } from './open-api.ts'
import {
  type HttpApp,
  type HttpContext,
  type HttpDeps,
  type HttpEnv,
  limitBody,
  type Operation,
} from './operation.ts'
import { operatorReport } from './operator-report.ts'
import { refuseForeignOrigin } from './origin.ts'
import { resetOwner } from './reset-owner.ts'
import { rotateSecret } from './rotate-secret.ts'
import { routes } from './routes.ts'
import { CODES, createThrottle, PASSWORDS, RESETS } from './throttle.ts'
import { serveWeb } from './web.ts'
import { LARGEST_DELIVERY, takeDelivery } from './webhook.ts'

/** All the HTTP we serve. `firstRunTokenHash`: of the one-time token that the log printed at start, null when none was. */
export function createHttp(app: HttpApp, firstRunTokenHash: string | null = null): Hono<HttpEnv> {
  const deps: HttpDeps = {
    ...app,
    auth: createAuth(app),
    throttle: createThrottle(app.clock, PASSWORDS),
    codeThrottle: createThrottle(app.clock, CODES),
    resetThrottle: createThrottle(app.clock, RESETS),
    firstRunTokenHash,
  }
  const http = new Hono<HttpEnv>()
  const document = new OpenAPIHono()

  http.use(async (c, next) => {
    c.set('requestId', randomUUID())
    c.set('caller', null)
    await next()
    securityHeaders(app, c)
  })
  http.onError((error, c) => answerError(deps, error, c))
  http.notFound((c) =>
    c.json(errorBody(new ApiError(404, 'not_found', 'There is nothing at this address.')), 404),
  )

  const mount = (guard: Guard, operation: Operation) => {
    document.openAPIRegistry.registerPath(operation.route)
    const admit = async (c: HttpContext) => {
      refuseForeignOrigin(app.config, c)
      if (guard === everyone) return
      const caller = await callerOf(deps, c)
      guard(caller)
      c.set('caller', caller)
    }
    http.on(
      operation.method.toUpperCase(),
      operation.path,
      async (c, next) => {
        await admit(c)
        return next()
      },
      limitBody(operation.maxBytes),
      (c) => operation.run(deps, c),
    )
  }

  mount(everyone, health)
  mount(everyone, readiness)
  mount(everyone, metrics)
  // a worker has no other door
  if (app.config.role === 'worker') return http

  // the secret in the address, and the signature, are the guard
  http.post('/webhooks/freshchat/:secret', limitBody(LARGEST_DELIVERY), (c) => takeDelivery(deps, c))

  // who holds the install's secret may come in
  http.get('/operator/report', (c) => operatorReport(deps, c))
  http.post('/operator/rotate-secret', (c) => rotateSecret(deps, c))
  http.post('/operator/reset-owner', (c) => resetOwner(deps, c))

  for (const [guard, operation] of routes) mount(guard, operation)

  // public, and no part of the document
  serveWeb(http)
  http.get('/api/v1/openapi.json', (c) => c.json(apiDocument(document, app.config)))
  return http
}

/** Who was not let in: what somebody who looks for an attack reads in the log. */
const REFUSALS = new Set<number>([401, 403, 413, 429])

function logRefusal(deps: HttpDeps, { status, code }: ApiError, c: HttpContext): void {
  const memberId = c.var.caller?.memberId ?? null
  deps.log.warn({ requestId: c.var.requestId, route: c.req.routePath, status, code, memberId }, 'refused')
}

function answerError(deps: HttpDeps, error: Error, c: HttpContext): Response {
  if (error instanceof ApiError) {
    if (REFUSALS.has(error.status)) logRefusal(deps, error, c)
    if (error.retryAfterSec !== null) c.header('retry-after', String(error.retryAfterSec))
    return c.json(errorBody(error), error.status)
  }
  if (error instanceof HTTPException && error.status < 500) {
    return c.json(errorBody({ code: 'bad_request', message: error.message, field: null }), error.status)
  }
  deps.log.error(
    { requestId: c.var.requestId, route: c.req.routePath, ...faultFields(error) },
    'a request failed',
  )
  const message = `Something went wrong on our side. The log has more under request ${c.var.requestId}.`
  return c.json(errorBody({ code: 'internal', message, field: null }), 500)
}
