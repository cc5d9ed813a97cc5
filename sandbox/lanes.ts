/**
 * Queues by name: within a lane one piece of work after the other, lanes beside each other. Work may be put off by a
 * timer; nothing starts while `isHeld`.
 */
export interface Lanes {
  enqueue(lane: string, id: string): void
  /** `isDelay`: `hurry` may cut it short. */
  later(lane: string, id: string, ms: number, isDelay: boolean): void
  /** Looks again whether work may start. */
  resume(): void
  /** Ends all delays now. */
  hurry(): void
  stop(): Promise<void>
}

interface Lane {
  queue: string[]
  isBusy: boolean
}

export function openLanes(isHeld: () => boolean, work: (id: string) => Promise<void>): Lanes {
  const lanes = new Map<string, Lane>()
  const timers = new Map<string, { timer: NodeJS.Timeout; lane: string; isDelay: boolean }>()
  const running = new Set<Promise<void>>()
  let isStopped = false

  const run = (name: string, lane: Lane): void => {
    if (lane.isBusy || isStopped || isHeld()) return
    const id = lane.queue.shift()
    if (id === undefined) {
      lanes.delete(name)
      return
    }
    lane.isBusy = true
    const attempt = work(id).finally(() => {
      running.delete(attempt)
      lane.isBusy = false
      run(name, lane)
    })
    running.add(attempt)
  }

  const lanesApi: Lanes = {
    enqueue(name, id) {
      const lane = lanes.get(name) ?? { queue: [], isBusy: false }
      lanes.set(name, lane)
      lane.queue.push(id)
      run(name, lane)
    },
    later(lane, id, ms, isDelay) {
      const timer = setTimeout(() => {
        timers.delete(id)
        lanesApi.enqueue(lane, id)
      }, ms)
      timers.set(id, { timer, lane, isDelay })
    },
    resume() {
      for (const [name, lane] of [...lanes]) run(name, lane)
    },
    hurry() {
      for (const [id, waiting] of [...timers].filter(([, each]) => each.isDelay)) {
        clearTimeout(waiting.timer)
        timers.delete(id)
        lanesApi.enqueue(waiting.lane, id)
      }
    },
    async stop() {
      isStopped = true
      for (const { timer } of timers.values()) clearTimeout(timer)
      await Promise.allSettled(running)
    },
  }
  return lanesApi
}
