import type { Clock } from '../clock.ts'

/** Requests to one host one after the other, whoever of this process asks, with a pause after each. */
export type Politely = <T>(
  host: string,
  pauseMs: number,
  signal: AbortSignal,
  work: () => Promise<T>,
) => Promise<T>

export function createPolitely(clock: Clock): Politely {
  const lines = new Map<string, { last: Promise<void>; nextAt: number }>()

  return async (host, pauseMs, signal, work) => {
    const before = lines.get(host)
    let done: () => void = () => {}
    const mine = { last: new Promise<void>((resolve) => (done = resolve)), nextAt: 0 }
    lines.set(host, mine)
    try {
      await before?.last
      const waitMs = (before?.nextAt ?? 0) - clock.now().getTime()
      if (waitMs > 0) await clock.wait(waitMs, signal)
      signal.throwIfAborted()
      return await work()
    } finally {
      mine.nextAt = clock.now().getTime() + pauseMs
      done()
    }
  }
}
