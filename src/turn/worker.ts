import type { App } from '../app.ts'
import { faultFields } from '../log.ts'
import { dueConversations } from '../store/lanes.ts'
import { seeTo } from './see-to.ts'

/** Turns that wait for a model or for Freshchat cost nothing but memory. */
const AT_ONCE = 50
/** So that one organization whose Freshchat is slow leaves room for the others. */
const AT_ONCE_OF_ONE = 30
/** A conversation that cannot even be taken (a fault of ours, or of its rows) rests before it is tried again. */
const REST_MS = 15_000
/** Another instance's conversations, and leases that ran out, are found by asking; our own wake us. */
const ASK_EVERY_MS = 1_000
const AFTER_A_FAULT_MS = 1_000

export interface Worker {
  /** No new turn is begun; those under way end with their current step. */
  stop(): Promise<void>
  /** How many turns are under way, and what goes on beside them. */
  underWay(): number
}

/** Takes due conversations, never two turns of one, until stopped. */
export function startWorker(app: App): Worker {
  const running = new Map<string, Promise<void>>()
  const resting = new Map<string, number>()
  const asides = new Set<Promise<void>>()
  const stopping = new AbortController()
  let wake = new AbortController()
  let wakeAt: number | null = null

  app.lanes.onWake = (dueAt) => {
    const at = dueAt?.getTime() ?? app.clock.now().getTime()
    if (wakeAt === null || at < wakeAt) {
      wakeAt = at
      wake.abort()
    }
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      wake = new AbortController()
      wakeAt = null
      const next = await takeDue()
      const now = app.clock.now().getTime()
      const until = Math.min(
        next?.getTime() ?? Number.POSITIVE_INFINITY,
        wakeAt ?? Number.POSITIVE_INFINITY,
        now + ASK_EVERY_MS,
      )
      wakeAt = until
      await app.clock.wait(until - now, AbortSignal.any([wake.signal, stopping.signal])).catch(() => {})
    }
  }

  /** Starts a turn for each due conversation that there is room for; when the next one falls due. */
  async function takeDue(): Promise<Date | null> {
    const room = AT_ONCE - running.size
    if (room <= 0) return null
    try {
      const now = app.clock.now()
      const { due, nextAt } = await dueConversations(app.database, now, AT_ONCE, AT_ONCE_OF_ONE)
      for (const [id, until] of resting) if (until <= now.getTime()) resting.delete(id)
      const free = due.filter(({ id }) => !running.has(id) && !resting.has(id))
      for (const { id, organizationId } of free.slice(0, room)) {
        const turn = seeTo(app, organizationId, id).then(({ tookIt, aside }) => {
          running.delete(id)
          if (!tookIt) resting.set(id, app.clock.now().getTime() + REST_MS)
          for (const each of aside) keep(each)
          if (tookIt) app.lanes.onWake?.(null)
        })
        running.set(id, turn)
      }
      return nextAt
    } catch (fault) {
      app.log.error(faultFields(fault), 'due conversations could not be read')
      return new Date(app.clock.now().getTime() + AFTER_A_FAULT_MS)
    }
  }

  function keep(aside: Promise<void>): void {
    asides.add(aside)
    void aside.finally(() => asides.delete(aside))
  }

  const looping = loop()
  return {
    underWay: () => running.size + asides.size,
    async stop() {
      stopping.abort()
      await looping
      app.lanes.interruptAll('shutdown')
      await Promise.all(running.values())
      await Promise.all(asides)
      app.lanes.onWake = null
    },
  }
}
