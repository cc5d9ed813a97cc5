// Plays tests and tells what came of each.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './root.mjs'

export const cache = join(root, '.cache')
mkdirSync(cache, { recursive: true })

/**
 * @param {string} name what the report is kept under
 * @param {string[]} args files and options of vitest's
 * @param {{ node?: string, env?: NodeJS.ProcessEnv, reporter?: 'dot' | 'default' }} options
 * @returns whether all went well, and the report; null when vitest came to none (a file that could not be loaded is in it)
 */
export function playTests(name, args, { node = process.execPath, env = process.env, reporter = 'dot' } = {}) {
  const file = join(cache, `${name}.json`)
  rmSync(file, { force: true })
  const named = `--reporter=${join(root, 'scripts/failed-at-once.mjs')}`
  const reporters = [`--reporter=${reporter}`, named, '--reporter=json', `--outputFile.json=${file}`]
  const { status } = spawnSync(
    node,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...args],
    { cwd: root, stdio: 'inherit', env },
  )
  return { ok: status === 0, report: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null }
}

const MOST_LINES = 40

/** A report's failed tests, and its files that could not be loaded, each with its file and what it said. */
export function failuresOf(report) {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name)
    const tests = assertionResults.filter((test) => test.status === 'failed')
    if (tests.length === 0 && status === 'failed') return [`${file}${indented(message)}`]
    return tests.map(
      ({ fullName, failureMessages }) => `${file}: ${fullName}${indented(failureMessages.join('\n'))}`,
    )
  })
}

function indented(text) {
  const lines = text.split('\n').slice(0, MOST_LINES)
  return lines.map((line) => `\n    ${line}`).join('')
}
