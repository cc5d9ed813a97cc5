import { randomUUID } from 'node:crypto'
import type { Tx } from './database.ts'
import { sendAhead } from './pipeline.ts'

/** `forgotten`: it tells of what was erased, or is older than what is kept. */
export type DeliveryResult = 'applied' | 'echo' | 'ignored' | 'late' | 'forgotten'

/** Keeps a delivery as it came. Returns its id, or null for a repeat of one that is kept already. */
export async function keepDelivery(
  tx: Tx,
  delivery: {
    organizationId: string
    connectionId: string
    dedupeKey: string
    action: string
    body: Uint8Array
    at: Date | null
  },
  now: Date,
): Promise<string | null> {
  const row = await tx
    .insertInto('deliveries')
    .values({
      id: randomUUID(),
      organization_id: delivery.organizationId,
      connection_id: delivery.connectionId,
      dedupe_key: delivery.dedupeKey,
      action: delivery.action,
      body: delivery.body,
      event_at: delivery.at,
      received_at: now,
      result: 'applied',
    })
    .onConflict((conflict) => conflict.columns(['connection_id', 'dedupe_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export async function deliveryById(
  tx: Tx,
  id: string,
): Promise<{ action: string; received_at: Date } | null> {
  const row = await tx
    .selectFrom('deliveries')
    .select(['action', 'received_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** What is left of the body of a delivery that is forgotten. */
export const NOTHING = new Uint8Array()

export async function settleDelivery(tx: Tx, id: string, result: DeliveryResult): Promise<void> {
  if (result === 'applied') return
  await sendAhead(
    tx,
    tx
      .updateTable('deliveries')
      .set({ result, ...(result === 'forgotten' ? { body: NOTHING } : {}) })
      .where('id', '=', id),
  )
}

/** How many deliveries of each action came, and when the last one did. */
export async function deliveryCounts(
  tx: Tx,
  connectionId: string,
): Promise<{ action: string; count: number; lastAt: Date }[]> {
  return tx
    .selectFrom('deliveries')
    .select(({ fn }) => ['action', fn.countAll<number>().as('count'), fn.max('received_at').as('lastAt')])
    .where('connection_id', '=', connectionId)
    .groupBy('action')
    .execute()
}
