// Everything that must pass, in one command: types and style, then every test on this Node with a real browser and both database
// engines, then start-up (embedded), units and some stories (PostgreSQL) once more on the Node that the image and the README name.
// It installs what it needs where it may (Debian, as root) or says in one line what to install. Ends with "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'
import { cache, failuresOf, playTests } from './vitest.mjs'

const NAMED_NODE = '24.9.0'
/** What a Node can be different in: starting, streams, timers, sockets, mail, cryptography, other processes. */
const ON_THE_NAMED_NODE = [
  'src',
  'test/start',
  ...['alerts', 'content', 'first-light', 'live'].map((name) => `test/stories/${name}.test.ts`),
]
let passed = 0
let failed = 0
/** Told once more at the end, where somebody who has only the last lines finds them. */
const failures = []

function step(name, run) {
  const ok = run()
  if (ok) passed++
  else {
    failed++
    failures.push(name)
  }
  console.log(`${ok ? '✓' : '✗'} ${name}`)
}

function bin(name, args, node = process.execPath) {
  const script = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).bin
  const file = join(
    root,
    'node_modules',
    name,
    typeof script === 'string' ? script : Object.values(script)[0],
  )
  return spawnSync(node, [file, ...args], { cwd: root, stdio: 'inherit' }).status === 0
}

/** Counts each test; a file that could not even be loaded counts as a failed one. */
function vitest(name, args, options) {
  const { ok, report } = playTests(name, args, options)
  if (report === null) {
    failed++
    failures.push(`${name}: came to no end`)
    return
  }
  const { numPassedTests, numFailedTests, numFailedTestSuites } = report
  passed += numPassedTests
  // an error outside any test (an unhandled rejection, say) fails the run although every test passed
  failed += numFailedTests + (ok || numFailedTests > 0 ? 0 : Math.max(1, numFailedTestSuites))
  failures.push(...failuresOf(report).map((test) => `${name}: ${test}`))
  console.log(`${name}: ${numPassedTests} passed, ${numFailedTests} failed`)
}

/** Installs a Debian package when `present` is not there and we may; else says in one line what to install. */
function need(what, present, debianPackage) {
  if (present()) return
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (mayInstall) {
    const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    spawnSync('apt-get', ['update'], quiet)
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', debianPackage], quiet)
  }
  if (!present())
    console.log(
      `${what} is missing: install it (Debian: apt-get install ${debianPackage}) and run this again.`,
    )
}

/** The npm that runs this, else the one on the path. */
function npm(args, options) {
  const path = process.env.npm_execpath
  return path ? spawnSync(process.execPath, [path, ...args], options) : spawnSync('npm', args, options)
}

/** Known vulnerabilities of what the running server needs; a registry that does not answer that question passes with a line. */
function audit() {
  const args = ['audit', '--omit=dev', '--audit-level=high', '--json']
  const { status, stdout } = npm(args, { cwd: root, encoding: 'utf8' })
  if (status === 0) return true
  const { vulnerabilities } = answerOf(stdout)
  if (vulnerabilities === undefined) {
    console.log('The registry does not say which libraries are vulnerable: npm audit was passed over.')
    return true
  }
  for (const { name, severity, range } of Object.values(vulnerabilities))
    console.log(`${severity}: ${name} ${range}`)
  return false
}

function answerOf(stdout) {
  try {
    return JSON.parse(stdout)
  } catch {
    return {}
  }
}

/** The named Node as the npm package `node` carries it, kept out of node_modules/.bin, where it would shadow this one. */
function namedNode() {
  if (process.version === `v${NAMED_NODE}`) return null
  const folder = join(cache, `node-${NAMED_NODE}`)
  const node = join(folder, 'node_modules/node/bin/node')
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true })
    const args = ['install', '--no-audit', '--no-fund', '--no-save', '--prefix', folder, `node@${NAMED_NODE}`]
    if (npm(args, { stdio: 'ignore' }).status !== 0) throw new Error(`node@${NAMED_NODE} cannot be installed`)
  }
  return node
}

need('Chromium', () => existsSync(process.env.BATON_CHROMIUM ?? '/usr/bin/chromium'), 'chromium')
need('PostgreSQL', () => Boolean(process.env.DATABASE_URL) || existsSync('/usr/lib/postgresql'), 'postgresql')

step('types', () => bin('typescript', ['--noEmit', '-p', root]))
step('types of the dashboard', () => bin('typescript', ['--noEmit', '-p', join(root, 'web')]))
step('known vulnerabilities', audit)
step('style', () => bin('@biomejs/biome', ['check', '--error-on-warnings', root]))
step(
  'build',
  () => spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' }).status === 0,
)
vitest(`node-${process.versions.node}`, [])
const node = namedNode()
if (node !== null)
  vitest(`node-${NAMED_NODE}`, ON_THE_NAMED_NODE, {
    node,
    env: { ...process.env, TEST_ENGINE: 'postgres' },
  })

for (const failure of failures) console.log(`✗ ${failure}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
