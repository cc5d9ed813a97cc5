import type { App } from '../app.ts'
import type { Config } from '../config.ts'
import { faultFields } from '../log.ts'
import { forwardAgainAfterMs, forwardedSince, isForwardRefused } from '../rules/forward.ts'
import { inOrganization, type Tx } from '../store/database.ts'
import {
  connectionsToForward,
  type Forward,
  giveUpOld,
  type Held,
  letGoOfForwarding,
  nextForward,
  noteForwarded,
  noteForwardFailed,
  noteForwardRefused,
  takeForwarding,
} from '../store/forwards-sent.ts'
import { type Again, again } from './again.ts'
import { type ForwardWay, forwardWay, NotForwarded } from './forward.ts'

const ASK_EVERY_MS = 1_000
/** Receivers that are spoken to side by side, each with one delivery in memory. */
const AT_ONCE = 20
/** Longer than one delivery takes by far: whose process dies is waited for so long. */
const HELD_FOR_MS = 60_000
const FAILED = 'forwarding failed'

type Whose = { id: string; organizationId: string }

/**
 * Forwards what came for another tool (C4): each connection's in order, one at a time, and side by side with the others', so that a
 * receiver that is slow holds up nothing but its own. At least once: a process that dies after the other tool took one and before that is
 * written down sends it again.
 */
export function startForwarder(app: App & { config: Pick<Config, 'alertHosts'> }): Again {
  const send = forwardWay(app.config)
  const underWay = new Map<string, Promise<void>>()

  const asking = again(app, FAILED, async (signal) => {
    const found = await connectionsToForward(app.database, app.clock.now(), AT_ONCE)
    for (const whose of found) {
      if (underWay.size >= AT_ONCE || signal.aborted) break
      if (underWay.has(whose.id)) continue
      // not waited for: who is asked next does not depend on how long this one takes
      const lane = forwardFor(app, send, whose, signal)
        .catch((fault: unknown) => app.log.error(faultFields(fault), FAILED))
        .finally(() => underWay.delete(whose.id))
      underWay.set(whose.id, lane)
    }
    return { waitMs: ASK_EVERY_MS, isBusy: false }
  })

  return {
    isBusy: () => asking.isBusy() || underWay.size > 0,
    async stop() {
      await asking.stop()
      // what is on its way gets its answer, which would be unknown otherwise and the delivery sent twice
      await Promise.all(underWay.values())
    },
  }
}

/** What waits of one connection, until nothing does, one of it fails, or we stop. */
export async function forwardFor(
  app: Pick<App, 'database' | 'clock' | 'log' | 'measure'>,
  send: ForwardWay,
  { id, organizationId }: Whose,
  signal: AbortSignal,
): Promise<void> {
  const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganization(app.database, organizationId, work)
  const until = (now: Date) => (signal.aborted ? null : new Date(now.getTime() + HELD_FOR_MS))

  /** The next one, in the transaction in which the last one was settled. */
  async function after(tx: Tx, held: Held | null, now: Date) {
    if (held === null) return { next: null, givenUp: 0 }
    const givenUp = await giveUpOld(tx, held, forwardedSince(now), now)
    const next = await nextForward(tx, held)
    if (next === null) await letGoOfForwarding(tx, held)
    return { next, givenUp }
  }

  function told({ next, givenUp }: { next: Forward | null; givenUp: number }): Forward | null {
    if (givenUp > 0) {
      app.measure.forwarded('given_up', givenUp)
      app.log.warn({ organizationId, connectionId: id, count: givenUp }, 'forwards were given up')
    }
    return next
  }

  const begun = app.clock.now()
  let forward = told(
    await within(async (tx) => {
      const leaseUntil = until(begun)
      return after(tx, leaseUntil && (await takeForwarding(tx, id, begun, leaseUntil)), begun)
    }),
  )
  while (forward !== null) {
    const sent: Forward = forward
    const fault = await send(sent).then(
      () => null,
      (why: unknown) => asNotForwarded(why),
    )
    const now = app.clock.now()
    if (fault === null) {
      app.measure.forwarded('forwarded', 1)
      forward = told(
        await within(async (tx) => after(tx, await noteForwarded(tx, sent, until(now), now), now)),
      )
      if (sent.failures > 0)
        app.log.info({ organizationId, connectionId: id }, 'deliveries are forwarded again')
      continue
    }
    const { message: error, status } = fault
    const tries = sent.attempts + 1
    app.measure.forwarded('failed', 1)
    app.log.warn({ organizationId, connectionId: id, error, tries }, 'a delivery could not be forwarded')
    if (isForwardRefused(status, tries)) {
      app.measure.forwarded('refused', 1)
      forward = told(
        await within(async (tx) => after(tx, await noteForwardRefused(tx, sent, until(now), now), now)),
      )
      continue
    }
    const dueAt = new Date(now.getTime() + forwardAgainAfterMs(sent.failures + 1))
    await within((tx) => noteForwardFailed(tx, sent, { error, dueAt }, now))
    return
  }
}

/** What is no fault of the other tool's is ours, and is thrown. */
function asNotForwarded(why: unknown): NotForwarded {
  if (why instanceof NotForwarded) return why
  throw why
}
