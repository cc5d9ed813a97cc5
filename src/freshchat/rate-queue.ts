import type { Clock } from '../clock.ts'
import { FreshchatError } from './error.ts'
import {
  comesBefore,
  freshRate,
  type Grant,
  givenBack,
  grant,
  learned,
  type Priority,
  type RateNews,
  type RateRow,
  readRate,
} from './rate.ts'

/** Where the row of one Freshchat account lives: in the database, shared by all instances, or in memory. */
export interface RateStore {
  take(slots: number, priority: Priority, now: Date): Promise<Grant>
  giveBack(slots: number, takenFrom: Date, now: Date): Promise<void>
  learn(news: RateNews, now: Date): Promise<RateRow>
}

/** Calls that were granted together. */
export interface Slots {
  /** True when one was left: the call needs not ask again. */
  use(): boolean
}

export interface Rate {
  /** Waits for one slot. Rejects with the signal's reason. */
  take(priority: Priority, signal?: AbortSignal): Promise<void>
  /** Takes `slots` at once, so that nothing waits between the calls of `work`; what is left over is given back. */
  withSlots<T>(
    slots: number,
    priority: Priority,
    work: (slots: Slots) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T>
  learn(status: number, headers: Headers): Promise<void>
  /** As last seen by this process; null before the first call. For health. */
  seen(): RateRow | null
}

const MOST_TOGETHER = 20

interface Waiter {
  slots: number
  priority: Priority
  resolve(row: RateRow): void
  reject(reason: unknown): void
}

/**
 * The one queue of a process for a Freshchat account: waiters stand by priority, then age, and only the head asks
 * the store. One who would have to wait longer than `patienceMs` is sent away with the time to come back. Make it once per connection; every client of that connection shares it.
 */
export function createRate(
  store: RateStore,
  clock: Clock,
  {
    random = Math.random,
    patienceMs = Number.POSITIVE_INFINITY,
  }: { random?: () => number; patienceMs?: number } = {},
): Rate {
  const waiting: Waiter[] = []
  let pumping = false
  let last: RateRow | null = null
  let failures = 0
  /** Aborted to ask again at once: somebody more important came, or the head has left. */
  let nap = new AbortController()

  async function pump(): Promise<void> {
    if (pumping) return
    pumping = true
    try {
      for (let head = waiting[0]; head; head = waiting[0]) await serve(head)
    } finally {
      pumping = false
    }
  }

  async function serve(head: Waiter): Promise<void> {
    nap = new AbortController()
    try {
      const now = clock.now()
      // Those who wait for the same together ask once; where that is too much at a time, the head asks for itself.
      const group = waiting.filter((waiter) => waiter.priority === head.priority).slice(0, MOST_TOGETHER)
      if (group.length > 1 && (await take(group, now)) === true) return
      const answer = await take([head], now)
      if (answer === true) return
      const waitMs = answer.getTime() - now.getTime()
      // Whoever waits holds a place that others could use: better to come back when there is something to be had.
      if (waitMs > patienceMs) {
        if (leave(head)) head.reject(waitsTooLong(waitMs))
        return
      }
      await clock.wait(Math.max(answer.getTime() - clock.now().getTime(), 1), nap.signal).catch(() => {})
    } catch (fault) {
      // the database is away: whoever waits learns of it rather than waiting for ever
      if (leave(head)) head.reject(fault)
    }
  }

  /** True when all of them were served; else when it is worth asking again. */
  async function take(waiters: Waiter[], now: Date): Promise<true | Date> {
    const slots = waiters.reduce((sum, waiter) => sum + waiter.slots, 0)
    const priority = waiters[0]?.priority ?? 'health'
    const answer = await store.take(slots, priority, now)
    if (!answer.granted) return answer.retryAt
    last = answer.row
    let unclaimed = 0
    for (const waiter of waiters) {
      if (leave(waiter)) waiter.resolve(answer.row)
      else unclaimed += waiter.slots
    }
    if (unclaimed > 0) await store.giveBack(unclaimed, answer.row.resetsAt, clock.now())
    return true
  }

  /** False when the waiter had left already. */
  function leave(waiter: Waiter): boolean {
    const at = waiting.indexOf(waiter)
    if (at !== -1) waiting.splice(at, 1)
    return at !== -1
  }

  function wait(slots: number, priority: Priority, signal?: AbortSignal): Promise<RateRow> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const abort = () => {
        if (!leave(waiter)) return
        nap.abort()
        reject(signal?.reason)
      }
      const settled = () => signal?.removeEventListener('abort', abort)
      const waiter: Waiter = {
        slots,
        priority,
        resolve: (row) => {
          settled()
          resolve(row)
        },
        reject: (reason) => {
          settled()
          reject(reason)
        },
      }
      signal?.addEventListener('abort', abort, { once: true })
      const behind = waiting.findIndex((other) => comesBefore(priority, other.priority))
      waiting.splice(behind === -1 ? waiting.length : behind, 0, waiter)
      if (behind === 0) nap.abort()
      void pump()
    })
  }

  return {
    async take(priority, signal) {
      await wait(1, priority, signal)
    },

    async withSlots(slots, priority, work, signal) {
      const row = await wait(slots, priority, signal)
      let left = slots
      try {
        return await work({ use: () => left > 0 && left-- > 0 })
      } finally {
        const unused = left
        left = 0
        // not worth failing what was done: unused slots come back with the next window anyway
        if (unused > 0) await store.giveBack(unused, row.resetsAt, clock.now()).catch(() => {})
      }
    },

    async learn(status, headers) {
      failures = status === 429 ? failures + 1 : 0
      const now = clock.now()
      const news = readRate(status, headers, now, failures, random())
      // most answers say what we knew: no transaction for those
      if (last !== null && learned(last, news, now) === last) return
      last = await store.learn(news, now)
    },

    seen: () => last,
  }
}

function waitsTooLong(retryAfterMs: number): FreshchatError {
  return new FreshchatError({
    kind: 'rate_limited',
    message: 'Freshchat’s rate limit is used up for now.',
    retryAfterMs,
  })
}

/** For a connection that is not saved yet (Test & Save), and for tests. */
export function memoryRateStore(start: RateRow | null = null): RateStore {
  let row = start
  return {
    async take(slots, priority, now) {
      const answer = grant(row ?? freshRate(now), slots, priority, now)
      if (answer.granted) row = answer.row
      return answer
    },
    async giveBack(slots, takenFrom, now) {
      row = givenBack(row ?? freshRate(now), slots, takenFrom)
    },
    async learn(news, now) {
      row = learned(row ?? freshRate(now), news, now)
      return row
    },
  }
}
