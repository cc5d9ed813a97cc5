import type { App } from '../app.ts'
import type { ParsedDelivery } from '../freshchat/event.ts'
import { nameOfAction } from '../metrics.ts'
import { noteOnTrace } from '../span.ts'
import { connectionById, type StoredConnection } from '../store/connections.ts'
import { inOrganization } from '../store/database.ts'
import { keepDelivery, settleDelivery } from '../store/deliveries.ts'
import { type CameWith, oweForward } from '../store/forwards.ts'
import { proveKey } from '../store/refused.ts'
import { readSettings } from '../store/settings.ts'
import { noteHeard } from '../store/watch.ts'
import { applyEvent, knownOf } from './apply.ts'
import type { Applying } from './applying.ts'

/** A captured delivery could be replayed: what is older is not acted on by itself (its time is under the signature). */
const OLDEST_MS = 24 * 60 * 60_000

/** Kept already: what was looked up beside it, which may have written, is undone. */
class Repeat extends Error {
  override name = 'Repeat'
  readonly action: string
  constructor(action: string) {
    super('This delivery is kept already')
    this.action = action
  }
}

function asRepeat(fault: unknown): { action: string; applied: null } {
  if (fault instanceof Repeat) return { action: fault.action, applied: null }
  throw fault
}

/**
 * A delivery, stored and applied to its conversation in one transaction: a repeat or an echo ends here. It never waits behind a
 * turn, so a rep's act is known at once. When this returns, everything is durable; when it throws, nothing is. `verify` reads the
 * delivery with the connection as it stands now, and throws to refuse it.
 */
export async function receive(
  app: App,
  whose: { organizationId: string; id: string },
  { body, ...cameWith }: { body: Uint8Array } & CameWith,
  verify: (connection: StoredConnection | null) => ParsedDelivery,
): Promise<void> {
  const { organizationId, id: connectionId } = whose
  const receiving = inOrganization(app.database, organizationId, async (tx) => {
    const [connection, settings] = await Promise.all([
      connectionById(tx, connectionId),
      readSettings(tx, organizationId),
    ])
    const delivery = verify(connection)
    if (connection === null) throw new Error('A delivery was verified without a connection')
    const now = app.clock.now()
    const on: Applying = { tx, connection, settings, now }
    const [kept, known] = await Promise.all([
      keepDelivery(tx, { organizationId, connectionId, body, ...delivery }, now),
      knownOf(on, delivery.event),
    ])
    if (kept === null) throw new Repeat(delivery.action)
    const at = delivery.at ?? now
    const isOld = now.getTime() - at.getTime() > OLDEST_MS
    const result = await applyEvent(on, known, delivery.event, { at, isOld })
    await settleDelivery(tx, kept, result.result)
    // of who was erased nobody else is told either
    if (connection.forwardUrl !== null && result.result !== 'forgotten')
      await oweForward(tx, connection, kept, cameWith)
    // last, since every turn locks its conversation before the connection
    if (connection.unheardSince !== null) await noteHeard(tx, connectionId)
    if (connection.publicKey !== null && !connection.isKeyProved) await proveKey(tx, connectionId, now)
    return { action: delivery.action, applied: result }
  })
  const { action, applied } = await receiving.catch(asRepeat)
  const result = applied?.result ?? 'repeat'
  app.measure.delivered(action, result)
  noteOnTrace({ 'baton.delivery.action': nameOfAction(action), 'baton.delivery.result': result })
  if (applied?.isDouble) app.measure.doubled()
  if (applied?.leaks) app.measure.leaked(applied.leaks)
  if (applied?.change) app.lanes.changed(applied.change)
}
