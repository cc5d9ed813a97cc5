import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdirSync, rmdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

/** The program as a user runs it: a process of its own that can be killed. */

export const ROOT = join(import.meta.dirname, '../..')
const CLI = join(ROOT, 'dist/cli.js')
const run = promisify(execFile)

/** Builds `dist/` when it is older than its sources. One test file at a time: another may be about to start what this one writes. */
export async function buildExecutable(): Promise<void> {
  const turn = join(tmpdir(), `baton-build-${Buffer.from(ROOT).toString('hex').slice(-40)}`)
  const mine = () => {
    try {
      mkdirSync(turn)
      return true
    } catch {
      return false
    }
  }
  // whoever died while building leaves its turn behind: building again does no harm
  await eventually('nobody else builds', mine, 20_000).catch(() => {})
  try {
    await run(process.execPath, [join(ROOT, 'scripts/build.mjs'), '--if-newer'])
  } finally {
    try {
      rmdirSync(turn)
    } catch {
      // somebody who lost patience has taken it
    }
  }
}

export interface Program {
  pid: number
  /** Everything it printed, both streams. */
  output(): string
  isRunning(): boolean
  kill(signal: NodeJS.Signals): void
  /** The whole process group, npm and what it started. */
  killGroup(signal: NodeJS.Signals): void
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null; at: number }>
}

type Env = Record<string, string>

/** `release`: the folder of another one; `within`: the words that run it elsewhere than here. */
export function startServe(
  env: Env,
  { release = ROOT, within = [] }: { release?: string; within?: string[] } = {},
): Program {
  const words = [process.execPath, '--enable-source-maps', join(release, 'dist/cli.js'), 'serve']
  const [command = process.execPath, ...rest] = [...within, ...words]
  return start(command, rest, env)
}

export function startNpm(env: Env): Program {
  return start('npm', ['start', '--no-update-notifier', '--no-fund'], env)
}

/** Carries one command out to its end; `said`: both streams. */
export async function carryOut(words: string[], env: Env): Promise<{ code: number | null; said: string }> {
  const program = start(process.execPath, [CLI, ...words], env)
  const { code } = await program.exited
  return { code, said: program.output() }
}

const unended = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of unended) endGroup(child, 'SIGKILL')
})

/** In a group of its own, so that all of it can be ended. Nothing of this process's environment but what a program needs to run. */
function start(command: string, words: string[], env: Env): Program {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(command, words, {
    cwd: ROOT,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  unended.add(child)
  onTestFinished(() => endGroup(child, 'SIGKILL'))
  let output = ''
  const keep = (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-200_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null; at: number }>(
    (resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code, signal) => resolve({ code, signal, at: Date.now() }))
    },
  )
  return {
    pid: child.pid ?? -1,
    output: () => output,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    kill: (signal) => void child.kill(signal),
    killGroup: (signal) => endGroup(child, signal),
    exited,
  }
}

/** What npm started outlives npm, so the group is ended also when its leader is gone. */
function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  unended.delete(child)
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // nothing of it is left
  }
}

export async function untilReady(program: Program, url: string): Promise<void> {
  await eventually(
    `${url} is ready`,
    async () => {
      if (!program.isRunning()) throw new Stopped(program)
      // the greeting comes last, after the first owner was made; it listens (and takes deliveries) before that
      return program.output().includes('Baton  ') && (await isReady(url))
    },
    60_000,
  )
}

export async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

class Stopped extends Error {
  constructor(program: Program) {
    super(`The program ended instead of becoming ready:\n${program.output()}`)
  }
}

/** Polls until `holds`; what is waited for in vain is the failure. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  patienceMs: number,
  because: () => string = () => '',
): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await holds())) {
    if (Date.now() > deadline)
      throw new Error(
        `Waited ${patienceMs} ms in vain until ${what}${because() === '' ? '' : `:\n${because()}`}`,
      )
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  return address.port
}

export async function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
