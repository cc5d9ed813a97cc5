import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestPostgres } from '../test/setup/postgres.ts'
import { figure, ranged, shown } from './figures.ts'
import type { Engine, Options } from './options.ts'
import { endProcess, remember } from './remote.ts'
import type { Section } from './section.ts'
import { freePort, freshDatabase } from './stand.ts'

/** From the start of the process until it is ready, and what it holds in memory when nothing happens; as it is shipped. */

const root = join(import.meta.dirname, '..')
const REST_MS = 10_000
const PATIENCE_MS = 60_000
const BARE = `
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
const app = new Hono().get('/readyz', (c) => c.json({ ok: true }))
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' })`

interface Started {
  readyMs: number
  restMiB: number | null
}

export async function start(
  options: Options,
  engines: Engine[],
  postgres: TestPostgres | null,
): Promise<Section> {
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-newer'], { cwd: root, stdio: 'inherit' })
  const seen = new Map<string, Started[]>()
  const note = (name: string, started: Started) => seen.set(name, [...(seen.get(name) ?? []), started])
  for (let run = 0; run < options.runs; run++) {
    // memory at rest does not change from run to run, and takes its time
    const restMs = run === 0 ? REST_MS : 0
    note('reference: a bare Hono server', await startOnce(['--input-type=module', '-e', BARE], {}, restMs))
    if (engines.includes('embedded')) {
      const folder = mkdtempSync(join(tmpdir(), 'baton-bench-start-'))
      const env = { BATON_DATA: folder, SANDBOX_PORT: String(await freePort()) }
      note('embedded, empty folder', await startOnce(['dist/cli.js', 'serve'], env, 0))
      note('embedded, second start', await startOnce(['dist/cli.js', 'serve'], env, restMs))
      rmSync(folder, { recursive: true, force: true })
    }
    if (postgres !== null && engines.includes('postgres')) {
      const env = {
        DATABASE_URL: await freshDatabase(postgres),
        BATON_SECRET: randomBytes(32).toString('base64'),
      }
      note('postgres, empty database', await startOnce(['dist/cli.js', 'serve'], env, 0))
      note('postgres, migrated', await startOnce(['dist/cli.js', 'serve'], env, restMs))
    }
  }
  return {
    title: 'Start and memory at rest',
    columns: ['', 'ready after ms', 'MiB at rest'],
    rows: [...seen].map(([name, all]) => {
      const rest = all.flatMap(({ restMiB }) => restMiB ?? [])
      return [
        name,
        ranged(all.map(({ readyMs }) => readyMs)),
        rest.length === 0 ? '' : shown(figure(rest).median),
      ]
    }),
    notes: [
      'the shipped build, /readyz asked every 10 ms; embedded with the sandbox on, as npm start does',
      `MiB: resident after ${REST_MS / 1_000} s, Baton’s process alone`,
    ],
    figures: Object.fromEntries(seen),
  }
}

async function startOnce(words: string[], env: Record<string, string>, restMs: number): Promise<Started> {
  const port = await freePort()
  const from = performance.now()
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: { ...cleanEnvironment(), PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  remember(child)
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null) throw new Error(`${words[0]} ended with ${child.exitCode}`)
      if (performance.now() - from > PATIENCE_MS) throw new Error(`${words[0]} is not ready`)
      await sleep(10)
    }
    const readyMs = performance.now() - from
    await sleep(restMs)
    return { readyMs, restMiB: restMs === 0 ? null : residentMiB(child.pid ?? 0) }
  } finally {
    await endProcess(child)
  }
}

/** npm's own variables would make the child watch its parent. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')))
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
  } catch {
    return false
  }
}

function residentMiB(pid: number): number | null {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024
  } catch {
    // no /proc on this system
    return null
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
