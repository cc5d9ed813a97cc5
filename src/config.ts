import { z } from 'zod'
import { readTraces, type TracesConfig } from './config-traces.ts'

/** The environment as Baton reads it, checked and defaulted. Only cli.ts reads process.env. */
export interface Config {
  role: 'all' | 'web' | 'worker'
  listen: { host: string; port: number }
  /** Where people and Freshchat reach us: an origin, without a trailing slash. */
  publicUrl: string
  /** Nobody set BATON_URL: links are a guess, and the address a browser really used is trusted too. */
  publicUrlIsDefault: boolean
  dataDir: string
  /** null: the embedded database in `dataDir`. */
  databaseUrl: string | null
  /** 32 bytes each, the first writes and all read; null: made at first start and kept in `dataDir`. */
  secrets: Buffer[] | null
  sandbox: { port: number } | null
  /** Hosts (`host` or `host:port`) beyond Freshchat's own that a connection may name; the sandbox among them while it is on. */
  freshchatHosts: string[]
  /** Private or loopback hosts that a model endpoint may name. */
  modelHosts: string[]
  /** Private or loopback hosts that alerts may be posted to. */
  alertHosts: string[]
  /** Private or loopback hosts whose websites may be read. */
  crawlHosts: string[]
  smtpUrl: string | null
  firstOwner: { email: string; password: string; organizationName: string } | null
  /** The model that a new organization starts with. */
  model: FirstModel
  logLevel: string
  /** null: there are none. */
  traces: TracesConfig | null
}

export interface FirstModel {
  provider: 'builtin' | 'openai' | 'anthropic' | 'openai-compatible'
  name: string
  baseUrl: string | null
  apiKey: string | null
}

/** The message names every variable at fault, one a line, each with what to do. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly faults: string[]

  constructor(faults: string[]) {
    super(`The environment needs mending:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
    this.faults = faults
  }
}

type Env = Record<string, string | undefined>

/** Pure. Throws one ConfigError that names all faults. */
export function readConfig(env: Env): Config {
  const faults: string[] = []
  const read = readerOf(env, faults)

  const port = read.port('PORT', 3000)
  const databaseUrl = read.url('DATABASE_URL', /^postgres(ql)?:$/, 'postgres://user:password@host:5432/baton')
  const sandboxPort = read.port('SANDBOX_PORT', 3001)
  const sandboxOn = read.oneOf('BATON_SANDBOX', ['on', 'off'], databaseUrl === null ? 'on' : 'off') === 'on'
  const secrets = readSecrets(read.text('BATON_SECRET'), faults)
  if (databaseUrl !== null && read.text('BATON_SECRET') === null) {
    faults.push(
      'BATON_SECRET is required with DATABASE_URL: set 32 random bytes as base64 (openssl rand -base64 32).',
    )
  }

  const config: Config = {
    role: read.oneOf('BATON_ROLE', ['all', 'web', 'worker'], 'all'),
    listen: { host: read.text('HOST') ?? '127.0.0.1', port },
    publicUrl: readPublicUrl(read.text('BATON_URL'), faults) ?? `http://localhost:${port}`,
    publicUrlIsDefault: read.text('BATON_URL') === null,
    dataDir: read.text('BATON_DATA') ?? './data',
    databaseUrl,
    secrets,
    sandbox: sandboxOn ? { port: sandboxPort } : null,
    freshchatHosts: [
      ...read.hosts('BATON_FRESHCHAT_HOSTS', []),
      ...(sandboxOn ? [`localhost:${sandboxPort}`, `127.0.0.1:${sandboxPort}`] : []),
    ],
    modelHosts: read.hosts('BATON_MODEL_HOSTS', ['localhost:11434', '127.0.0.1:11434']),
    alertHosts: read.hosts('BATON_ALERT_HOSTS', []),
    crawlHosts: read.hosts('BATON_CRAWL_HOSTS', []),
    smtpUrl: read.url('BATON_SMTP_URL', /^smtps?:$/, 'smtps://user:password@mail.example.com:465'),
    firstOwner: readFirstOwner(read, faults),
    model: readModel(read, faults),
    logLevel: read.oneOf('LOG_LEVEL', ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
    traces: readTraces(read, faults),
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return config
}

/** How this machine reaches what listens there. */
export function localUrl({ host, port }: Config['listen']): string {
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`
}

type Reader = ReturnType<typeof readerOf>

function readerOf(env: Env, faults: string[]) {
  /** A variable that is set to nothing (compose files do that) is not set. */
  const text = (name: string): string | null => env[name]?.trim() || null

  return {
    text,

    port(name: string, otherwise: number): number {
      const given = text(name)
      if (given === null) return otherwise
      // 0 is a port too: the system picks a free one
      if (/^\d{1,5}$/.test(given) && Number(given) <= 65_535) return Number(given)
      faults.push(`${name} must be a port from 0 to 65535, not "${given}".`)
      return otherwise
    },

    oneOf<const T extends string>(name: string, words: readonly T[], otherwise: T): T {
      const given = text(name)
      if (given === null) return otherwise
      const found = words.find((word) => word === given.toLowerCase())
      if (found === undefined) faults.push(`${name} must be one of ${words.join(', ')}, not "${given}".`)
      return found ?? otherwise
    },

    /** What is wrong with it is not repeated: it may hold a password. */
    url(name: string, protocol: RegExp, example: string): string | null {
      const given = text(name)
      if (given === null || (URL.canParse(given) && protocol.test(new URL(given).protocol))) return given
      faults.push(`${name} must be a URL such as ${example}.`)
      return null
    },

    hosts(name: string, otherwise: string[]): string[] {
      const given = text(name)
      if (given === null) return otherwise
      const hosts = given.split(',').map((host) => host.trim().toLowerCase())
      const wrong = hosts.filter((host) => !/^([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?$/.test(host))
      for (const host of wrong) {
        faults.push(
          `${name} lists "${host}", which is no host: write host or host:port, comma-separated, without https://.`,
        )
      }
      return hosts
    },
  }
}

function readPublicUrl(given: string | null, faults: string[]): string | null {
  if (given === null) return null
  const url = URL.canParse(given) ? new URL(given) : null
  if (url === null || !/^https?:$/.test(url.protocol)) {
    faults.push('BATON_URL must begin with https:// (or http://), such as https://baton.example.com.')
    return null
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    faults.push(`BATON_URL must be the bare address, without a path: ${url.origin}.`)
    return null
  }
  return url.origin
}

function readSecrets(given: string | null, faults: string[]): Buffer[] | null {
  if (given === null) return null
  const parts = given.split(',').map((part) => part.trim())
  const secrets = parts.map(secretFromBase64)
  secrets.forEach((secret, index) => {
    if (secret !== null) return
    const which =
      parts.length === 1 ? 'BATON_SECRET' : `BATON_SECRET, number ${index + 1} of ${parts.length},`
    faults.push(`${which} must be 32 bytes as base64: make one with openssl rand -base64 32.`)
  })
  return secrets.filter((secret) => secret !== null)
}

/** 32 bytes from base64 or base64url, null when it is something else. */
export function secretFromBase64(text: string): Buffer | null {
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return null
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === 32 ? bytes : null
}

function readFirstOwner(read: Reader, faults: string[]): Config['firstOwner'] {
  const email = read.text('BATON_OWNER_EMAIL')
  const password = read.text('BATON_OWNER_PASSWORD')
  const named = read.text('BATON_ORGANIZATION')
  if (email === null && password === null && named === null) return null
  if (email === null || password === null) {
    for (const [name, value] of Object.entries({
      BATON_OWNER_EMAIL: email,
      BATON_OWNER_PASSWORD: password,
    })) {
      if (value === null)
        faults.push(`${name} is missing: the first owner needs BATON_OWNER_EMAIL and BATON_OWNER_PASSWORD.`)
    }
    return null
  }
  const organizationName = named ?? 'My team'
  if (!z.email().safeParse(email).success) faults.push('BATON_OWNER_EMAIL must be an e-mail address.')
  if (password.length < 8 || password.length > 128)
    faults.push('BATON_OWNER_PASSWORD must have 8 to 128 characters.')
  if (organizationName.length > 100) faults.push('BATON_ORGANIZATION must have at most 100 characters.')
  return { email: email.toLowerCase(), password, organizationName }
}

function readModel(read: Reader, faults: string[]): FirstModel {
  const openaiKey = read.text('OPENAI_API_KEY')
  const openaiUrl = read.url('OPENAI_BASE_URL', /^https?:$/, 'http://localhost:11434/v1')
  const anthropicKey = read.text('ANTHROPIC_API_KEY')
  const builtin: FirstModel = { provider: 'builtin', name: '', baseUrl: null, apiKey: null }

  const given = read.text('BATON_MODEL')
  if (given === null || given === 'builtin') return builtin
  const [, provider, name] = /^(openai|anthropic|openai-compatible):(.+)$/.exec(given) ?? []
  if (name === undefined) {
    faults.push('BATON_MODEL must be builtin, openai:NAME, anthropic:NAME or openai-compatible:NAME.')
    return builtin
  }
  if (provider === 'anthropic') {
    if (anthropicKey === null) faults.push('ANTHROPIC_API_KEY is required with BATON_MODEL=anthropic:…')
    return { provider, name, baseUrl: null, apiKey: anthropicKey }
  }
  if (provider === 'openai') {
    if (openaiKey === null) faults.push('OPENAI_API_KEY is required with BATON_MODEL=openai:…')
    return { provider, name, baseUrl: openaiUrl, apiKey: openaiKey }
  }
  if (openaiUrl === null) faults.push('OPENAI_BASE_URL is required with BATON_MODEL=openai-compatible:…')
  return { provider: 'openai-compatible', name, baseUrl: openaiUrl, apiKey: openaiKey }
}
