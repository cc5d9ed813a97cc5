import type { App } from '../app.ts'
import { faultFields } from '../log.ts'

/** What is done again and again beside the turns, until it is stopped. */
export interface Again {
  stop(): Promise<void>
  isBusy(): boolean
}

/** `waitMs`: until the next time, by the app's clock; `isBusy`: more is to be done then. */
export interface Done {
  waitMs: number
  isBusy: boolean
}

/** After a fault, which is logged, it is tried again as soon. */
const AFTER_A_FAULT: Done = { waitMs: 1_000, isBusy: false }

export function again(app: App, failed: string, work: (signal: AbortSignal) => Promise<Done>): Again {
  const stopping = new AbortController()
  let busy = true

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      busy = true
      const done = await work(stopping.signal).catch((fault: unknown) => {
        if (!stopping.signal.aborted) app.log.error(faultFields(fault), failed)
        return AFTER_A_FAULT
      })
      busy = done.isBusy
      await app.clock.wait(done.waitMs, stopping.signal).catch(() => {})
    }
  }

  const looping = loop()
  return {
    isBusy: () => busy,
    async stop() {
      stopping.abort()
      await looping
    },
  }
}
