import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

/** A process of the bench that answers questions: each part of a measurement has one, so that none waits for another's event loop. */
export interface Remote<H extends Handlers> {
  pid: number
  ask<K extends keyof H & string>(name: K, ...words: Parameters<H[K]>): Promise<Awaited<ReturnType<H[K]>>>
  stop(): Promise<void>
}

export type Handlers = Record<string, (...words: never[]) => unknown>

interface Question {
  id: number
  name: string
  words: unknown[]
}
type Reply = { id: number; value: unknown } | { id: number; fault: string }

const root = join(import.meta.dirname, '..')
const PATIENCE_MS = 8_000
const running = new Set<ChildProcess>()

/** Starts `bench/{file}`, a module that calls `answerParent`. */
export function startProcess<H extends Handlers>(
  file: string,
  env: Record<string, string> = {},
  nodeOptions: string[] = [],
): Remote<H> {
  const child = fork(join(import.meta.dirname, file), {
    cwd: root,
    env: { ...process.env, ...env },
    execArgv: ['--import', 'tsx', ...nodeOptions],
    serialization: 'advanced',
    // one log line a turn goes where a log collector would take it; faults are shown
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  remember(child)
  const waiting = new Map<number, { resolve(value: never): void; reject(fault: Error): void }>()
  let last = 0
  child.on('message', (reply: Reply) => {
    const asked = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('fault' in reply) asked?.reject(new Error(`${file}: ${reply.fault}`))
    // the type of the handler that was asked
    else asked?.resolve(reply.value as never)
  })
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended with ${code}`))
  })
  return {
    pid: child.pid ?? 0,
    ask: (name, ...words) =>
      new Promise((resolve, reject) => {
        const question: Question = { id: ++last, name, words }
        waiting.set(question.id, { resolve, reject })
        child.send(question, (fault) => fault && reject(fault))
      }),
    stop: () => endProcess(child),
  }
}

/** In the process that was started: answers until the bench is gone. `ending` runs before it ends in order. */
export function answerParent(handlers: Handlers, ending: () => Promise<void> = async () => {}): void {
  process.on('message', async ({ id, name, words }: Question) => {
    try {
      // `ask` has the types of the same handlers
      const value = await handlers[name]?.(...(words as never[]))
      process.send?.({ id, value })
    } catch (fault) {
      process.send?.({ id, fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) })
    }
  })
  const end = () => void ending().finally(() => process.exit(0))
  process.once('SIGTERM', end)
  process.once('disconnect', end)
}

/** Whatever is started is remembered, and ends with the bench. */
export function remember(child: ChildProcess): void {
  running.add(child)
  child.once('exit', () => running.delete(child))
}

export function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    child.kill('SIGTERM')
  })
}

export async function endAllProcesses(): Promise<void> {
  await Promise.all([...running].map(endProcess))
}
