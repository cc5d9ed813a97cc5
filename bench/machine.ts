import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'

/** Where and of what the figures are. */
export interface Machine {
  commit: string
  /** Files differ from the commit. */
  isChanged: boolean
  cores: number
  processor: string
  node: string
}

export function machine(): Machine {
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: join(import.meta.dirname, '..'), encoding: 'utf8' }).trim()
  let commit = 'unknown'
  let isChanged = false
  try {
    commit = git('rev-parse', 'HEAD')
    isChanged =
      git('--no-optional-locks', 'status', '--porcelain', '--', 'src', 'sandbox', 'migrations') !== ''
  } catch {
    // no repository, or no git
  }
  return {
    commit,
    isChanged,
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
    node: process.version,
  }
}

const PROBE_MS = 120

/** How fast one thread gets on right now, and how many others want to: whoever reads the figures sees how quiet it was. */
export function noise(): { speed: number; load: number } {
  const until = performance.now() + PROBE_MS
  let rounds = 0
  for (; performance.now() < until; rounds++) createHash('sha256').update('x'.repeat(4_096)).digest()
  return { speed: rounds / PROBE_MS, load: loadavg()[0] ?? 0 }
}
