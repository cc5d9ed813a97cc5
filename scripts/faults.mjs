// What is too long for every day: generated sequences by the thousand, a hundred kills, and what else breaks things on purpose. Each
// suite is a line here, and its name as an argument plays that one alone. TRUTH_RUNS and TRUTH_SEED make the first one shorter, or repeat
// it. Ends with a table of what was broken and what came of it, and fails when anything did.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cache, playTests } from './vitest.mjs'

const SUITES = [
  { name: 'truth', files: ['test/truth/truth.test.ts'], env: { TRUTH_RUNS: '5000' } },
  { name: 'kill', files: ['test/faults/kill.test.ts'], env: { FAULTS_KILLS: '100', FAULTS_CUSTOMERS: '50' } },
  { name: 'database', files: ['test/faults/database.test.ts'] },
  { name: 'instances', files: ['test/faults/instances.test.ts', 'test/stories/between-instances.test.ts'] },
  { name: 'rolling', files: ['test/faults/rolling.test.ts', 'test/faults/roles.test.ts'] },
  { name: 'namespaces', files: ['test/faults/namespaces.test.ts'], env: { FAULTS_NAMESPACES: 'on' } },
  { name: 'moments', files: ['test/faults/moments.test.ts', 'test/faults/meanwhile.test.ts'] },
  { name: 'sends', files: ['test/stories/faults.test.ts', 'test/stories/between-sends.test.ts'] },
  { name: 'webhooks', files: ['test/stories/deliveries.test.ts', 'test/stories/lost-webhooks.test.ts'] },
  { name: 'time', files: ['test/stories/time-and-room.test.ts', 'test/stories/lane.test.ts'] },
  { name: 'cases', files: ['test/stories/hard-cases.test.ts', 'test/stories/hard-cases-deliveries.test.ts'] },
]

const only = process.argv[2]
const chosen = SUITES.filter(({ name }) => only === undefined || only === name)
if (chosen.length === 0) {
  console.error(`There is no suite “${only}”: ${SUITES.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const rows = chosen.map(({ name, files, env = {} }) => {
  const figures = join(cache, `faults-${name}.figures`)
  rmSync(figures, { force: true })
  const played = playTests(`faults-${name}`, files, {
    env: { ...env, ...process.env, FAULTS_FIGURES: figures },
    reporter: 'default',
  })
  if (!played.ok) process.exitCode = 1
  const noted = existsSync(figures)
    ? readFileSync(figures, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : []
  const sum = (figure) => noted.reduce((total, each) => total + each[figure], 0)
  const tests = (played.report?.testResults ?? []).flatMap(({ assertionResults }) => assertionResults)
  const failed = tests.filter(({ status }) => status === 'failed')
  for (const { title } of failed) console.log(`✗ ${name}: ${title}`)
  if (played.report === null) console.log(`✗ ${name}: it came to no end`)
  return {
    suite: name,
    tests: tests.filter(({ status }) => status === 'passed').length + failed.length,
    failed: failed.length,
    faults: sum('faults'),
    leaks: sum('leaks'),
    doubles: sum('doubles'),
    'longest silence': `${Math.round(Math.max(0, ...noted.map(({ silenceMs }) => silenceMs)) / 1_000)} s`,
  }
})

const columns = ['suite', 'tests', 'failed', 'faults', 'leaks', 'doubles', 'longest silence']
console.log(`\n| ${columns.join(' | ')} |\n|${'---|'.repeat(columns.length)}`)
for (const row of rows) console.log(`| ${columns.map((column) => row[column]).join(' | ')} |`)
