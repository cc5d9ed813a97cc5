// Plays tests and tells what came of each.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'

export const root = join(import.meta.dirname, '..')
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
  const reporters = [`--reporter=${reporter}`, '--reporter=json', `--outputFile.json=${file}`]
  const { status } = spawnSync(
    node,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...args],
    { cwd: root, stdio: 'inherit', env },
  )
  return { ok: status === 0, report: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null }
}

/** The names of a report's failed tests, and of its files that could not be loaded, each with its file. */
export function failuresOf(report) {
  return report.testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name)
    const tests = assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => fullName)
    return tests.length === 0 && status === 'failed' ? [file] : tests.map((test) => `${file}: ${test}`)
  })
}
