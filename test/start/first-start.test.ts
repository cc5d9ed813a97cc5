import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, until } from '../setup/world.ts'

const root = join(import.meta.dirname, '../..')
const cli = join(root, 'dist/cli.js')

beforeAll(() => {
  const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-newer'], {
    stdio: 'inherit',
  })
  expect(built.status).toBe(0)
}, 120_000)

const folders: string[] = []
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

interface Started {
  child: ChildProcess
  said: () => string
  code: Promise<number | null>
}

function baton(words: string[], env: Record<string, string>): Started {
  // nothing of this machine's own settings: a stranger's environment
  const child = spawn(process.execPath, [cli, ...words], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', ...env },
  })
  children.push(child)
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))
  return { child, said: () => output, code: new Promise((resolve) => child.once('exit', resolve)) }
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'baton-start-'))
  folders.push(folder)
  return folder
}

const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

test('the first start prints both addresses; a message in the sandbox’s widget is answered; the first owner adopts the demo', async () => {
  const data = newFolder()
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const { child, said, code } = baton(['serve'], {
    BATON_DATA: data,
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
  })
  await until('it has greeted', () => said().includes(`http://localhost:${sandboxPort}`))
  expect(said()).toContain(`http://localhost:${port}`)
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('Baton')

  const sandbox = `http://127.0.0.1:${sandboxPort}/admin/api`
  const asked = await post(`${sandbox}/customer/say`, {
    customer: 'Ana',
    text: 'How long does delivery take?',
  })
  const { conversation } = (await asked.json()) as { conversation: { id: string } }
  await until('Ana is answered', async () =>
    (await (await fetch(`${sandbox}/transcript?conversationId=${conversation.id}`)).text()).includes(
      '"kind":"ai"',
    ),
  )

  const owner = { email: 'olga@acme.test', password: 'correct horse battery', organization: 'Acme' }
  const claimed = await post(`http://127.0.0.1:${port}/api/v1/first-run`, owner)
  expect(claimed.status).toBe(201)
  const cookie = claimed.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const sessions = (await (
    await fetch(`http://127.0.0.1:${port}/api/v1/sessions`, { headers: { cookie } })
  ).json()) as { items: { contact: { name: string } }[] }
  expect(sessions.items.map((session) => session.contact.name)).toEqual(['Ana'])
  const connection = (await (
    await fetch(`http://127.0.0.1:${port}/api/v1/integrations/freshchat`, { headers: { cookie } })
  ).json()) as { status: string }
  expect(connection.status).toBe('connected')
  expect((await post(`http://127.0.0.1:${port}/api/v1/first-run`, owner)).status).toBe(409)

  expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600)
  const secret = readFileSync(join(data, 'secret'), 'utf8').trim()
  expect(said()).not.toContain(secret)

  child.kill('SIGTERM')
  expect(await code).toBe(0)

  // what was there is there again, and the sandbox finds the new port
  const newPort = await freePort()
  const again = baton(['serve'], {
    BATON_DATA: data,
    PORT: String(newPort),
    SANDBOX_PORT: String(sandboxPort),
  })
  await until('it has greeted again', () => again.said().includes(`http://localhost:${sandboxPort}`))
  expect(again.said()).not.toContain('Nobody owns this install')
  await post(`${sandbox}/customer/say`, { customer: 'Ana', text: 'How can I return something?' })
  await until('Ana is answered again', async () => {
    const lines = (
      await (await fetch(`${sandbox}/transcript?conversationId=${conversation.id}`)).text()
    ).match(/"kind":"ai"/g)
    return lines?.length === 2
  })
  again.child.kill('SIGTERM')
  expect(await again.code).toBe(0)
}, 120_000)

test('wrong settings stop the start with all faults named at once', async () => {
  const { said, code } = baton(['serve'], { PORT: 'many', DATABASE_URL: 'mysql://x', BATON_MODEL: 'best' })
  expect(await code).toBe(1)
  for (const name of ['PORT', 'DATABASE_URL', 'BATON_MODEL']) expect(said()).toContain(name)
})

test('a port that is taken is said in a sentence, and help needs nothing', async () => {
  const port = await freePort()
  const first = baton(['serve'], { BATON_DATA: newFolder(), PORT: String(port), BATON_SANDBOX: 'off' })
  await until('it has greeted', () => first.said().includes(String(port)))
  const second = baton(['serve'], { BATON_DATA: newFolder(), PORT: String(port), BATON_SANDBOX: 'off' })
  expect(await second.code).toBe(1)
  expect(second.said()).toMatch(/Something else listens there/)
  first.child.kill('SIGTERM')
  await first.code

  const help = baton(['--help'], {})
  expect(await help.code).toBe(0)
  expect(help.said()).toContain('baton serve')
  const unknown = baton(['dance'], {})
  expect(await unknown.code).toBe(2)
}, 120_000)
