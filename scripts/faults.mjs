// What is too long for every day: generated sequences by the thousand, and what else breaks things on purpose. Each suite is a line
// here; TRUTH_RUNS and TRUTH_SEED make the first one shorter, or repeat it.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const SUITES = [{ name: 'truth', files: ['test/truth/truth.test.ts'], env: { TRUTH_RUNS: '5000' } }]

const root = join(import.meta.dirname, '..')
const cache = join(root, '.cache')
mkdirSync(cache, { recursive: true })

const rows = []
for (const { name, files, env } of SUITES) {
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
  console.log(`${outcome === 'passed' ? '✓' : '✗'} ${suite.padEnd(8)} ${minutes.padStart(6)} min  ${what}`)
