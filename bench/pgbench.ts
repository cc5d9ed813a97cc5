import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { query } from '../test/setup/postgres.ts'
import { type Spread, spread } from './figures.ts'
import { remember } from './remote.ts'

/** The reference of PostgreSQL: its own load generator with one single-row insert, on the same server at the same number of clients. */

export function pgbenchBinary(): string | null {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  return versions.map((each) => join(root, each, 'bin/pgbench')).find((path) => existsSync(path)) ?? null
}

export async function createReferenceTable(url: string): Promise<void> {
  await query(
    url,
    'create table if not exists reference_inserts (id uuid primary key default gen_random_uuid(), body jsonb not null)',
  )
}

export async function pgbench(
  binary: string,
  url: string,
  body: string,
  clients: number,
  seconds: number,
): Promise<{ perSecond: number; ms: Spread }> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-pgbench-'))
  try {
    const script = join(folder, 'insert.sql')
    writeFileSync(script, `insert into reference_inserts (body) values ('${body.replaceAll("'", "''")}')\n`)
    const words = [
      ...['--no-vacuum', '--protocol=prepared', `--file=${script}`],
      ...[`--client=${clients}`, `--jobs=${Math.min(clients, 2)}`, `--time=${Math.ceil(seconds)}`],
      ...['--log', `--log-prefix=${join(folder, 'log')}`, url],
    ]
    const output = await run(binary, words, folder)
    const perSecond = Number(/tps = ([\d.]+)/.exec(output)?.[1])
    // client, transaction, microseconds, script, seconds, microseconds
    const durations = readdirSync(folder)
      .filter((name) => name.startsWith('log'))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
      .map((line) => Number(line.split(' ')[2]) / 1_000)
    return { perSecond, ms: spread(durations) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run(binary: string, words: string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    remember(child)
    let output = ''
    let fault = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      fault += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`pgbench: ${fault}`))))
  })
}
