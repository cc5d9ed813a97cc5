import { hashPassword } from 'better-auth/crypto'
import type { Hono } from 'hono'
import { systemClock } from '../src/clock.ts'
import { type Config, readConfig } from '../src/config.ts'
import { createFirstOwner } from '../src/http/first-owner.ts'
import type { HttpApp, HttpEnv } from '../src/http/operation.ts'
import { createHttp } from '../src/http/server.ts'
import { createVault } from '../src/secret.ts'
import { composeApp } from '../src/serve.ts'
import { insertMember } from '../src/store/members.ts'
import { insertPerson } from '../src/store/people.ts'
import { freshDatabase } from './setup/engines.ts'

const PASSWORD = 'correct horse battery'

export interface Answer {
  status: number
  headers: Headers
  text: string
  // what a test expects of an answer it says itself
  // biome-ignore lint/suspicious/noExplicitAny: assertions read JSON freely
  json: any
}

export interface Ask {
  cookie?: string
  key?: string
  body?: unknown
  raw?: string
  headers?: Record<string, string>
  from?: string
}

/** To hash it takes a while. */
let passwordHash: Promise<string> | null = null

/** The HTTP side over an empty in-memory database. */
export async function createHttpWorld(
  env: Record<string, string> = {},
  firstRunTokenHash: string | null = null,
) {
  const { opened: open, drop } = await freshDatabase('pglite')
  const logged: string[] = []
  const note = (fields: Record<string, unknown>, outcome: string) => {
    logged.push(`${outcome} ${JSON.stringify(fields)}`)
  }
  const config: Config = readConfig(env)
  const app: HttpApp = composeApp({
    config,
    database: open.database,
    vault: createVault([Buffer.alloc(32, 7)]),
    clock: systemClock,
    log: { info: note, warn: note, error: note },
  })
  app.startUp.isDone = true
  const http: Hono<HttpEnv> = createHttp(app, firstRunTokenHash)

  function send(method: string, path: string, { cookie, key, body, raw, headers, from }: Ask) {
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    return http.request(
      path,
      {
        method,
        headers: {
          host: 'localhost:3000',
          ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
          ...(cookie === undefined ? {} : { cookie }),
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...headers,
        },
        ...(sent === undefined ? {} : { body: sent }),
      },
      { incoming: { socket: { remoteAddress: from ?? '127.0.0.1', destroy() {} } } },
    )
  }

  async function ask(method: string, path: string, sent: Ask = {}): Promise<Answer> {
    const response = await send(method, path, sent)
    const text = await response.text()
    const json = /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : null
    return { status: response.status, headers: response.headers, text, json }
  }

  async function signIn(email: string): Promise<string> {
    const answer = await ask('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD } })
    return cookieOf(answer)
  }

  return {
    app,
    logged,
    ask,
    /** Of a route that may answer for ever. */
    async statusOf(method: string, path: string, sent: Ask = {}): Promise<number> {
      const response = await send(method, path, sent)
      await response.body?.cancel()
      return response.status
    },
    signIn,
    password: PASSWORD,
    /** The first owner, signed in. */
    async claim(organizationName = 'Acme') {
      const owner = { email: 'olga@acme.example', password: PASSWORD, organizationName }
      const claimed = await createFirstOwner(app, owner)
      if (claimed === null) throw new Error('claimed already')
      return { ...claimed, cookie: await signIn(owner.email) }
    },
    /** As an accepted invitation leaves it: the same password as the first owner's, another role. */
    async join(email: string, organizationId: string, role: string): Promise<string> {
      const at = new Date()
      passwordHash ??= hashPassword(PASSWORD)
      const person = { email, name: role, passwordHash: await passwordHash, at }
      const userId = await insertPerson(app.database, person)
      await insertMember(app.database, { organizationId, userId, role, at })
      return signIn(email)
    },
    [Symbol.asyncDispose]: drop,
  }
}

export type HttpWorld = Awaited<ReturnType<typeof createHttpWorld>>

export function cookieOf(answer: Answer): string {
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0])
  if (answer.status >= 300 || cookie.length === 0)
    throw new Error(`not signed in: ${answer.status} ${answer.text}`)
  return cookie.join('; ')
}
