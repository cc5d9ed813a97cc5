import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A real PostgreSQL for the length of a test run: the one that DATABASE_URL names, else one started from the machine's binaries. */
export interface TestPostgres {
  /** Of a database that may be used to create others. */
  url: string
  stop(): Promise<void>
}

/** One that a story may break. */
export interface OwnPostgres extends TestPostgres, AsyncDisposable {
  /** Stops at once, as after a power cut, and starts again. */
  restart(): Promise<void>
}

/** What a test changes of PostgreSQL's own settings. */
const FOR_TESTS = {
  // its workers are the superuser's: a database that one of them visits just now could not be dropped
  autovacuum: 'off',
  // what is written survives the server, and need not survive the machine
  fsync: 'off',
}

/** null when there is none on this machine. `changed` {}: as it is installed, which is what figures must be of. */
export async function openTestPostgres(
  changed: Record<string, string> = FOR_TESTS,
): Promise<TestPostgres | null> {
  const given = process.env.DATABASE_URL
  if (given) return { url: given, stop: async () => {} }
  const bin = postgresBin()
  return bin === null ? null : startCluster(bin, changed)
}

/** Takes the machine's binaries: ask `postgresBin` first. */
export async function openOwnPostgres(): Promise<OwnPostgres> {
  const bin = postgresBin()
  if (bin === null) throw new Error('There are no binaries of PostgreSQL here')
  return startCluster(bin, FOR_TESTS)
}

/** Where the machine's newest PostgreSQL lies; null where there is none. */
export function postgresBin(): string | null {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return null
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  return (
    versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ??
    null
  )
}

async function startCluster(bin: string, changed: Record<string, string>): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-postgres-'))
  // PostgreSQL refuses to run as root
  const user = process.getuid?.() === 0 ? idsOf('postgres') : null
  if (user !== null) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8'],
    { ...user, cwd: folder, stdio: 'ignore' },
  )
  const port = await freePort()
  const options = [
    '-D',
    data,
    '-p',
    String(port),
    '-k',
    folder,
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'max_connections=300',
    ...Object.entries(changed).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const start = () => spawn(join(bin, 'postgres'), options, { ...user, cwd: folder, stdio: 'ignore' })
  let server = start()
  const superUrl = `postgres://postgres@127.0.0.1:${port}/postgres`
  await whenUp(superUrl)
  // not a superuser, as in a well-kept installation: row-level security must hold for the tables' owner too
  await query(superUrl, 'create role baton_owner login createdb createrole')
  const quit = async () => {
    const gone = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGQUIT')
    await gone
  }
  const stop = async () => {
    await quit()
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    url: `postgres://baton_owner@127.0.0.1:${port}/postgres`,
    async restart() {
      await quit()
      server = start()
      await whenUp(superUrl)
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo // a TCP server has such an address
  await new Promise((resolve) => probe.close(resolve))
  return port
}

function idsOf(name: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function whenUp(url: string): Promise<void> {
  const deadline = Date.now() + 30_000
  for (;;) {
    try {
      await query(url, 'select 1')
      return
    } catch (fault) {
      if (Date.now() > deadline) throw fault
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

export async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
