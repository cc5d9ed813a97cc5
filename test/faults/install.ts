import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { type Engine, freshDatabase, type TestDatabase } from '../setup/engines.ts'
import { newKey, OWNER } from '../setup/world.ts'
import { type Cable, openCable } from './cable.ts'
import { freePort, type Program, startServe, untilReady } from './executable.ts'
import { type Gate, openGate } from './gate.ts'
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
  /** Starts instance `which` on the same data; the first one sets itself up. `moved`: what has changed of its environment since. */
  start(which?: number, moved?: Record<string, string>): Program
  /** What it is started with: for other commands on the same data. */
  env(which?: number): Record<string, string>
  url(which?: number): string
  ready(program: Program, which?: number): Promise<void>
  /** Signs in, connects Freshchat, imports the knowledge. Once, against a ready instance. */
  setUp(settings: Record<string, unknown>): Promise<void>
  api<T>(path: string): Promise<T>
}

/** Freshchat tries again within seconds here, the real one within minutes. */
const RETRY_AFTER_SEC = [0.2, 0.5, 1, 2, 3, 3, 3, 3, 3, 3]
/** Beyond the gate's patience. */
const DELIVERY_TIMEOUT_MS = 25_000

export async function createInstall(engine: Engine, instances = 1): Promise<Install> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-faults-'))
  // a limit that teaches Baton its rate and is never reached
  const sandbox = await startSandbox({ port: 0, rate: { limit: 1_000_000, windowSec: 60 } })
  sandbox.patchSettings({ retrySchedule: RETRY_AFTER_SEC, webhookTimeoutMs: DELIVERY_TIMEOUT_MS })
  const database = engine === 'postgres' ? await freshDatabase('postgres') : null
  const cables: Cable[] = []
  if (database?.url)
    for (let which = 0; which < instances; which++) cables.push(await openCable(database.url))
  const ports = await Promise.all(Array.from({ length: instances }, freePort))
  const url = (which = 0) => `http://127.0.0.1:${ports[which]}`

  const freshchat = await openGate(() => [sandbox.url])
  let turn = 0
  const baton = await openGate(() => {
    turn += 1
    return ports.map((_, index) => url((index + turn) % ports.length))
  })
  const secret = randomBytes(32).toString('base64')
  const programs: Program[] = []
  const headers: Record<string, string> = { 'content-type': 'application/json' }

  const env = (which: number): Record<string, string> => ({
    PORT: String(ports[which]),
    BATON_DATA: folder,
    BATON_SANDBOX: 'off',
    BATON_URL: baton.url,
    BATON_SECRET: secret,
    BATON_FRESHCHAT_HOSTS: freshchat.host,
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
    start(which = 0, moved = {}) {
      const program = startServe({ ...env(which), ...moved })
      programs.push(program)
      return program
    },
    env: (which = 0) => env(which),
    ready: (program, which = 0) => untilReady(program, url(which)),
    async setUp(settings) {
      // with a key from then on: it outlives every restart
      headers.authorization = `Bearer ${await newKey(baton.url)}`
      const { webhookUrl } = await call<{ webhookUrl: string }>('PUT', '/api/v1/integrations/freshchat', {
        domain: freshchat.host,
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
    async [Symbol.asyncDispose]() {
      for (const program of programs) program.killGroup('SIGKILL')
      await Promise.all(programs.map((program) => program.exited))
      for (const cable of cables) await cable[Symbol.asyncDispose]()
      await freshchat[Symbol.asyncDispose]()
      await baton[Symbol.asyncDispose]()
      await sandbox.stop()
      await database?.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
