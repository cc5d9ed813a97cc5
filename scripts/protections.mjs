// Takes each protection out once, in a copy of the sources, and plays generated sequences until the model of the truth notices; where it
// does not, the stories are told. What nobody notices is printed, and fails the run: either it protects nothing, or we are blind.
// TRUTH_RUNS says how many sequences each gets at most (300), TRUTH_SEED with which seed; a word picks the protections that hold it.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { PROTECTIONS } from './protections-list.mjs'
import { root } from './root.mjs'

const copy = join(root, '.cache/protections')
const only = process.argv[2]
const env = { TRUTH_RUNS: '300', TRUTH_SEED: '7', TRUTH_SHRINK_MS: '0', ...process.env }
const rows = []

rmSync(copy, { recursive: true, force: true })
mkdirSync(copy, { recursive: true })
for (const name of [
  'src',
  'sandbox',
  'test',
  'migrations',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
])
  cpSync(join(root, name), join(copy, name), { recursive: true })
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))

for (const { what, file, from, to } of PROTECTIONS) {
  if (only !== undefined && !what.includes(only)) continue
  const path = join(copy, file)
  const whole = readFileSync(path, 'utf8')
  if (!whole.includes(from)) {
    rows.push({ what, file, by: 'it stands there no more: mend this list' })
    process.exitCode = 1
    continue
  }
  writeFileSync(path, whole.replace(from, to))
  const by = noticedByModel() ?? noticedByStory()
  writeFileSync(path, whole)
  if (by === null) process.exitCode = 1
  rows.push({ what, file, by: by ?? 'NOBODY' })
  console.log(`${what} (${file}): ${by ?? 'NOBODY'}`)
}

function noticedByModel() {
  const said = vitest('test/truth/truth.test.ts')
  const [, count, seed] = /After (\d+) sequences, with the seed (\d+)/.exec(said) ?? []
  const promise = /^\+ ✗ (.*)$/m.exec(said)?.[1]
  return promise === undefined
    ? null
    : `the model: “${promise.slice(0, 90)}”, after ${count} with seed ${seed}`
}

function noticedByStory() {
  // the hostile stories read the whole project, and this is a part of it
  const story = /FAIL.* > (.*)$/m.exec(vitest('test/stories', '--exclude=test/stories/hostile.test.ts'))?.[1]
  return story === undefined ? null : `a story: “${story}”`
}

function vitest(...words) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--bail=1', ...words],
    { cwd: copy, env, encoding: 'utf8', maxBuffer: 1e9 },
  )
  return stripVTControlCharacters(stdout + stderr)
}

rmSync(copy, { recursive: true, force: true })

console.log('\n| taken out | in | noticed as |\n|---|---|---|')
for (const { what, file, by } of rows) console.log(`| ${what} | \`${file}\` | ${by} |`)
