// What is too long for every day: generated sequences by the thousand, a hundred kills, and what else breaks things on purpose. Each
// suite is a line here, and its name as an argument plays that one alone. TRUTH_RUNS and TRUTH_SEED make the first one shorter, or repeat it.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const SUITES = [
  { name: 'truth', files: ['test/truth/truth.test.ts'], env: { TRUTH_RUNS: '5000' } },
  { name: 'kill', files: ['test/faults/kill.test.ts'], env: { FAULTS_KILLS: '100', FAULTS_CUSTOMERS: '50' } },
  { name: 'database', files: ['test/faults/database.test.ts'], env: {} },
  {
    name: 'instances',
    files: ['test/faults/two-instances.test.ts', 'test/stories/between-instances.test.ts'],
    env: {},
  },
  { name: 'moments', files: ['test/faults/moments.test.ts', 'test/faults/meanwhile.test.ts'], env: {} },
  { name: 'sends', files: ['test/stories/faults.test.ts', 'test/stories/between-sends.test.ts'], env: {} },
  {
    name: 'webhooks',
    files: ['test/stories/deliveries.test.ts', 'test/stories/lost-webhooks.test.ts'],
    env: {},
  },
  {
    name: 'cases',
    files: ['test/stories/hard-cases.test.ts', 'test/stories/hard-cases-deliveries.test.ts'],
    env: {},
  },
]

const root = join(import.meta.dirname, '..')
const cache = join(root, '.cache')
mkdirSync(cache, { recursive: true })

const rows = []
const only = process.argv[2]
for (const { name, files, env } of SUITES) {
  if (only !== undefined && only !== name) continue
  const report = join(cache, `faults-${name}.json`)
  rmSync(report, { force: true })
  const args = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files]
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...env, ...process.env },
    },
  )
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  for (const { title, status: outcome, duration } of testResults.flatMap((file) => file.assertionResults))
    rows.push({ suite: name, outcome, minutes: ((duration ?? 0) / 60_000).toFixed(1), what: title })
  if (status !== 0) process.exitCode = 1
}

for (const { suite, outcome, minutes, what } of rows)
  console.log(`${outcome === 'passed' ? '✓' : '✗'} ${suite.padEnd(9)} ${minutes.padStart(6)} min  ${what}`)
