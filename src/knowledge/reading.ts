import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Page } from './html.ts'
import type { PdfText } from './pdf.ts'
import { UnreadableFile } from './unreadable-file.ts'

/**
 * What strangers wrote is read in processes of their own: one that takes too long or too much memory is ended, and nobody waits for
 * it. A thread would not do: V8 ends the whole process when a thread's heap is full at the wrong moment (measured with a page of two
 * million paragraphs). A reader is kept for the next file, and ended when none comes.
 */

export interface Read {
  html: { asked: { kind: 'html'; html: string; url: string | null }; said: Page }
  pdf: { asked: { kind: 'pdf'; bytes: Uint8Array }; said: PdfText }
}

export type Asked = Read[keyof Read]['asked']

/** `unreadable`: a sentence for people; `fault`: what a library threw. */
export type Said = { read: unknown } | { unreadable: string } | { fault: string }

interface Job {
  asked: Asked
  done(read: unknown): void
  failed(error: UnreadableFile): void
}

const MOST_READERS = 2
const LIMIT_MS = 15_000
const IDLE_MS = 10_000
/** Of its heap; `reader.ts` watches over what stands beside it. */
const HEAP_MB = 256

const TOO_LONG = 'It takes too long to read: it is too large, or nested too deeply.'
const TOO_MUCH = 'It takes too much memory to read: it is too large.'
const TOO_DEEP = 'It is nested too deeply to be read.'
const BROKEN = 'It is broken in a way that cannot be read.'

const waiting: Job[] = []
const idle: ChildProcess[] = []
let readers = 0

/** Throws UnreadableFile, and nothing else, whatever is read. */
export function readingOf<A extends Asked>(asked: A): Promise<Read[A['kind']]['said']> {
  return new Promise((resolve, reject) => {
    // a reader says what its kind says
    waiting.push({ asked, done: (read) => resolve(read as Read[A['kind']]['said']), failed: reject })
    next()
  })
}

function next(): void {
  if (waiting.length === 0) return
  const reader = idle.pop() ?? (readers < MOST_READERS ? started() : null)
  if (reader === null) return
  const job = waiting.shift()
  if (job !== undefined) give(reader, job)
}

function give(reader: ChildProcess, { asked, done, failed }: Job): void {
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    reader.kill('SIGKILL')
  }, LIMIT_MS)
  const onExit = (_code: number | null, signal: NodeJS.Signals | null) => {
    settle()
    // SIGABRT: V8 found its heap full; SIGKILL: the reader found itself too large
    const isFull = signal === 'SIGABRT' || signal === 'SIGKILL'
    failed(new UnreadableFile(isLate ? TOO_LONG : isFull ? TOO_MUCH : BROKEN, true))
  }
  const onMessage = (message: unknown) => {
    settle()
    rest(reader)
    const said = message as Said
    if ('read' in said) done(said.read)
    else failed(new UnreadableFile('unreadable' in said ? said.unreadable : faultOf(said.fault)))
  }
  const settle = () => {
    clearTimeout(timer)
    reader.off('exit', onExit).off('message', onMessage)
  }
  reader.on('exit', onExit).on('message', onMessage)
  hold(reader, true)
  // one that has just died says so by its exit
  reader.send(asked, () => undefined)
}

/** A stack that overflows is how most libraries meet what is nested past all reason. */
function faultOf(fault: string): string {
  return /call stack/i.test(fault) ? TOO_DEEP : BROKEN
}

function rest(reader: ChildProcess): void {
  idle.push(reader)
  hold(reader, false)
  setTimeout(() => {
    if (leave(reader)) reader.kill('SIGKILL')
  }, IDLE_MS).unref()
  next()
}

/** Whether it was idle. */
function leave(reader: ChildProcess): boolean {
  const at = idle.indexOf(reader)
  if (at >= 0) idle.splice(at, 1)
  return at >= 0
}

/** Nobody stays for a reader that has nothing to do. */
function hold(reader: ChildProcess, isBusy: boolean): void {
  if (isBusy) {
    reader.ref()
    reader.channel?.ref()
  } else {
    reader.unref()
    reader.channel?.unref()
  }
}

function started(): ChildProcess {
  readers += 1
  const isSource = import.meta.url.endsWith('.ts')
  const program = fileURLToPath(new URL(isSource ? './reader.ts' : './reader.js', import.meta.url))
  const reader = fork(program, {
    // no environment: what a reader does not know nobody gets out of it
    env: {},
    execArgv: [`--max-old-space-size=${HEAP_MB}`, ...(isSource ? ['--import', tsx()] : [])],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const gone = () => {
    readers -= 1
    leave(reader)
    next()
  }
  reader.once('exit', gone)
  reader.on('error', () => undefined)
  return reader
}

/** From source a reader is TypeScript, and read with tsx like everything else. */
function tsx(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
}
