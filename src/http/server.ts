import { randomUUID } from 'node:crypto'
import { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { createAuth } from '../auth.ts'
import { faultFields } from '../log.ts'
import { findAlerts, getSigningSecret, testAlert } from './alerts.ts'
import { addApiKey, listApiKeys, removeApiKey } from './api-keys.ts'
import { ask } from './ask.ts'
import { getAttachment } from './attachments.ts'
import { findAuditEntries } from './audit.ts'
import { callerOf } from './authentication.ts'
import {
  deleteConnection,
  getConnection,
  patchConnection,
  putConnection,
  testConnection,
} from './connection.ts'
import { eraseContact, exportContact, listContacts } from './contacts.ts'
import { ApiError, errorBody } from './error.ts'
import { watchEvents } from './events.ts'
import { firstRun } from './first-run.ts'
import { everyone, type Guard, memberOnly, needs, signedIn } from './guard.ts'
import { securityHeaders } from './headers.ts'
import { health, metrics, readiness } from './health.ts'
import {
  addArticle,
  changeArticle,
  dropArticle,
  emptyKnowledge,
  findArticles,
  getArticle,
  searchKnowledge,
} from './knowledge.ts'
import { importKnowledge } from './knowledge-import.ts'
import { addOrganization, chooseOrganization, me } from './me.ts'
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
import { rotateSecret } from './rotate-secret.ts'
import { addMessage, handBack, resolveSession, takeOver } from './session-acts.ts'
import { findSessions, getMessages, getSession, getTurns } from './sessions.ts'
import { getSettings, patchSettings } from './settings.ts'
import { changePassword, signIn, signOut } from './sign-in.ts'
import { createThrottle } from './throttle.ts'
import { serveWeb } from './web.ts'
import { LARGEST_DELIVERY, takeDelivery } from './webhook.ts'

/** All the HTTP we serve. `firstRunTokenHash`: of the one-time token that the log printed at start, null when none was. */
export function createHttp(app: HttpApp, firstRunTokenHash: string | null = null): Hono<HttpEnv> {
  const deps: HttpDeps = {
    ...app,
    auth: createAuth(app),
    throttle: createThrottle(app.clock),
    firstRunTokenHash,
  }
  const http = new Hono<HttpEnv>()
  const document = new OpenAPIHono()

  http.use(async (c, next) => {
    c.set('requestId', randomUUID())
    c.set('caller', null)
    await next()
    securityHeaders(app.config, c)
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

  mount(everyone, firstRun)
  mount(everyone, signIn)
  mount(everyone, signOut)
  mount(memberOnly, changePassword)

  mount(signedIn, me)
  mount(memberOnly, addOrganization)
  mount(memberOnly, chooseOrganization)
  mount(needs('members:read'), listApiKeys)
  mount(needs('members:write'), addApiKey)
  mount(needs('members:write'), removeApiKey)
  mount(needs('members:read'), findAuditEntries)

  mount(needs('connection:read'), getConnection)
  mount(needs('connection:write'), putConnection)
  mount(needs('connection:write'), patchConnection)
  mount(needs('connection:write'), testConnection)
  mount(needs('connection:write'), deleteConnection)

  // each kind of event needs its own scope, which events.ts looks at
  mount(signedIn, watchEvents)

  mount(needs('sessions:read'), findSessions)
  mount(needs('sessions:read'), getSession)
  mount(needs('sessions:read'), getMessages)
  mount(needs('sessions:read'), getTurns)
  mount(needs('sessions:read'), getAttachment)
  mount(needs('sessions:write'), takeOver)
  mount(needs('sessions:write'), handBack)
  mount(needs('sessions:write'), resolveSession)
  mount(needs('sessions:write'), addMessage)

  mount(needs('privacy:read'), listContacts)
  mount(needs('privacy:read'), exportContact)
  mount(needs('privacy:write'), eraseContact)

  mount(needs('knowledge:read'), findArticles)
  mount(needs('knowledge:write'), addArticle)
  mount(needs('knowledge:write'), emptyKnowledge)
  mount(needs('knowledge:read'), getArticle)
  mount(needs('knowledge:write'), changeArticle)
  mount(needs('knowledge:write'), dropArticle)
  mount(needs('knowledge:write'), importKnowledge)
  mount(needs('knowledge:read'), searchKnowledge)
  mount(needs('ask:write'), ask)

  mount(needs('settings:read'), getSettings)
  mount(needs('settings:write'), patchSettings)
  mount(needs('settings:read'), findAlerts)
  mount(needs('settings:write'), testAlert)
  mount(needs('settings:write'), getSigningSecret)

  // public, and no part of the document
  serveWeb(http)
  http.get('/api/v1/openapi.json', (c) => c.json(apiDocument(document, app.config)))
  return http
}

/** Who was not let in: what somebody who looks for an attack reads in the log. */
const REFUSALS = new Set<number>([401, 403, 429])

function logRefusal(deps: HttpDeps, { status, code }: ApiError, c: HttpContext): void {
  const memberId = c.var.caller?.memberId ?? null
  deps.log.warn({ requestId: c.var.requestId, route: c.req.routePath, status, code, memberId }, 'refused')
}

function answerError(deps: HttpDeps, error: Error, c: HttpContext): Response {
  if (error instanceof ApiError) {
    if (REFUSALS.has(error.status)) logRefusal(deps, error, c)
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
