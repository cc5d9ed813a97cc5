import type { App } from './app.ts'
import type { Clock } from './clock.ts'
import type { Connection } from './connection.ts'
import type { Dialer } from './dial.ts'
import { createFreshchat, type Freshchat } from './freshchat/client.ts'
import { FreshchatError } from './freshchat/error.ts'
import { createRate, type Rate } from './freshchat/rate-queue.ts'
import type { SeenCall } from './freshchat/request.ts'
import type { CallCounter } from './freshchat-calls.ts'
import type { Metrics } from './metrics.ts'
import { SecretLost, type Vault } from './secret.ts'
import { pastCall } from './span.ts'
import { openToken } from './store/connection-secrets.ts'
import type { Database } from './store/database.ts'
import { databaseRateStore } from './store/rate.ts'

/** A turn that would wait longer for the rate limit gives its place back and returns. */
const PATIENCE_MS = 2_000

/** One client and one queue per connection; a new token makes a new client on the same queue. */
export function freshchatClients(
  database: Database,
  vault: Vault,
  clock: Clock,
  metrics: Metrics,
  dialer: Dialer,
  calls: CallCounter,
): App['freshchat'] {
  const made = new Map<
    string,
    { sealed: string; baseUrl: string; agentId: string; api: Freshchat; rate: Rate }
  >()
  return (connection: Connection) => {
    const known = made.get(connection.id)
    const { tokenSealed: sealed, baseUrl } = connection
    const agentId = connection.defaultAgent.id
    if (known?.sealed === sealed && known.baseUrl === baseUrl && known.agentId === agentId) return known
    const rate =
      known?.rate ??
      createRate(databaseRateStore(database, connection.organizationId, connection.id), clock, {
        patienceMs: PATIENCE_MS,
      })
    const api = createFreshchat({
      baseUrl,
      token: tokenOf(vault, connection),
      defaultAgentId: agentId,
      rate,
      clock,
      fetch: dialer.fetch,
      onRequest(seen) {
        metrics.called(seen)
        calls.note(connection.organizationId, seen)
        noteCall(seen)
      },
    })
    const client = { sealed, baseUrl, agentId, api, rate }
    made.set(connection.id, client)
    return client
  }
}

/** Below the turn that made it; the path is a template, so that no id of Freshchat's is in it. */
function noteCall({ method, path, status, ms, priority, sends }: SeenCall): void {
  const isAnswered = status !== null && status < 400
  const attributes = {
    'http.request.method': method,
    'url.template': path,
    'http.response.status_code': status,
    'baton.freshchat.priority': priority,
    'baton.freshchat.sends': sends,
  }
  pastCall(`${method} ${path}`, ms, attributes, isAnswered ? null : String(status ?? 'no_answer'))
}

/** A token that can no longer be opened is a dead one: what is owed waits until it is there again. */
function tokenOf(vault: Vault, connection: Connection): string {
  try {
    return openToken(vault, connection)
  } catch (fault) {
    if (!(fault instanceof SecretLost)) throw fault
    throw new FreshchatError({ kind: 'unauthorized', message: 'The stored access token cannot be opened' })
  }
}
