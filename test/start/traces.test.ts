import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildExecutable, ROOT, startServe, untilReady } from '../faults/executable.ts'
import { openCollector } from '../setup/collector.ts'
import { freePort, until } from '../setup/world.ts'

beforeAll(buildExecutable)
const folder = mkdtempSync(join(tmpdir(), 'baton-traces-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Prints at the end which packages of OpenTelemetry were loaded. */
const LISTS = `data:text/javascript,${encodeURIComponent(`
  import { Module } from 'node:module'
  process.on('exit', () => {
    const names = Object.keys(Module._cache).flatMap((path) => path.match(/@opentelemetry\\/[a-z-]+/)?.[0] ?? [])
    console.log('Loaded: ' + [...new Set(names)].sort().join(' '))
  })`)}`

/** A start of the program as it is shipped, with a customer's question in the demo, and its end. */
async function lifeOf(
  name: string,
  env: Record<string, string>,
): Promise<{ loaded: string[]; code: unknown }> {
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const program = startServe({
    BATON_DATA: join(folder, name),
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    NODE_OPTIONS: `--import=${LISTS}`,
    ...env,
  })
  await untilReady(program, `http://127.0.0.1:${port}`)
  const sandbox = `http://127.0.0.1:${sandboxPort}/admin/api`
  await fetch(`${sandbox}/customer/say`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ customer: 'Ana', text: 'How long does delivery take?' }),
  })
  await until('the turn is over', () => program.output().includes('"msg":"turn"'))
  program.kill('SIGTERM')
  const { code } = await program.exited
  const [, list = ''] = /Loaded: (.*)/.exec(program.output()) ?? []
  return { loaded: list.split(' '), code }
}

const SDK = '@opentelemetry/sdk-trace'

test('nothing of the SDK is loaded while nobody says where traces go', async () => {
  const { loaded, code } = await lifeOf('off', { OTEL_SERVICE_NAME: 'baton' })
  expect(code).toBe(0)
  expect(loaded).toContain('@opentelemetry/api')
  expect(loaded).not.toContain(SDK)
  // an import that a bundler has moved to the top would load it always
  expect(readFileSync(join(ROOT, 'dist/cli.js'), 'utf8')).not.toMatch(/^import .*@opentelemetry/m)
})

test('the program as it is shipped sends its traces, with what the environment says of it, before it ends', async () => {
  await using collector = await openCollector()
  const { loaded, code } = await lifeOf('on', {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc',
    OTEL_SERVICE_NAME: 'baton-eu',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
  })
  expect(code).toBe(0)
  expect(loaded).toContain(SDK)
  expect(collector.spans().map(({ name }) => name)).toEqual(expect.arrayContaining(['turn', 'delivery']))
  expect(collector.resource()).toMatchObject({
    'service.name': 'baton-eu',
    'deployment.environment.name': 'test',
  })
  expect(collector.headers[0]).toMatchObject({ authorization: 'Bearer abc' })
})
