import type { App } from '../app.ts'
import type { Connection } from '../connection.ts'
import type { ParsedDelivery } from '../freshchat/event.ts'
import { inOrganization } from '../store/database.ts'
import { keepDelivery, settleDelivery } from '../store/deliveries.ts'
import { readSettings } from '../store/settings.ts'
import { applyEvent, askForReading } from './apply.ts'
import type { Applied, Applying } from './applying.ts'

/** A captured delivery could be replayed: what is older is not acted on by itself (its time is under the signature). */
const OLDEST_MS = 24 * 60 * 60_000

/**
 * A verified delivery, stored and applied to its conversation in one transaction: a repeat or an echo ends here. It never waits
 * behind a turn, so a rep's act is known at once. When this returns, everything is durable; when it throws, nothing is.
 */
export async function receive(
  app: App,
  connection: Connection,
  delivery: ParsedDelivery,
  body: Uint8Array,
): Promise<void> {
  const { organizationId, id: connectionId } = connection
  const applied = await inOrganization(
    app.database,
    organizationId,
    async (tx): Promise<Applied | 'repeat'> => {
      const now = app.clock.now()
      const kept = await keepDelivery(tx, { organizationId, connectionId, body, ...delivery }, now)
      if (kept === null) return 'repeat'
      const { reply } = await readSettings(tx, organizationId)
      const on: Applying = { tx, connection, pace: reply, now }
      const at = delivery.at ?? now
      const isOld = now.getTime() - at.getTime() > OLDEST_MS
      const result = isOld
        ? await askForReading(on, delivery.event)
        : await applyEvent(on, delivery.event, at)
      await settleDelivery(tx, kept, result.result)
      return result
    },
  )
  if (applied !== 'repeat' && applied.isDouble) app.measure.doubled()
  app.measure.delivered(delivery.action, applied === 'repeat' ? 'repeat' : applied.result)
  if (applied !== 'repeat' && applied.change !== null) app.lanes.changed(applied.change)
}
