import type { App } from '../app.ts'
import type { Connection } from '../connection.ts'
import { parseDelivery } from '../freshchat/event.ts'
import { inOrganization } from '../store/database.ts'
import { dropRefused, keepRefused, refusedBodies } from '../store/refused.ts'
import { receive } from '../turn/receive.ts'
import { isSigned, jsonObject } from './delivery.ts'

/** Until a key has proved itself by one delivery it may simply be the wrong one: what it refuses is kept (C12). */
export async function keep(
  app: App,
  connection: Connection,
  body: Uint8Array,
  signature: string | undefined,
): Promise<void> {
  const { organizationId, id: connectionId, isKeyProved } = connection
  await inOrganization(app.database, organizationId, (tx) =>
    keepRefused(
      tx,
      { organizationId, connectionId, body: isKeyProved ? null : body, signature: signature ?? null },
      app.clock.now(),
    ),
  )
}

/** Another key was saved: what it verifies is taken in, in the order in which it came, as if it came now. */
export async function replay(app: App, connection: Connection): Promise<void> {
  const { organizationId, id } = connection
  const kept = await inOrganization(app.database, organizationId, (tx) => refusedBodies(tx, id))
  for (const { id: refusedId, body, signature } of kept) {
    if (!isSigned(connection, body, signature ?? undefined)) continue
    try {
      const came = { body, signature, contentType: 'application/json' }
      await receive(app, { organizationId, id }, came, () => parseDelivery(jsonObject(body), app.clock.now()))
    } catch (fault) {
      // one that cannot be read keeps none of the others from being taken in
      app.log.warn(
        { organizationId, fault: fault instanceof Error ? fault.name : 'unknown' },
        'a refused delivery could not be taken in',
      )
    }
    await inOrganization(app.database, organizationId, (tx) => dropRefused(tx, refusedId))
  }
}
