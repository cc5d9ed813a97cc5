import type { Config } from '../config.ts'
import { alertRules, modelRules, type Rules, refusedAsWritten } from '../host-rule.ts'
import type { Settings } from '../settings.ts'
import { openSecret } from '../store/connection-secrets.ts'
import type { StoredConnection } from '../store/connections.ts'
import { unprocessable } from './error.ts'
import type { HttpDeps } from './operation.ts'

/** The addresses that members type and Baton calls: what it would never call is said at its field, and not saved. */

interface Outgoing {
  field: string
  address: string | undefined
  rules: Rules
}

/** All that the settings hold. */
function outgoingIn({ model, alerts }: Settings, { modelHosts, alertHosts }: Config): Outgoing[] {
  const models = [
    { field: 'model', choice: model },
    ...model.fallbacks.map((choice, at) => ({ field: `model.fallbacks.${at}`, choice })),
    { field: 'model.embeddings', choice: model.embeddings },
  ]
  return [
    ...models.map(({ field, choice }) => ({
      field: `${field}.baseUrl`,
      address: choice?.baseUrl,
      rules: modelRules(modelHosts),
    })),
    { field: 'alerts.webhookUrl', address: alerts.webhookUrl, rules: alertRules(alertHosts) },
  ]
}

/** What stands there already, from before or from the environment, keeps nobody from changing something else. */
export function refuseUncallable(config: Config, before: Settings, after: Settings): void {
  const nameOf = ({ address, rules }: Outgoing) => `${rules.variable} ${address}`
  const known = new Set(outgoingIn(before, config).map(nameOf))
  for (const outgoing of outgoingIn(after, config)) {
    const { field, address, rules } = outgoing
    if (address === undefined || known.has(nameOf(outgoing))) continue
    const refused = refusedAsWritten(rules, new URL(address))
    if (refused !== null) throw unprocessable('host_refused', field, refused)
  }
}

const WEBHOOKS = '/webhooks/'

/** Where deliveries are forwarded to: what the operator lists for alerts may be named, and never our own intake, which would get them back. */
export function refuseUnforwardable(
  { config, vault }: Pick<HttpDeps, 'config' | 'vault'>,
  connection: StoredConnection,
  forwardUrl: string | null,
): void {
  // what stands there already keeps nobody from changing something else
  if (forwardUrl === null || forwardUrl === connection.forwardUrl) return
  const url = new URL(forwardUrl)
  const own = new URL(config.publicUrl)
  const isOurs =
    url.hostname === own.hostname && url.pathname.startsWith(`${own.pathname}${WEBHOOKS}`.replace('//', '/'))
  // by whatever other name this server is reached
  const isItself =
    vault.knowsKeyOf(connection.secretSealed) && forwardUrl.includes(openSecret(vault, connection))
  if (isOurs || isItself)
    throw unprocessable(
      'own_webhook',
      'forwardUrl',
      'This is Baton’s own webhook URL: enter the address of the other tool.',
    )
  const refused = refusedAsWritten(alertRules(config.alertHosts), url)
  if (refused !== null) throw unprocessable('host_refused', 'forwardUrl', refused)
}

/** A website is read at once, so its name is looked up at once; what it leads to later is looked at again at each call. */
export async function refuseUncallableWebsite({ crawling }: HttpDeps, url: string): Promise<void> {
  const { refused } = await crawling.allow(new URL(url))
  if (refused !== null) throw unprocessable('host_refused', 'url', refused)
}
