import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseUrl } from '../test/setup/global.ts'
import { query, type TestPostgres } from '../test/setup/postgres.ts'
import type { BatonApi } from './baton-process.ts'
import type { FreshchatApi } from './freshchat-process.ts'
import type { Engine } from './options.ts'
import { type Remote, startProcess } from './remote.ts'

/** A Baton on one engine, connected to a sandbox, each in a process of its own. */
export interface Stand {
  engine: Engine
  /** Of Baton's database; null when it is embedded. */
  databaseUrl: string | null
  baton: Remote<BatonApi>
  freshchat: Remote<FreshchatApi>
  /** Where deliveries go. */
  webhookUrl: string
  api<T>(method: string, path: string, body?: unknown): Promise<T>
  /** Until nothing is due, under way or undelivered. */
  settle(): Promise<void>
  stop(): Promise<void>
}

/** Settings: an answer the moment it is asked for. */
export const ANSWERS_AT_ONCE = { reply: { settleMs: 0, quietMs: 0, longestWaitMs: 0, turnCap: 100 } }
/** Settings: no turn falls due while something else is measured. */
export const ANSWERS_LATE = { reply: { settleMs: 15_000, quietMs: 15_000, longestWaitMs: 60_000 } }

const OWNER = { email: 'olga@acme.test', password: 'correct horse battery' }
const PATIENCE_MS = 60_000

export async function openStand(
  engine: Engine,
  postgres: TestPostgres | null,
  profile: string | null,
  environment: Record<string, string> = {},
): Promise<Stand> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'))
  const freshchat = startProcess<FreshchatApi>('freshchat-process.ts')
  const account = await freshchat.ask('account')
  const url = engine === 'embedded' || postgres === null ? null : await freshDatabase(postgres)
  const baton = startProcess<BatonApi>(
    'baton-process.ts',
    {
      PORT: String(await freePort()),
      BATON_DATA: folder,
      BATON_SANDBOX: 'off',
      BATON_FRESHCHAT_HOSTS: account.host,
      BATON_SECRET: randomBytes(32).toString('base64'),
      BATON_OWNER_EMAIL: OWNER.email,
      BATON_OWNER_PASSWORD: OWNER.password,
      BATON_ORGANIZATION: 'Acme',
      DATABASE_URL: url ?? '',
      ...environment,
    },
    profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${join(profile, engine)}`],
  )
  const batonUrl = await baton.ask('url')
  const api = await signedIn(batonUrl)
  const { webhookUrl } = await api<{ webhookUrl: string }>('PUT', '/api/v1/integrations/freshchat', {
    domain: account.host,
    accessToken: account.token,
    defaultAgentEmail: 'ai@acme.test',
    webhookPublicKey: account.publicKey,
  })
  await baton.ask('furnish')
  await freshchat.ask('register', webhookUrl)
  return {
    engine,
    databaseUrl: url,
    baton,
    freshchat,
    webhookUrl,
    api,
    async settle() {
      const deadline = Date.now() + PATIENCE_MS
      for (let calm = 0; calm < 2; ) {
        const pending = await freshchat.ask('pending')
        const { underWay, due } = await baton.ask('owed')
        calm = pending + underWay + due.length === 0 ? calm + 1 : 0
        if (Date.now() > deadline) {
          const what = JSON.stringify({ now: new Date(), pending, underWay, due })
          throw new Error(`Baton (${engine}) does not come to rest: ${what}`)
        }
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
    async stop() {
      await baton.stop()
      await freshchat.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A key pair for deliveries that the bench signs itself, in the form in which Freshchat shows its public half. */
export function newSigningKey(): { privateKey: string; publicKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
}

export async function freshDatabase(postgres: TestPostgres): Promise<string> {
  const name = `baton_bench_${randomBytes(4).toString('hex')}`
  await query(postgres.url, `create database ${name}`)
  return databaseUrl(postgres.url, name)
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo // a TCP server has such an address
  await new Promise((resolve) => probe.close(resolve))
  return port
}

async function signedIn(url: string): Promise<Stand['api']> {
  const signIn = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(OWNER),
  })
  if (!signIn.ok) throw new Error(`Signing in answered ${signIn.status}`)
  const cookie = signIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { cookie, origin: url, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    return JSON.parse(text) as T // each caller says what it expects
  }
}
