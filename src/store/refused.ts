import { randomUUID } from 'node:crypto'
import type { Tx } from './database.ts'

/** Deliveries that the webhook's public key refused (C12): a thousand of a day at most, with their bodies until the key is proved. */

const KEPT_MS = 24 * 60 * 60_000
const MOST_KEPT = 1_000
/** Freshchat's are a few thousand. */
const LONGEST_KEPT = 64 * 1_024

export interface Refused {
  id: string
  body: Uint8Array
  signature: string | null
}

/** `body` null: the key has verified others, so that this one is a stranger's. */
export async function keepRefused(
  tx: Tx,
  refused: {
    organizationId: string
    connectionId: string
    body: Uint8Array | null
    signature: string | null
  },
  now: Date,
): Promise<void> {
  const { connectionId } = refused
  await tx
    .deleteFrom('refused_deliveries')
    .where('connection_id', '=', connectionId)
    .where('received_at', '<', new Date(now.getTime() - KEPT_MS))
    .execute()
  const { count } = await tx
    .selectFrom('refused_deliveries')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('connection_id', '=', connectionId)
    .executeTakeFirstOrThrow()
  if (Number(count) >= MOST_KEPT) return
  await tx
    .insertInto('refused_deliveries')
    .values({
      id: randomUUID(),
      organization_id: refused.organizationId,
      connection_id: connectionId,
      body: refused.body !== null && refused.body.byteLength > LONGEST_KEPT ? null : refused.body,
      signature: refused.signature,
      received_at: now,
    })
    .execute()
}

/** What a corrected key may verify, in the order in which it came. */
export async function refusedBodies(tx: Tx, connectionId: string): Promise<Refused[]> {
  const rows = await tx
    .selectFrom('refused_deliveries')
    .select(['id', 'body', 'signature'])
    .where('connection_id', '=', connectionId)
    .where('body', 'is not', null)
    .orderBy('received_at')
    .execute()
  return rows.flatMap(({ id, body, signature }) => (body === null ? [] : [{ id, body, signature }]))
}

export async function dropRefused(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('refused_deliveries').where('id', '=', id).execute()
}

/** The key has verified a delivery: what it refuses from now on is nobody's that we know. */
export async function proveKey(tx: Tx, connectionId: string, now: Date): Promise<void> {
  await tx.updateTable('connections').set({ key_proved_at: now }).where('id', '=', connectionId).execute()
}
