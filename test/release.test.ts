import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { licencesDocument, ofTheDashboard, ofTheServer } from '../scripts/licences.mjs'
import { buildExecutable, freePort } from './faults/executable.ts'
import { until } from './setup/world.ts'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'baton-release-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(buildExecutable)

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** They ask for no more than that their notices stay. */
const PERMISSIVE = [
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Unlicense',
  'BlueOak-1.0.0',
]

test('everything that is shipped is under a permissive licence, and stands in the document', () => {
  const isPermissive = ({ licence }: { licence: string }) =>
    licence
      .replace(/[()]/g, '')
      .split(' OR ')
      .some((each) => PERMISSIVE.includes(each))
  const shipped = [...ofTheServer(), ...ofTheDashboard()]
  expect(shipped.length).toBeGreaterThan(80)
  expect(shipped.filter((each) => !isPermissive(each))).toEqual([])
  expect(readFileSync(join(root, 'docs/licences.md'), 'utf8')).toBe(licencesDocument())
})

test('the image gets all packages that the running server needs, and no other', () => {
  interface Locked {
    dev?: true
    optional?: true
    devOptional?: true
  }
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>
  }
  // what npm ci --omit=dev --omit=optional leaves
  const installed = Object.entries(packages)
    .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
    .map(([path]) => path)
  expect(installed.sort()).toEqual(
    ofTheServer()
      .map((each) => each.folder)
      .sort(),
  )
})

/** Unpacked as npm does it, beside the packages that it names, which lie here already. */
function install(): string {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as { filename: string }[]
  const home = join(folder, 'node_modules', manifest.name)
  mkdirSync(home, { recursive: true })
  execFileSync('tar', ['-xzf', join(folder, packed?.filename ?? ''), '--strip-components=1', '-C', home])
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(folder, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), link)
  }
  return home
}

/** Whether every user may look for files there: not so below the home of root. */
function isOpenToAll(path: string): boolean {
  return (statSync(path).mode & 0o005) === 0o005 && (path === '/' || isOpenToAll(dirname(path)))
}

test('a stranger who installs the package can start it, and gets the dashboard; nothing but its data is written to', async () => {
  const home = install()
  for (const path of ['LICENSE', 'CHANGELOG.md', 'docs/operations.md', 'dist/web/licences.txt'])
    expect(existsSync(join(home, path)), path).toBe(true)
  for (const path of ['src', 'test', 'web', 'data']) expect(existsSync(join(home, path)), path).toBe(false)

  const data = join(folder, 'data')
  mkdirSync(data)
  chmodSync(data, 0o777)
  chmodSync(folder, 0o755)
  const port = await freePort()
  const child = spawn(process.execPath, [join(home, manifest.bin.baton), 'serve'], {
    cwd: folder,
    env: { BATON_DATA: join(data, 'baton'), PORT: String(port), BATON_SANDBOX: 'off' },
    // as in the image: a user to whom nothing of it belongs
    ...(process.getuid?.() === 0 && isOpenToAll(root) ? { uid: 1000, gid: 1000 } : {}),
  })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
  try {
    await until('it has greeted', () => {
      if (child.exitCode !== null) throw new Error(said)
      return said.includes('Baton  ')
    })
    const url = `http://127.0.0.1:${port}`
    const page = await (await fetch(url)).text()
    expect(page).toContain('<title>Baton')
    const [, script] = /src="(\/assets\/[^"]+)"/.exec(page) ?? []
    expect((await fetch(`${url}${script}`)).status).toBe(200)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
  } finally {
    child.kill('SIGTERM')
  }
  expect(await gone).toBe(0)
}, 120_000)
