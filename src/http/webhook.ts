import type { Context } from 'hono'
import type { App } from '../app.ts'
import type { Connection } from '../connection.ts'
import { type ParsedDelivery, parseDelivery } from '../freshchat/event.ts'
import { SIGNATURE_HEADER } from '../freshchat/signature.ts'
import { faultFields } from '../log.ts'
import { noteOnTrace } from '../span.ts'
import { resealSecret } from '../store/connection-secrets.ts'
import { inOrganization } from '../store/database.ts'
import { first } from '../store/one-at-a-time.ts'
import { whoseSecret } from '../store/webhook-secrets.ts'
import { receive } from '../turn/receive.ts'
import { isSigned, jsonObject } from './delivery.ts'
import { ApiError } from './error.ts'
import type { HttpApp, HttpEnv } from './operation.ts'
import { keep } from './refused.ts'

export const LARGEST_DELIVERY = 1024 * 1024

/**
 * Freshchat's deliveries: raw bytes → signature → parsed event; a stranger ends here. `200` only when the body is durable and
 * applied; `503` asks Freshchat to send it again.
 */
export function takeDelivery(app: HttpApp, c: Context<HttpEnv>): Promise<Response> {
  return first(() => take(app, c))
}

async function take(app: HttpApp, c: Context<HttpEnv>): Promise<Response> {
  const secret = c.req.param('secret') ?? ''
  const whose = await orTryAgain(app, () => whoseSecret(app.database, secret))
  if (whose === null) throw nowhere()
  // a stranger begins no trace
  return app.traces.begin('delivery', 'served', {}, () => takeFor(app, c, whose, secret))
}

async function takeFor(
  app: HttpApp,
  c: Context<HttpEnv>,
  whose: { organizationId: string; id: string },
  secret: string,
): Promise<Response> {
  const body = new Uint8Array(await c.req.arrayBuffer())
  const signature = c.req.header(SIGNATURE_HEADER)
  const contentType = c.req.header('content-type') ?? null
  await orTryAgain(app, async () => {
    let isSecretLost = false
    try {
      await receive(app, whose, { body, signature: signature ?? null, contentType }, (connection) => {
        isSecretLost = connection !== null && !app.vault.knowsKeyOf(connection.secretSealed)
        return verified(app, connection, body, signature)
      })
      if (isSecretLost)
        await inOrganization(app.database, whose.organizationId, (tx) =>
          resealSecret(tx, app.vault, whose.id, secret),
        )
    } catch (fault) {
      if (fault instanceof BadSignature) await keep(app, fault.connection, body, signature)
      throw fault
    }
  })
  return c.json({ received: true })
}

class BadSignature extends ApiError {
  readonly connection: Connection
  constructor(connection: Connection) {
    super(401, 'bad_signature', 'The signature does not verify with the webhook public key that was saved.')
    this.connection = connection
  }
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
    noteOnTrace({ 'baton.delivery.action': 'unknown', 'baton.delivery.result': 'refused' })
    throw new BadSignature(connection)
  }
  return parseDelivery(jsonObject(body), app.clock.now())
}

/** What could not be stored must come again; Freshchat is told so and nothing of ours shows. */
async function orTryAgain<T>(app: App, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (fault) {
    if (fault instanceof ApiError) throw fault
    app.log.error(faultFields(fault), 'a delivery could not be stored')
    throw new ApiError(503, 'not_stored', 'The delivery could not be stored. Send it again.')
  }
}
