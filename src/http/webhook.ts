import type { KeyObject } from 'node:crypto'
import type { Context } from 'hono'
import type { App } from '../app.ts'
import type { Connection } from '../connection.ts'
import { type ParsedDelivery, parseDelivery } from '../freshchat/event.ts'
import { freshchatKey } from '../freshchat/key.ts'
import { freshchatSignatureOk, SIGNATURE_HEADER } from '../freshchat/signature.ts'
import { whoseSecret } from '../store/webhook-secrets.ts'
import { receive } from '../turn/receive.ts'
import { ApiError } from './error.ts'
import type { HttpEnv } from './operation.ts'

export const LARGEST_DELIVERY = 1024 * 1024

/**
 * Freshchat's deliveries: raw bytes → signature → parsed event; a stranger ends here. `200` only when the body is durable and
 * applied; `503` asks Freshchat to send it again.
 */
export async function takeDelivery(app: App, c: Context<HttpEnv>): Promise<Response> {
  const whose = await orTryAgain(app, () => whoseSecret(app.database, c.req.param('secret') ?? ''))
  if (whose === null) throw nowhere()
  const body = new Uint8Array(await c.req.arrayBuffer())
  const signature = c.req.header(SIGNATURE_HEADER)
  await orTryAgain(app, () =>
    receive(app, whose, body, (connection) => verified(app, connection, body, signature)),
  )
  return c.json({ received: true })
}

const nowhere = () => new ApiError(404, 'not_found', 'There is nothing at this address.')

function verified(
  app: App,
  connection: Connection | null,
  body: Uint8Array,
  signature: string | undefined,
): ParsedDelivery {
  if (connection === null) throw nowhere()
  if (connection.disconnectedAt !== null) {
    throw new ApiError(
      410,
      'disconnected',
      'This Freshchat account was disconnected. Delete the webhook in Freshchat.',
    )
  }
  if (!isSigned(connection, body, signature)) {
    app.measure.delivered('unknown', 'refused')
    throw new ApiError(
      401,
      'bad_signature',
      'The signature does not verify with the webhook public key that was saved.',
    )
  }
  return parseDelivery(jsonObject(body), app.clock.now())
}

/** Without a saved key nothing is checked: the secret in the address is all there is. */
function isSigned(connection: Connection, body: Uint8Array, signature: string | undefined): boolean {
  if (connection.publicKey === null) return true
  return freshchatSignatureOk(body, signature, keyOf(connection.publicKey))
}

const MOST_KEYS = 1_000
const keys = new Map<string, KeyObject>()

/** Reading a key costs as much as seven signatures (measured): each is read once. */
function keyOf(text: string): KeyObject {
  const known = keys.get(text)
  if (known !== undefined) return known
  if (keys.size >= MOST_KEYS) keys.clear()
  const key = freshchatKey(text)
  keys.set(text, key)
  return key
}

function jsonObject(body: Uint8Array): object {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // not JSON, or not UTF-8
  }
  throw new ApiError(400, 'not_json', 'The body is not a JSON object.')
}

/** What could not be stored must come again; Freshchat is told so and nothing of ours shows. */
async function orTryAgain<T>(app: App, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (fault) {
    if (fault instanceof ApiError) throw fault
    app.log.error(
      { fault: fault instanceof Error ? fault.message : String(fault) },
      'a delivery could not be stored',
    )
    throw new ApiError(503, 'not_stored', 'The delivery could not be stored. Send it again.')
  }
}
