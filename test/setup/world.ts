import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { hashPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import { openKey } from '../../sandbox/key.ts'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { GROUPS } from '../../sandbox/seed.ts'
import type { Model } from '../../src/answer/model.ts'
import { readConfig } from '../../src/config.ts'
import { type Running, serve } from '../../src/serve.ts'
import { createApiKey } from '../../src/store/api-keys.ts'
import { asSystem, type Database } from '../../src/store/database.ts'
import { claimInstall } from '../../src/store/organizations.ts'
import { createTestClock, type TestClock } from './clock.ts'
import { type Engine, freshDatabase, type TestDatabase } from './engines.ts'
import { noteFiguresOf } from './figures.ts'

/** A Freshchat, a Baton connected to it, and people who write: everything that a story needs, on free ports. */
export interface World extends AsyncDisposable {
  sandbox: Sandbox
  clock: TestClock
  database: TestDatabase
  baton: Running
  webhookUrl: string
  apiKey: string
  /** BATON_SECRET. */
  secret: string
  customer(name: string): { says(text: string, options?: { channel?: string }): string }
  rep(name: string): Rep
  /** Freshchat's own rules. */
  rule: {
    assigns(customer: string, to: { agent?: string | null; group?: string | null }): void
    resolves(customer: string): void
  }
  /** The HTTP API as the owner; what is not 2xx is an error unless its status is expected. */
  api<T = unknown>(method: string, path: string, body?: unknown, expected?: number): Promise<T>
  /** Waits until no delivery, turn or step is owed; hours that only pass are skipped. */
  settle(): Promise<void>
  /** The conversation as people see it in Freshchat: `Ana: …`, `AI: …`, `Ben: …`, `(note) AI: …`. */
  transcript(customer: string): string[]
  /** The same without private notes: what the customer sees. */
  chat(customer: string): string[]
  conversationOf(customer: string): string
  /** Who has the conversation, as Freshchat shows it. */
  freshchat(customer: string): { status: string; agent: string | null; group: string | null }
  group(name: string): { id: string; name: string }
  session(customer: string): Promise<SessionJson>
  sessions(customer: string): Promise<SessionJson[]>
  turns(customer: string): Promise<TurnJson[]>
  /** A second Baton on the same database; `secret`: its BATON_SECRET, where that is another. */
  another(options?: { model?: Model | null; secret?: string }): Promise<Running>
}

export interface Rep {
  replies(customer: string, text: string): void
  notes(customer: string, text: string): void
  assigns(customer: string, to: { agent?: string | null; group?: string | null }): void
  resolves(customer: string): void
  reopens(customer: string): void
}

export interface SessionJson {
  id: string
  status: string
  owner: string
  closure: string | null
  channel: string
  conversationUrl: string | null
  contact: { id: string; name: string | null; email: string | null; phone: string | null } | null
  handoff: { reason: string; summary: string } | null
  previousSessionId: string | null
  language: string | null
  noPickupAt: string | null
  leaks: number
}

export interface TurnJson {
  id: string
  outcome: { kind: string; because: string } | null
  passages: { articleId: string; title: string; score: number }[]
  draft: string | null
  confidence: number | null
  threshold: number | null
  checks: { name: string; verdict: string }[]
  model: string | null
}

export interface WorldOptions {
  engine: Engine
  /** null or left out: the built-in answerer; `as-set`: whichever the settings name, as in real life. */
  model?: Model | null | 'as-set'
  /** The month's money for models is spent. */
  isOverCeiling?: boolean
  settings?: Record<string, unknown>
  autoHandle?: boolean
  articles?: { id?: string; title: string; body: string; phrasings?: string[] }[]
  /** Further hosts, beside the sandbox, that attachments may be fetched from. */
  fileHosts?: string[]
  /** A mail server, and hosts within the network that alerts may be posted to. */
  smtpUrl?: string
  alertHosts?: string[]
  /** Hosts within the network whose websites may be read. */
  crawlHosts?: string[]
  /** Hosts of models within the network. */
  modelHosts?: string[]
  /** Where traces go; left out: there are none. */
  collector?: string
  /** Left out: one of its own with the schema in place. */
  database?: TestDatabase
  /** Somebody looks after the connection: health, silence, what was missed. Off by default, so that a story sees its own calls only. */
  watching?: boolean
  /** Gets every line that Baton logs. */
  log?: (line: string) => void
}

export const ARTICLES = [
  {
    id: 'delivery',
    title: 'How long does delivery take?',
    body: 'Standard delivery takes three to five working days. Express delivery takes one day.',
  },
  {
    id: 'returns',
    title: 'How do I return an item?',
    body: 'You can return any item within 30 days. Print the return label from your account and bring the parcel to a post office.',
  },
]

export const OWNER = { email: 'olga@acme.test', password: 'correct horse battery' }
const FIRST_OWNER = {
  BATON_OWNER_EMAIL: OWNER.email,
  BATON_OWNER_PASSWORD: OWNER.password,
  BATON_ORGANIZATION: 'Acme',
}
const AGENT_EMAIL = 'ai@acme.test'
/** Every world's: to make one takes as long as to tell a story. */
const KEY = openKey(null)
/** Fifty conversations at once take their time on a machine that others use too. */
const PATIENCE_MS = 120_000

export async function createWorld(options: WorldOptions): Promise<World> {
  const clock = createTestClock()
  const sandbox = await startSandbox({ port: 0, now: clock.now, rate: null, key: KEY })
  const database = options.database ?? (await freshDatabase(options.engine))
  const movedIn = options.database === undefined ? await moveIn(database.opened.database, clock) : null
  const secret = randomBytes(32).toString('base64')
  const note = (fields: Record<string, unknown>, outcome: string) =>
    options.log?.(`${outcome} ${JSON.stringify(fields)}`)
  const log = { info: note, warn: note, error: note }

  const start = async (
    model: WorldOptions['model'],
    share: TestDatabase,
    itsSecret = secret,
  ): Promise<Running> => {
    const env = {
      PORT: String(await freePort()),
      BATON_SANDBOX: 'off',
      BATON_FRESHCHAT_HOSTS: [sandbox.host, ...(options.fileHosts ?? [])].join(','),
      BATON_SECRET: itsSecret,
      ...(movedIn === null ? FIRST_OWNER : {}),
      ...(share.url === null ? {} : { DATABASE_URL: share.url }),
      BATON_SMTP_URL: options.smtpUrl,
      BATON_ALERT_HOSTS: options.alertHosts?.join(','),
      BATON_CRAWL_HOSTS: options.crawlHosts?.join(','),
      OTEL_EXPORTER_OTLP_ENDPOINT: options.collector,
      ...(options.modelHosts === undefined ? {} : { BATON_MODEL_HOSTS: options.modelHosts.join(',') }),
    }
    // the world closes its database itself, after looking into it
    const opened = { ...share.opened, close: async () => {} }
    return serve(readConfig(env), {
      database: opened,
      clock,
      log,
      ...(model === 'as-set'
        ? {}
        : { model: async () => ({ model: model ?? null, isOverCeiling: options.isOverCeiling ?? false }) }),
      watching: options.watching ?? false,
    })
  }
  const baton = await start(options.model, database)
  const others: Running[] = []

  const apiKey = movedIn ?? (await newKey(baton.url))
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
  const api = async <T>(method: string, path: string, body?: unknown, expected?: number): Promise<T> => {
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const response = await fetch(`${baton.url}${path}`, init)
    const text = await response.text()
    if (expected === undefined ? !response.ok : response.status !== expected) {
      throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    }
    return (text === '' ? undefined : JSON.parse(text)) as T // each story says what it expects
  }

  const { webhookUrl } = await api<{ webhookUrl: string }>('PUT', '/api/v1/integrations/freshchat', {
    domain: sandbox.host,
    accessToken: sandbox.token(),
    defaultAgentEmail: AGENT_EMAIL,
    autoHandle: options.autoHandle ?? true,
    webhookPublicKey: sandbox.publicKey(),
  })
  sandbox.registerWebhook(webhookUrl)
  if (options.settings !== undefined) await api('PATCH', '/api/v1/settings', options.settings)
  await api('POST', '/api/v1/knowledge/import', options.articles ?? ARTICLES)
  sandbox.calls().reset()

  const conversationOf = (customer: string): string => {
    const user = sandbox.state.users().find((each) => each.first_name === customer)
    const conversation = sandbox.state.conversations().findLast((each) => each.userId === user?.id)
    if (conversation === undefined) throw new Error(`${customer} has not written yet`)
    return conversation.id
  }
  const lines = (customer: string, withNotes: boolean): string[] =>
    sandbox.state
      .transcript(conversationOf(customer))
      .filter((line) => line.kind !== 'status' && (withNotes || !line.isPrivate))
      .map(
        (line) =>
          `${line.isPrivate ? '(note) ' : ''}${line.kind === 'ai' ? 'AI' : line.author.split(' ')[0]}: ${line.text}`,
      )
  const sessions = async (customer: string): Promise<SessionJson[]> => {
    const found = await api<{ items: SessionJson[] }>(
      'GET',
      `/api/v1/sessions?conversationId=${conversationOf(customer)}`,
    )
    return found.items
  }
  const session = async (customer: string): Promise<SessionJson> => {
    const [newest] = await sessions(customer)
    if (newest === undefined) throw new Error(`${customer} has no session`)
    return newest
  }
  const assign = (customer: string, to: { agent?: string | null; group?: string | null }) => ({
    conversationId: conversationOf(customer),
    ...(to.agent === undefined ? {} : { toAgent: to.agent }),
    ...(to.group === undefined ? {} : { toGroup: to.group }),
  })

  return {
    sandbox,
    clock,
    database,
    baton,
    webhookUrl,
    apiKey,
    secret,
    customer: (name) => ({
      says: (text, { channel } = {}) =>
        sandbox.actors.customerSays({ customer: name, text, ...(channel === undefined ? {} : { channel }) })
          .message.id,
    }),
    rep: (agent) => ({
      replies: (customer, text) =>
        void sandbox.actors.repSays({ agent, conversationId: conversationOf(customer), text }),
      notes: (customer, text) =>
        void sandbox.actors.repSays({ agent, conversationId: conversationOf(customer), text, private: true }),
      assigns: (customer, to) => void sandbox.actors.repAssigns({ agent, ...assign(customer, to) }),
      resolves: (customer) =>
        void sandbox.actors.repResolves({ agent, conversationId: conversationOf(customer) }),
      reopens: (customer) =>
        void sandbox.actors.repReopens({ agent, conversationId: conversationOf(customer) }),
    }),
    rule: {
      assigns: (customer, to) => void sandbox.actors.ruleAssigns(assign(customer, to)),
      resolves: (customer) => void sandbox.actors.autoResolves({ conversationId: conversationOf(customer) }),
    },
    api,
    settle: () => settle(sandbox, clock, database, () => [baton, ...others]),
    transcript: (customer) => lines(customer, true),
    chat: (customer) => lines(customer, false),
    conversationOf,
    freshchat(customer) {
      const conversation = sandbox.state.conversation(conversationOf(customer))
      const agent = sandbox.state.agents().find((each) => each.id === conversation?.agentId)
      const group = GROUPS.find((each) => each.id === conversation?.groupId)
      return {
        status: conversation?.status ?? '',
        agent: agent === undefined ? null : `${agent.first_name} ${agent.last_name}`.trim(),
        group: group?.name ?? null,
      }
    },
    group(name) {
      const group = GROUPS.find((each) => each.name === name)
      if (group === undefined) throw new Error(`There is no group ${name}`)
      return group
    },
    session,
    sessions,
    turns: async (customer) =>
      (await api<{ items: TurnJson[] }>('GET', `/api/v1/sessions/${(await session(customer)).id}/turns`))
        .items,
    async another({ model = options.model, secret: itsSecret } = {}) {
      const running = await start(model, database, itsSecret)
      others.push(running)
      return running
    },
    async [Symbol.asyncDispose]() {
      for (const running of [...others, baton]) await running.stop()
      await noteFiguresOf(sandbox, database)
      await sandbox.stop()
      await database.drop()
    },
  }
}

/** To hash the owner's password, and to check it, takes as long as to tell a story. */
let passwordHash: Promise<string> | null = null

/** The owner with a key that may do everything, which is what comes back, as the first run and the API leave them. */
async function moveIn(database: Database, clock: TestClock): Promise<string> {
  passwordHash ??= hashPassword(OWNER.password)
  const claimed = await claimInstall(database, {
    email: OWNER.email,
    name: 'olga',
    passwordHash: await passwordHash,
    organizationName: FIRST_OWNER.BATON_ORGANIZATION,
    at: clock.now(),
  })
  if (claimed === null) throw new Error('Somebody lives there already')
  const { key } = await createApiKey(database, { ...claimed, name: 'story', scopes: ['*'], at: clock.now() })
  return key
}

/** Polls `holds` until it is true; a story that waits in vain fails with `what`. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function settle(
  sandbox: Sandbox,
  clock: TestClock,
  database: TestDatabase,
  running: () => Running[],
): Promise<void> {
  let calm = 0
  await until('nothing is owed any more', async () => {
    const busy = sandbox.pendingDeliveries() > 0 || running().some((each) => each.underWay() > 0)
    if (busy) {
      calm = 0
      return false
    }
    const dueAt = await nextDue(database)
    if (dueAt === null) return ++calm >= 2
    calm = 0
    const ahead = dueAt.getTime() - clock.now().getTime()
    if (ahead > 0) clock.skip(ahead)
    return false
  })
}

async function nextDue({ opened }: TestDatabase): Promise<Date | null> {
  const row = await asSystem(opened.database, (tx) =>
    tx
      .selectFrom('conversations')
      .select(({ fn }) => fn.min(sql<Date>`greatest(due_at, coalesce(lease_until, due_at))`).as('at'))
      .where('due_at', 'is not', null)
      .executeTakeFirst(),
  )
  return row?.at ?? null
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo // a TCP server has such an address
  await new Promise((resolve) => probe.close(resolve))
  return port
}

/** The owner signs in; their cookie. */
export async function signIn(url: string): Promise<string> {
  const signedIn = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(OWNER),
  })
  if (!signedIn.ok) throw new Error(`The owner cannot sign in: ${await signedIn.text()}`)
  return signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

/** A key of the owner's that may do everything. */
export async function newKey(url: string): Promise<string> {
  const cookie = await signIn(url)
  const made = await fetch(`${url}/api/v1/api-keys`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'story', scopes: ['*'] }),
  })
  if (!made.ok) throw new Error(`No key was made: ${await made.text()}`)
  const { key } = (await made.json()) as { key: string } // the contract's answer
  return key
}
