import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { type Actors, openActors } from './actors.ts'
import { adminApi } from './admin.ts'
import { openDesk } from './desk.ts'
import { type Faults, openFaults } from './faults.ts'
import { openKey, type SigningKey } from './key.ts'
import { openLive } from './live.ts'
import { servePages } from './page/pages.ts'
import { openRate } from './rate.ts'
import type { Agent, Conversation, Delivery, Message, User } from './records.ts'
import { type Call, restApi } from './rest.ts'
import { accountRoutes } from './rest-account.ts'
import { conversationRoutes } from './rest-conversations.ts'
import { messageRoutes } from './rest-messages.ts'
import { peopleRoutes } from './rest-people.ts'
import { patchSettings, type Settings } from './settings.ts'
import { newToken, openState } from './state.ts'
import { type Line, transcript } from './view.ts'
import { openWebhooks } from './webhooks.ts'
import { openWire } from './wire.ts'

export interface SandboxOptions {
  /** 0 = any free port. Default 3001. */
  port?: number
  host?: string
  /** null = in memory only, no files. Default null. */
  dataDir?: string | null
  token?: string
  now?: () => Date
  /** null = no limit. Default: what the settings say, 100 in 60 s. */
  rate?: { limit: number; windowSec: number } | null
  /** Signs webhooks. Left out: kept in `dataDir`, or made anew. */
  key?: SigningKey
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT`; the API is below `/v2`. */
  url: string
  /** `127.0.0.1:PORT` */
  host: string
  /** The live token; empty once it has been revoked. */
  token(): string
  rotateToken(): string
  revokeToken(): void
  /** The one-line form that Freshchat shows. */
  publicKey(): string
  registerWebhook(url: string | null): void
  redeliver(deliveryId: string | 'all'): number
  settings(): Settings
  /** Nested, or with dotted keys such as `rate.limit`. */
  patchSettings(patch: Record<string, unknown>): void
  actors: Actors
  faults: Faults
  state: {
    conversations(): Conversation[]
    conversation(id: string): Conversation | undefined
    messages(conversationId: string): Message[]
    transcript(conversationId: string): Line[]
    agents(): Agent[]
    users(): User[]
    deliveries(): Delivery[]
  }
  /** Webhooks neither delivered nor given up, also the delayed and held ones, and acts that `storeLate` has put off. */
  pendingDeliveries(): number
  calls(): { list(): Call[]; reset(): void }
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** A Freshchat on this machine. Resolves when it listens; rejects if the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 3001, host = '127.0.0.1', dataDir = null, now = () => new Date() } = options
  // First the port, then the files: a second sandbox must fail before it touches the journal of the first.
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  // A server that listens on a TCP port has such an address.
  const bound = (server.address() as AddressInfo).port
  const shownHost = `${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${bound}`
  const url = `http://${shownHost}`

  const state = openState(dataDir)
  if (options.token !== undefined) state.setToken(options.token)
  if (options.rate !== undefined) {
    const { limit, windowSec } = options.rate ?? { limit: null, windowSec: 60 }
    state.setSettings(patchSettings(state.settings(), { rate: { limit, windowSec } }))
  }
  state.commit()

  let owed = 0
  const calls: Call[] = []
  const key = options.key ?? openKey(dataDir)
  const faults = openFaults()
  const live = openLive()
  const webhooks = openWebhooks(state, key, faults, live.changed)
  const wire = openWire(state, url)
  const desk = openDesk(state, wire, webhooks.record, now)
  const settle = (): string[] => {
    state.commit()
    live.changed()
    return webhooks.kick()
  }
  const actors = openActors(state, desk, settle)
  const pending = (): number => webhooks.pending() + owed

  const app = new Hono()
  const routes = [
    ...accountRoutes(state, wire, url),
    ...peopleRoutes(state, wire, desk, now),
    ...conversationRoutes(state, wire, desk),
    ...messageRoutes(state, wire, desk),
  ]
  const owe = (change: 1 | -1): void => {
    owed += change
  }
  const rate = openRate(state.settings, now)
  app.route(
    '/',
    restApi({ state, faults, rate, now, calls, routes, settle, attempted: webhooks.attempted, owe }),
  )
  app.route(
    '/admin/api',
    adminApi({
      isLoopback: isLoopback(host),
      state,
      actors,
      faults,
      webhooks,
      key,
      calls,
      now,
      pending,
      changed: live.changed,
    }),
  )
  live.mount(app, '/admin/events')
  servePages(app)

  const listener = getRequestListener(app.fetch)
  server.on('request', (incoming, outgoing) => {
    incoming.url = plainPath(incoming.url ?? '/')
    void listener(incoming, outgoing)
  })

  let stopping: Promise<void> | null = null
  const stop = (): Promise<void> => {
    stopping ??= stopOnce()
    return stopping
  }
  const stopOnce = async (): Promise<void> => {
    live.stop()
    await webhooks.stop()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
    state.close()
  }

  return {
    url,
    host: shownHost,
    token: () => state.token() ?? '',
    rotateToken() {
      const token = newToken()
      state.setToken(token)
      settle()
      return token
    },
    revokeToken() {
      state.setToken(null)
      settle()
    },
    publicKey: key.publicKey,
    registerWebhook(to) {
      state.setWebhookUrl(to)
      settle()
    },
    redeliver: webhooks.redeliver,
    settings: state.settings,
    patchSettings(patch) {
      state.setSettings(patchSettings(state.settings(), patch))
      settle()
    },
    actors,
    faults,
    state: {
      conversations: state.conversations,
      conversation: state.conversation,
      messages: state.messages,
      transcript: (id) => transcript(state, id),
      agents: () => state.agents.all(),
      users: () => state.users.all(),
      deliveries: () => state.deliveries.all(),
    },
    pendingDeliveries: pending,
    calls: () => ({
      list: () => calls,
      reset() {
        calls.length = 0
      },
    }),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

/** `//` is `/` (pelicargo calls `/v2//agents`), and a slash at the end of an API path means nothing (2). */
function plainPath(url: string): string {
  const [path = '/', ...query] = url.split('?')
  const collapsed = path.replace(/\/{2,}/g, '/')
  const plain = collapsed.startsWith('/v2/') ? collapsed.replace(/\/$/, '') : collapsed
  return query.length === 0 ? plain : `${plain}?${query.join('?')}`
}
