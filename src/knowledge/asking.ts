import type { Usage } from '../answer/model.ts'
import { span } from '../span.ts'
import type { Reading } from './spelling.ts'

/** What looking a question up by meaning took, and why it was not done, where it was not. */
export interface Meant {
  /** While a call was under way. */
  ms: number
  /** Of each call that was answered. */
  usages: Usage[]
  /** In words for the trace; null: nothing went wrong. */
  failure: string | null
}

/** One question, however often and in whatever parts it is looked up: what failed once is not tried again. */
export interface Asking {
  signal: AbortSignal | null
  /** Null: nothing was looked up by meaning. */
  meant(): Meant | null
  hasFailed(): boolean
  fail(why: string): void
  answered(usage: Usage): void
  /** What was mistyped in what is looked up, each word once. */
  read(readings: Reading[]): void
  readings(): Reading[]
  /** Several at once count once. */
  timed<T>(work: () => Promise<T>): Promise<T>
}

export function newAsking(signal: AbortSignal | null = null): Asking {
  const usages: Usage[] = []
  const readings = new Map<string, Reading>()
  let failure: string | null = null
  let ms = 0
  let underWay = 0
  let since = 0
  return {
    signal,
    meant: () =>
      usages.length === 0 && failure === null ? null : { ms: Math.round(ms * 10) / 10, usages, failure },
    hasFailed: () => failure !== null,
    fail(why) {
      failure ??= why
    },
    answered(usage) {
      usages.push(usage)
    },
    read(more) {
      for (const each of more) readings.set(each.typed, each)
    },
    readings: () => [...readings.values()],
    async timed(work) {
      if (underWay++ === 0) since = performance.now()
      try {
        return await span('embedding', work)
      } finally {
        if (--underWay === 0) ms += performance.now() - since
      }
    },
  }
}
