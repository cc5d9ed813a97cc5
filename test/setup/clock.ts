import type { Clock } from '../../src/clock.ts'

/** Real time that can be moved forward: what waits for a later hour need not be waited for. */
export interface TestClock extends Clock {
  skip(ms: number): void
}

export function createTestClock(): TestClock {
  let ahead = 0
  const waiting = new Set<() => void>()
  const now = () => Date.now() + ahead
  return {
    now: () => new Date(now()),
    wait(ms, signal) {
      const until = now() + Math.max(ms, 0)
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        let timer: NodeJS.Timeout | undefined
        const leave = () => {
          clearTimeout(timer)
          waiting.delete(check)
          signal?.removeEventListener('abort', abort)
        }
        const abort = () => {
          leave()
          reject(signal?.reason)
        }
        const check = () => {
          clearTimeout(timer)
          const left = until - now()
          if (left > 0) {
            timer = setTimeout(check, left)
            return
          }
          leave()
          resolve()
        }
        signal?.addEventListener('abort', abort, { once: true })
        waiting.add(check)
        check()
      })
    },
    skip(ms) {
      ahead += ms
      for (const check of [...waiting]) check()
    },
  }
}
