import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines } from '../setup/engines.ts'
import { createWorld, freePort, until } from '../setup/world.ts'

const root = join(import.meta.dirname, '../..')
const cli = join(root, 'dist/cli.js')
const folders: string[] = []

beforeAll(() => {
  const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-newer'], {
    stdio: 'inherit',
  })
  expect(built.status).toBe(0)
}, 120_000)

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'baton-doctor-'))
  folders.push(folder)
  return folder
}

/** What it prints, and how it ends. */
function doctor(env: Record<string, string>): Promise<{ said: string; code: number | null }> {
  const child = spawn(process.execPath, [cli, 'doctor'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', ...env },
  })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  return new Promise((resolve) => child.once('close', (code) => resolve({ said, code })))
}

test('nothing runs: it says so, and what to do, and makes nothing', async () => {
  const data = join(newFolder(), 'data')
  const { said, code } = await doctor({
    BATON_DATA: data,
    PORT: String(await freePort()),
    BATON_SANDBOX: 'off',
  })
  expect(code).toBe(1)
  expect(said).toMatch(/– data .*is not there yet/)
  expect(said).toMatch(/✗ server .*Nothing answers at http:\/\/127\.0\.0\.1:\d+\.\n +→ Start it/)
  expect(said).toMatch(/1 of \d+ is wrong\.\n$/)
  const again = await doctor({ BATON_DATA: data, PORT: String(await freePort()), BATON_SANDBOX: 'off' })
  expect(again.said).toMatch(/– data .*is not there yet/)
})

test('a wrong environment is told in one go', async () => {
  const { said, code } = await doctor({ PORT: 'x', BATON_URL: 'baton' })
  expect(code).toBe(1)
  expect(said).toMatch(/PORT must be[\s\S]*BATON_URL must begin/)
})

test('a PostgreSQL that is not there', async () => {
  const port = await freePort()
  const { said } = await doctor({
    DATABASE_URL: `postgres://baton:secret-word@127.0.0.1:${port}/baton`,
    BATON_SECRET: Buffer.alloc(32, 7).toString('base64'),
    PORT: String(await freePort()),
  })
  expect(said).toMatch(new RegExp(`✗ database .*127\\.0\\.0\\.1:${port} cannot be used`))
  expect(said).not.toContain('secret-word')
})

describe.each(engines)('with a running server on %s', (engine) => {
  test('it shows each check of each connection with its fix, to whoever holds the secret and to nobody else', async () => {
    await using world = await createWorld({ engine })
    const { port } = new URL(world.baton.url)
    const env = {
      BATON_DATA: newFolder(),
      PORT: port,
      BATON_SANDBOX: 'off',
      BATON_SECRET: world.secret,
      ...(world.database.url === null ? {} : { DATABASE_URL: world.database.url }),
    }
    await world.api('POST', '/api/v1/integrations/freshchat/test')
    const well = await doctor(env)
    expect(well.said).toMatch(/✓ server/)
    expect(well.said).toMatch(/✓ Acme: token/)
    if (engine === 'postgres') expect(well.said).toMatch(/✓ database +PostgreSQL 1\d/)

    world.sandbox.revokeToken()
    await world.api('POST', '/api/v1/integrations/freshchat/test')
    const ill = await doctor(env)
    expect(ill.code).toBe(1)
    expect(ill.said).toMatch(/✗ Acme: token .*\n +→ .*Generate a token/)

    const stranger = await doctor({ ...env, BATON_SECRET: Buffer.alloc(32, 9).toString('base64') })
    expect(stranger.said).toContain('does not know our secret (401)')
    expect(stranger.said).not.toContain('Acme')
    expect((await fetch(`${world.baton.url}/operator/report`)).status).toBe(401)
  })
})

test('a first start on this machine: nothing is wrong', async () => {
  const env = {
    BATON_DATA: newFolder(),
    PORT: String(await freePort()),
    SANDBOX_PORT: String(await freePort()),
  }
  const server = spawn(process.execPath, [cli, 'serve'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', ...env },
  })
  try {
    let last = { said: '', code: null as number | null }
    await until('nothing is wrong', async () => {
      last = await doctor(env)
      return last.code === 0
    }).catch(() => {
      throw new Error(last.said)
    })
    expect(last.said).toMatch(/Nothing is wrong\.\n$/)
  } finally {
    server.kill('SIGTERM')
    await new Promise((resolve) => server.once('exit', resolve))
  }
}, 90_000)
