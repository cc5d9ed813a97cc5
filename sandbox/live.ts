import type { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'

/** Tells open pages that something has changed; they read again what they show. */
export interface Live {
  changed(): void
  mount(app: Pick<Hono, 'get'>, path: string): void
  stop(): void
}

export function openLive(): Live {
  const listeners = new Set<() => void>()
  let isScheduled = false
  let isStopped = false
  const tellAll = (): void => {
    for (const listener of [...listeners]) listener()
  }

  return {
    changed() {
      if (isScheduled || listeners.size === 0) return
      isScheduled = true
      // One note for all that one act has changed.
      setImmediate(() => {
        isScheduled = false
        tellAll()
      })
    },
    mount(app, path) {
      app.get(path, (c) =>
        streamSSE(c, async (stream) => {
          let wake = (): void => {}
          let isDue = true
          const listener = (): void => {
            isDue = true
            wake()
          }
          listeners.add(listener)
          stream.onAbort(listener)
          while (!stream.aborted && !isStopped) {
            if (isDue) {
              isDue = false
              await stream.writeSSE({ event: 'change', data: '{}' })
            }
            await new Promise<void>((resolve) => {
              wake = resolve
              if (isDue) resolve()
            })
          }
          listeners.delete(listener)
        }),
      )
    },
    stop() {
      isStopped = true
      tellAll()
    },
  }
}
