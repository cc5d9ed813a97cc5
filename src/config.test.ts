import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigError, localUrl, readConfig } from './config.ts'
import { keptSecret } from './secret-file.ts'

const secret = randomBytes(32).toString('base64')

function faultsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    return error instanceof ConfigError ? error.faults : [`not a ConfigError: ${error}`]
  }
}

test('an empty environment runs everything on this machine', () => {
  expect(readConfig({})).toEqual({
    role: 'all',
    listen: { host: '127.0.0.1', port: 3000 },
    publicUrl: 'http://localhost:3000',
    publicUrlIsDefault: true,
    dataDir: './data',
    databaseUrl: null,
    secrets: null,
    sandbox: { port: 3001 },
    freshchatHosts: ['localhost:3001', '127.0.0.1:3001'],
    modelHosts: ['localhost:11434', '127.0.0.1:11434'],
    alertHosts: [],
    crawlHosts: [],
    smtpUrl: null,
    firstOwner: null,
    model: { provider: 'builtin', name: '', baseUrl: null, apiKey: null },
    logLevel: 'info',
    traces: null,
  })
})

test('a variable that is set to nothing is not set', () => {
  expect(readConfig({ PORT: '', BATON_URL: ' ', DATABASE_URL: '', BATON_SANDBOX: '' })).toEqual(
    readConfig({}),
  )
})

test('a shared database switches the sandbox off, and the default address follows the port', () => {
  const config = readConfig({ DATABASE_URL: 'postgres://u:p@db/baton', BATON_SECRET: secret, PORT: '8080' })
  expect(config).toMatchObject({ sandbox: null, freshchatHosts: [], publicUrl: 'http://localhost:8080' })
})

test('several secrets are read in their order, base64url too', () => {
  const other = randomBytes(32)
  const { secrets } = readConfig({ BATON_SECRET: `${secret}, ${other.toString('base64url')}` })
  expect(secrets).toEqual([Buffer.from(secret, 'base64'), other])
})

test('the public address loses its trailing slash and capitals', () => {
  expect(readConfig({ BATON_URL: 'https://Baton.Example.com/' })).toMatchObject({
    publicUrl: 'https://baton.example.com',
    publicUrlIsDefault: false,
  })
})

test('hosts are listed in lower case, the sandbox beside them', () => {
  const config = readConfig({ BATON_FRESHCHAT_HOSTS: 'Proxy.example:8443, [::1]:9', SANDBOX_PORT: '4000' })
  expect(config.freshchatHosts).toEqual(['proxy.example:8443', '[::1]:9', 'localhost:4000', '127.0.0.1:4000'])
})

describe('the first model', () => {
  test.each([
    [
      { BATON_MODEL: 'builtin', OPENAI_API_KEY: 'k' },
      { provider: 'builtin', name: '', baseUrl: null, apiKey: null },
    ],
    [
      { BATON_MODEL: 'openai:gpt-5-mini', OPENAI_API_KEY: 'k' },
      { provider: 'openai', name: 'gpt-5-mini', baseUrl: null, apiKey: 'k' },
    ],
    [
      { BATON_MODEL: 'anthropic:claude', ANTHROPIC_API_KEY: 'a', OPENAI_API_KEY: 'k' },
      { provider: 'anthropic', name: 'claude', baseUrl: null, apiKey: 'a' },
    ],
    [
      { BATON_MODEL: 'openai-compatible:qwen3:8b', OPENAI_BASE_URL: 'http://localhost:11434/v1' },
      { provider: 'openai-compatible', name: 'qwen3:8b', baseUrl: 'http://localhost:11434/v1', apiKey: null },
    ],
  ])('%j', (env, model) => {
    expect(readConfig(env).model).toEqual(model)
  })
})

describe('traces', () => {
  const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector.internal:4318/'
  const traces = {
    url: 'http://collector.internal:4318/v1/traces',
    headers: {},
    serviceName: 'baton',
    resource: {},
    share: 1,
  }

  test.each([
    [
      'are off while nobody says where to send them',
      { OTEL_SERVICE_NAME: 'b', OTEL_TRACES_SAMPLER: 'xray' },
      null,
    ],
    ['go to the collector’s path for traces', {}, traces],
    [
      'go where their own variable says, as it stands',
      { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example/otlp' },
      { ...traces, url: 'https://traces.example/otlp' },
    ],
    [
      'carry headers and say what the process is',
      {
        OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc=, x-team = support ,',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=prod,service.name=other',
      },
      {
        ...traces,
        headers: { authorization: 'Bearer abc=', 'x-team': 'support' },
        serviceName: 'other',
        resource: { 'deployment.environment.name': 'prod' },
      },
    ],
    [
      'have the name that is set for the service',
      { OTEL_SERVICE_NAME: 'baton-eu', OTEL_RESOURCE_ATTRIBUTES: 'service.name=other' },
      { ...traces, serviceName: 'baton-eu' },
    ],
    ['may all be left out', { OTEL_TRACES_SAMPLER: 'always_off' }, { ...traces, share: 0 }],
    [
      'may be a part of all',
      { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' },
      { ...traces, share: 0.25 },
    ],
  ])('%s', (_what, env, expected) => {
    const isOff = expected === null
    expect(readConfig(isOff ? env : { OTEL_EXPORTER_OTLP_ENDPOINT, ...env }).traces).toEqual(expected)
  })

  test.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' }, /^OTEL_EXPORTER_OTLP_ENDPOINT must be a URL/],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'grpc://collector' }, /^OTEL_EXPORTER_OTLP_TRACES_ENDPOINT must/],
    [{ OTEL_TRACES_SAMPLER: 'xray' }, /^OTEL_TRACES_SAMPLER must be one of/],
    [
      { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '25%' },
      /^OTEL_TRACES_SAMPLER_ARG must/,
    ],
    [
      { OTEL_EXPORTER_OTLP_HEADERS: 'hunter2' },
      /^OTEL_EXPORTER_OTLP_HEADERS must be pairs such as key=value/,
    ],
    [{ OTEL_RESOURCE_ATTRIBUTES: 'team=100%' }, /^OTEL_RESOURCE_ATTRIBUTES must be pairs/],
  ])('%j is named with what to do', (env, fault) => {
    const faults = faultsOf({ OTEL_EXPORTER_OTLP_ENDPOINT, ...env })
    expect(faults).toEqual([expect.stringMatching(fault)])
    expect(faults.join()).not.toContain('hunter2')
  })
})

describe('a wrong value is named with what to do', () => {
  test.each([
    [{ PORT: 'eighty' }, /^PORT must be a port/],
    [{ PORT: '65536' }, /^PORT must be a port/],
    [{ SANDBOX_PORT: '-1' }, /^SANDBOX_PORT/],
    [{ BATON_URL: 'baton.example.com' }, /^BATON_URL must begin with https/],
    [{ BATON_URL: 'ftp://baton.example.com' }, /^BATON_URL must begin with https/],
    [{ BATON_URL: 'https://example.com/baton' }, /^BATON_URL must be the bare address/],
    [{ DATABASE_URL: 'mysql://db', BATON_SECRET: secret }, /^DATABASE_URL must be a URL such as postgres/],
    [{ DATABASE_URL: 'postgres://db/baton' }, /^BATON_SECRET is required/],
    [{ BATON_SECRET: 'short' }, /^BATON_SECRET must be 32 bytes/],
    [{ BATON_SECRET: `${secret},${randomBytes(16).toString('base64')}` }, /^BATON_SECRET, number 2 of 2,/],
    [{ BATON_ROLE: 'king' }, /^BATON_ROLE must be one of all, web, worker/],
    [{ BATON_SANDBOX: 'yes' }, /^BATON_SANDBOX must be one of on, off/],
    [{ BATON_FRESHCHAT_HOSTS: 'https://a.example' }, /^BATON_FRESHCHAT_HOSTS lists/],
    [{ BATON_MODEL_HOSTS: 'a.example/path' }, /^BATON_MODEL_HOSTS lists/],
    [{ BATON_SMTP_URL: 'mail.example.com' }, /^BATON_SMTP_URL/],
    [{ BATON_OWNER_EMAIL: 'a@b.example' }, /^BATON_OWNER_PASSWORD is missing/],
    [
      { BATON_OWNER_EMAIL: 'a@b.example', BATON_OWNER_PASSWORD: 'short', BATON_ORGANIZATION: 'A' },
      /8 to 128/,
    ],
    [
      { BATON_OWNER_EMAIL: 'a', BATON_OWNER_PASSWORD: 'long enough', BATON_ORGANIZATION: 'A' },
      /^BATON_OWNER_EMAIL/,
    ],
    [{ BATON_MODEL: 'gpt-5' }, /^BATON_MODEL must be/],
    [{ BATON_MODEL: 'openai:gpt-5' }, /^OPENAI_API_KEY is required/],
    [{ BATON_MODEL: 'anthropic:claude' }, /^ANTHROPIC_API_KEY is required/],
    [{ BATON_MODEL: 'openai-compatible:x' }, /^OPENAI_BASE_URL is required/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of/],
  ])('%j', (env, fault) => {
    expect(faultsOf(env)).toContainEqual(expect.stringMatching(fault))
  })

  test('all of them at once, without the secrets among the values', () => {
    const env = { PORT: 'x', BATON_ROLE: 'y', DATABASE_URL: 'mysql://u:hunter2@db', BATON_SECRET: 'hunter3' }
    expect(faultsOf(env)).toHaveLength(4)
    expect(faultsOf(env).join()).not.toMatch(/hunter/)
  })
})

describe('the secret of an embedded install', () => {
  test('is made once, by whoever starts first, for its owner only', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'baton-secret-'))
    try {
      const [first, second] = await Promise.all([
        keptSecret(join(folder, 'data')),
        keptSecret(join(folder, 'data')),
      ])
      expect(first).toHaveLength(32)
      expect(second).toEqual(first)
      expect((await stat(join(folder, 'data', 'secret'))).mode & 0o777).toBe(0o600)
      expect(await keptSecret(join(folder, 'data'))).toEqual(first)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('that was damaged stops the start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'baton-secret-'))
    try {
      await writeFile(join(folder, 'secret'), 'damaged')
      await expect(keptSecret(folder)).rejects.toThrow(/does not hold 32 bytes/)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

test.each([
  ['127.0.0.1', 'http://127.0.0.1:3000'],
  ['0.0.0.0', 'http://127.0.0.1:3000'],
  ['::', 'http://127.0.0.1:3000'],
  ['::1', 'http://[::1]:3000'],
  ['baton.internal', 'http://baton.internal:3000'],
])('what listens on %s is reached from this machine at %s', (host, url) => {
  expect(localUrl({ host, port: 3000 })).toBe(url)
})
