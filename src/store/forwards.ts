import type { ForwardingSeen } from '../rules/health.ts'
import type { Tx } from './database.ts'
import { sendAhead } from './pipeline.ts'

/** Deliveries that another tool is still to get (C4), and how that goes. */

/** What came beside the bytes of a delivery. */
export interface CameWith {
  signature: string | null
  contentType: string | null
}

/** In the transaction that keeps the delivery, once its conversation is locked: what is said in one conversation stays in its order. */
export async function oweForward(
  tx: Tx,
  { id, organizationId }: { id: string; organizationId: string },
  deliveryId: string,
  { signature, contentType }: CameWith,
): Promise<void> {
  await sendAhead(
    tx,
    tx.insertInto('forwards').values({
      organization_id: organizationId,
      connection_id: id,
      delivery_id: deliveryId,
      signature,
      content_type: contentType,
    }),
  )
}

/** To this address from now on, tried at once; what waits goes there too. null: it ends, and nothing waits any more. */
export async function changeForwarding(
  tx: Tx,
  connection: { id: string; organizationId: string; forwardUrl: string | null },
  url: string | null,
): Promise<void> {
  if (url === connection.forwardUrl) return
  // what was taken in while it ended is no news to whoever begins again
  if (url === null || connection.forwardUrl === null) await endForwarding(tx, connection.id)
  if (url === null) return
  const anew = {
    due_at: null,
    // what is on its way to the other address says nothing of this one
    lease_until: null,
    failures: 0,
    failing_since: null,
    error: null,
    forwarded_at: null,
  }
  await tx
    .insertInto('forwarding')
    .values({ connection_id: connection.id, organization_id: connection.organizationId, ...anew })
    .onConflict((conflict) => conflict.column('connection_id').doUpdateSet(anew))
    .execute()
}

/** The row of how it goes first, as whoever sends locks it. */
export async function endForwarding(tx: Tx, connectionId: string): Promise<void> {
  await tx.deleteFrom('forwarding').where('connection_id', '=', connectionId).execute()
  await tx.deleteFrom('forwards').where('connection_id', '=', connectionId).execute()
}

/** Their bodies are gone: nothing is left to forward. */
export async function dropForwardsOf(tx: Tx, deliveryIds: string[]): Promise<void> {
  if (deliveryIds.length > 0)
    await tx.deleteFrom('forwards').where('delivery_id', 'in', deliveryIds).execute()
}

/** null: nothing is forwarded. */
export async function forwardingOf(
  tx: Tx,
  { id, forwardUrl }: { id: string; forwardUrl: string | null },
): Promise<ForwardingSeen | null> {
  if (forwardUrl === null) return null
  const row = await tx.selectFrom('forwarding').selectAll().where('connection_id', '=', id).executeTakeFirst()
  return {
    host: new URL(forwardUrl).host,
    forwardedAt: row?.forwarded_at ?? null,
    failingSince: row?.failing_since ?? null,
    error: row?.error ?? null,
    givenUp: row?.given_up_at ? { count: row.given_up, lastAt: row.given_up_at } : null,
  }
}
