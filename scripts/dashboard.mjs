// The built Baton with its sandbox in a folder of its own, and a browser signed in to it: what the scripts about the dashboard share.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { root } from './root.mjs'

export const OWNER = { email: 'olga@acme.test', password: 'correct horse battery' }

export async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Ends with whoever started it. `env`: what differs. */
export async function startBaton(env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-dashboard-'))
  const port = String(await freePort())
  const sandboxPort = String(await freePort())
  const baton = spawn(process.execPath, [join(root, 'dist/cli.js'), 'serve'], {
    env: {
      ...process.env,
      PORT: port,
      SANDBOX_PORT: sandboxPort,
      BATON_DATA: folder,
      BATON_OWNER_EMAIL: OWNER.email,
      BATON_OWNER_PASSWORD: OWNER.password,
      BATON_ORGANIZATION: 'Acme Outdoor',
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://localhost:${port}`
  const ended = new Promise((resolve) => baton.once('exit', resolve))
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await isReady())) {
    if (baton.exitCode !== null) throw new Error('Baton did not start')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    sandboxUrl: `http://localhost:${sandboxPort}`,
    async stop() {
      baton.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function openBrowser() {
  const executablePath = process.env.BATON_CHROMIUM ?? '/usr/bin/chromium'
  if (!existsSync(executablePath)) {
    console.error(
      `There is no browser at ${executablePath}: install Chromium, or name one as BATON_CHROMIUM.`,
    )
    process.exit(2)
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
}

export async function signIn(page, url) {
  await page.goto(url)
  await page.locator('input[type=email]').fill(OWNER.email)
  await page.locator('input[type=password]').fill(OWNER.password)
  await page.keyboard.press('Enter')
  await page.locator('nav').first().waitFor()
}
