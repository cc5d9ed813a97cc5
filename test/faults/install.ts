import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { type Engine, freshDatabase, type TestDatabase } from '../setup/engines.ts'
import { newKey, OWNER } from '../setup/world.ts'
import { type Cable, openCable } from './cable.ts'
import { freePort, type Program, ROOT, startServe, untilReady } from './executable.ts'
import { type Gate, openGate } from './gate.ts'
import type { Network } from './network.ts'
import { ARTICLES } from './questions.ts'

/**
 * A Baton that is run as its own process, with a Freshchat that outlives it. What passes between them passes a gate: `freshchat`
 * towards Freshchat, `baton` towards Baton, which skips a Baton that is down.
 */
export interface Install extends AsyncDisposable {
  sandbox: Sandbox
  freshchat: Gate
  baton: Gate
  database: TestDatabase | null
  /** What leads from each instance to PostgreSQL; none where each has its own. */
  cables: Cable[]
  /**
   * Starts instance `which` on the same data; the first one sets itself up. `moved`: what has changed of its environment since;
   * `release`: the folder of another release than this one.
   */
  start(which?: number, moved?: Record<string, string>, release?: string): Program
  /** What it is started with: for other commands on the same data. */
  env(which?: number): Record<string, string>
  url(which?: number): string
  ready(program: Program, which?: number): Promise<void>
  /** Signs in, connects Freshchat, imports the knowledge. Once, against a ready instance. */
  setUp(settings: Record<string, unknown>): Promise<void>
  api<T>(path: string): Promise<T>
  /** Of the owner's, once it is set up. */
  key(): string
}

/** Freshchat tries again within seconds here, the real one within minutes. */
const RETRY_AFTER_SEC = [0.2, 0.5, 1, 2, 3, 3, 3, 3, 3, 3]
const LOOPBACK = '127.0.0.1'
/** Beyond the gate's patience. */
const DELIVERY_TIMEOUT_MS = 25_000

/** `database`: left out, one of its own; `network`: left out, all share this machine's. What is given is ended by whoever gave it. */
export async function createInstall(
  engine: Engine,
  instances = 1,
  on: { database?: TestDatabase; network?: Network } = {},
): Promise<Install> {
  const { network } = on
  const hub = network?.hub ?? LOOPBACK
  const folder = mkdtempSync(join(tmpdir(), 'baton-faults-'))
  // a limit that teaches Baton its rate and is never reached
  const sandbox = await startSandbox({ port: 0, rate: { limit: 1_000_000, windowSec: 60 } })
  sandbox.patchSettings({ retrySchedule: RETRY_AFTER_SEC, webhookTimeoutMs: DELIVERY_TIMEOUT_MS })
  const own = engine === 'postgres' && on.database === undefined ? await freshDatabase('postgres') : null
  const database = own ?? on.database ?? null
  const cables: Cable[] = []
  if (database?.url)
    for (let which = 0; which < instances; which++) cables.push(await openCable(database.url, hub))
  const ports = await Promise.all(Array.from({ length: instances }, freePort))
  const addressOf = (which: number) => network?.addressOf(which) ?? LOOPBACK
  const url = (which = 0) => `http://${addressOf(which)}:${ports[which]}`

  const freshchat = await openGate(() => [sandbox.url], hub)
  // every machine's own loopback leads there
  const freshchatHost = freshchat.host.replace(hub, LOOPBACK)
  const freshchatPort = Number(new URL(freshchat.url).port)
  for (let which = 0; which < instances; which++) await network?.lead(which, freshchatPort)
  let turn = 0
  const baton = await openGate(() => {
    turn += 1
    return ports.map((_, index) => url((index + turn) % ports.length))
  }, hub)
  const secret = randomBytes(32).toString('base64')
  const programs: Program[] = []
  const headers: Record<string, string> = { 'content-type': 'application/json' }

  const env = (which: number): Record<string, string> => ({
    HOST: addressOf(which),
    PORT: String(ports[which]),
    BATON_DATA: folder,
    BATON_SANDBOX: 'off',
    BATON_URL: baton.url,
    BATON_SECRET: secret,
    BATON_FRESHCHAT_HOSTS: freshchatHost,
    BATON_OWNER_EMAIL: OWNER.email,
    BATON_OWNER_PASSWORD: OWNER.password,
    BATON_ORGANIZATION: 'Acme',
    ...(cables[which] === undefined ? {} : { DATABASE_URL: cables[which].url }),
  })

  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    // whoever is alive answers
    const answer = await fetch(`${baton.url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    return JSON.parse(text) as T // each caller says what the contract promises
  }

  return {
    sandbox,
    freshchat,
    baton,
    database,
    cables,
    url,
    start(which = 0, moved = {}, release = ROOT) {
      const within = network?.within(which) ?? []
      const program = startServe({ ...env(which), ...moved }, { release, within })
      programs.push(program)
      return program
    },
    env: (which = 0) => env(which),
    ready: (program, which = 0) => untilReady(program, url(which)),
    async setUp(settings) {
      // with a key from then on: it outlives every restart
      headers.authorization = `Bearer ${await newKey(baton.url)}`
      const { webhookUrl } = await call<{ webhookUrl: string }>('PUT', '/api/v1/integrations/freshchat', {
        domain: freshchatHost,
        accessToken: sandbox.token(),
        defaultAgentEmail: 'ai@acme.test',
        webhookPublicKey: sandbox.publicKey(),
      })
      sandbox.registerWebhook(webhookUrl)
      await call('PATCH', '/api/v1/settings', settings)
      await call('POST', '/api/v1/knowledge/import', ARTICLES)
      sandbox.calls().reset()
    },
    api: (path) => call('GET', path),
    key: () => (headers.authorization ?? '').replace('Bearer ', ''),
    async [Symbol.asyncDispose]() {
      for (const program of programs) program.killGroup('SIGKILL')
      await Promise.all(programs.map((program) => program.exited))
      for (const cable of cables) await cable[Symbol.asyncDispose]()
      await freshchat[Symbol.asyncDispose]()
      await baton[Symbol.asyncDispose]()
      await sandbox.stop()
      await own?.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
