import { describe, expect, test } from 'vitest'
import type { Clock } from '../clock.ts'
import type { Priority, RateRow } from './rate.ts'
import { createRate, memoryRateStore, type RateStore } from './rate-queue.ts'

const NOW = new Date('2026-11-26T10:00:00Z')

/** Stands still until a test moves it. */
function standingClock() {
  let now = NOW.getTime()
  const sleepers: { at: number; wake(): void }[] = []
  const clock: Clock = {
    now: () => new Date(now),
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        sleepers.push({ at: now + ms, wake: resolve })
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      }),
  }
  return {
    clock,
    async pass(ms: number) {
      now += ms
      for (const sleeper of sleepers.splice(0).filter((one) => one.at <= now || !sleepers.push(one)))
        sleeper.wake()
      await idle()
    },
  }
}

/** Until every promise that can settle has settled. */
const idle = () => new Promise<void>((resolve) => setImmediate(resolve))

const row = (more: Partial<RateRow>): RateRow => ({
  perWindow: 10,
  remaining: 10,
  windowMs: 60_000,
  resetsAt: new Date(NOW.getTime() + 60_000),
  blockedUntil: null,
  ...more,
})

function setUp(start: Partial<RateRow>, over: Partial<RateStore> = {}) {
  const time = standingClock()
  const store = { ...memoryRateStore(row(start)), ...over }
  const rate = createRate(store, time.clock, { random: () => 0 })
  const served: string[] = []
  const ask = (name: string, priority: Priority, signal?: AbortSignal) =>
    rate.take(priority, signal).then(
      () => void served.push(name),
      (reason: unknown) => void served.push(`${name}: ${String(reason)}`),
    )
  return { ...time, rate, store, served, ask }
}

describe('whoever waits', () => {
  test('is served by importance, then in the order of asking', async () => {
    const { ask, served, pass } = setUp({ remaining: 0 })
    for (const [name, priority] of [
      ['probe', 'health'],
      ['compare', 'reconcile'],
      ['read 1', 'read'],
      ['read 2', 'read'],
      ['note', 'handoff'],
      ['reply', 'send'],
    ] as const) {
      void ask(name, priority)
    }
    await idle()
    expect(served).toEqual([])
    await pass(60_000)
    expect(served.slice(0, 4)).toEqual(['reply', 'note', 'read 1', 'read 2'])
    await pass(60_000)
    expect(served).toEqual(['reply', 'note', 'read 1', 'read 2', 'compare', 'probe'])
  })

  test('does not hold up a reply that comes later', async () => {
    const { ask, served } = setUp({ remaining: 5 })
    void ask('compare', 'reconcile')
    await idle()
    void ask('reply', 'send')
    await idle()
    expect(served).toEqual(['reply'])
  })

  test('may give up, with its own reason, and is passed over', async () => {
    const { ask, served, pass } = setUp({ remaining: 0 })
    const stop = new AbortController()
    void ask('head', 'send', stop.signal)
    void ask('next', 'read')
    await idle()
    stop.abort('enough')
    await idle()
    expect(served).toEqual(['head: enough'])
    await pass(60_000)
    expect(served).toEqual(['head: enough', 'next'])
  })

  test('and gives up while being served leaves no slot behind', async () => {
    const stop = new AbortController()
    const memory = memoryRateStore(row({ remaining: 1 }))
    const { ask, served } = setUp(
      {},
      {
        ...memory,
        take: async (slots, priority, now) => {
          stop.abort('too late')
          return memory.take(slots, priority, now)
        },
      },
    )
    void ask('first', 'send', stop.signal)
    await idle()
    expect(served).toEqual(['first: too late'])
    expect((await memory.take(1, 'send', NOW)).granted).toBe(true)
  })

  test('learns that the database is away instead of waiting for ever', async () => {
    const { ask, served } = setUp({}, { take: () => Promise.reject(new Error('no database')) })
    await Promise.all([ask('a', 'send'), ask('b', 'read')])
    expect(served).toEqual(['a: Error: no database', 'b: Error: no database'])
  })
})

describe('slots together', () => {
  test('are granted at once or not at all', async () => {
    const { rate, pass, store } = setUp({ remaining: 1 })
    const used: boolean[] = []
    const work = rate.withSlots(2, 'send', async (slots) => {
      used.push(slots.use(), slots.use(), slots.use())
    })
    await idle()
    expect(used).toEqual([])
    await pass(60_000)
    await work
    expect(used).toEqual([true, true, false])
    expect((await store.take(9, 'send', new Date(NOW.getTime() + 60_000))).granted).toBe(false)
  })

  test('come back when they were not used, also after a failure, and are then worth nothing', async () => {
    const { rate, store } = setUp({ remaining: 3 })
    let kept = { use: () => true }
    const failing = rate.withSlots(3, 'send', async (slots) => {
      slots.use()
      kept = slots
      throw new Error('a rep stepped in')
    })
    await expect(failing).rejects.toThrow('a rep stepped in')
    expect(kept.use()).toBe(false)
    expect((await store.take(2, 'send', NOW)).granted).toBe(true)
  })
})

test('an answer that says nothing new costs no transaction', async () => {
  let written = 0
  const memory = memoryRateStore(row({}))
  const counting: RateStore['learn'] = (news, now) => {
    written++
    return memory.learn(news, now)
  }
  const { rate } = setUp({}, { ...memory, learn: counting })
  await rate.take('send')
  const headers = new Headers({
    'x-ratelimit-limit': '10',
    'x-ratelimit-remaining': '9',
    'x-ratelimit-reset': '60',
  })
  await rate.learn(200, headers)
  await rate.learn(200, headers)
  expect(written).toBe(0)
  headers.set('x-ratelimit-remaining', '4')
  await rate.learn(200, headers)
  expect(written).toBe(1)
  expect(rate.seen()).toMatchObject({ remaining: 4 })
})
