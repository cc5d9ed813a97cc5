/** Time as it is handed in: what the code asks for the hour, and what it waits with. */
export interface Clock {
  now(): Date
  /** Resolves after `ms`; rejects with the signal's reason as soon as that aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => new Date(),

  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const abort = () => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', abort)
          resolve()
        },
        // a timer of more than 2^31 ms fires at once
        Math.min(Math.max(ms, 0), 2 ** 31 - 1),
      )
      signal?.addEventListener('abort', abort, { once: true })
    }),
}
