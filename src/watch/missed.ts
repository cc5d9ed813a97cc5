import type { App } from '../app.ts'
import type { Connection } from '../connection.ts'
import { FreshchatError } from '../freshchat/error.ts'
import { lockConversation } from '../store/conversations.ts'
import { inOrganization } from '../store/database.ts'
import {
  addChangedCustomers,
  bringComparesForward,
  changedCustomers,
  compareSoon,
  dropChangedCustomer,
} from '../store/missed.ts'
import { noteTokenRefused, noteVisit, type Visit } from '../store/watch.ts'

/** Away for longer than this, webhooks may have been given up. */
const DOWNTIME_MS = 2 * 60_000
const LIST_WHILE_SILENT_MS = 60_000
/** One call, also while all seems well: an account in which nothing is open has no other way to tell that webhooks stay away. */
const LIST_USUALLY_MS = 10 * 60_000
/** Two clocks, and what Freshchat had not yet listed. */
const OVERLAP_MS = 5 * 60_000
const CUSTOMERS_AT_ONCE = 20

/**
 * What no webhook told of (S6). Conversations that we know are compared by their lanes, sooner while webhooks are silent; those
 * that we never saw are found by listing the customers created or updated since. What Freshchat does not list that way (an old
 * customer's old conversation that is not open here) is not found.
 */
export async function lookForMissed(
  app: App,
  connection: Connection,
  { watchedAt, listedUntil }: Visit,
  isSilent: boolean,
  signal: AbortSignal,
): Promise<void> {
  const now = app.clock.now()
  const wasAway = watchedAt !== null && now.getTime() - watchedAt.getTime() > DOWNTIME_MS
  if (isSilent || wasAway)
    await inOrganization(app.database, connection.organizationId, (tx) =>
      bringComparesForward(tx, connection.id, now, wasAway),
    )
  const every = isSilent ? LIST_WHILE_SILENT_MS : LIST_USUALLY_MS
  const isToList = listedUntil !== null && (wasAway || now.getTime() - listedUntil.getTime() >= every)
  try {
    if (isToList) await listChanged(app, connection, listedUntil, now, signal)
    await lookThroughChanged(app, connection, signal)
  } catch (fault) {
    // it is tried again at the next look, from where it stopped
    if (!(fault instanceof FreshchatError) && !signal.aborted) throw fault
    if (fault instanceof FreshchatError && fault.kind === 'unauthorized')
      await inOrganization(app.database, connection.organizationId, (tx) =>
        noteTokenRefused(tx, connection, now),
      )
  }
  if (listedUntil === null)
    await inOrganization(app.database, connection.organizationId, (tx) =>
      noteVisit(tx, connection.id, { listedUntil: now }),
    )
}

async function listChanged(
  app: App,
  connection: Connection,
  since: Date,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const { api } = app.freshchat(connection)
  const from = new Date(since.getTime() - OVERLAP_MS)
  const call = { priority: 'reconcile', signal } as const
  const created = await api.contactsChanged('created', from, now, call)
  const updated = await api.contactsChanged('updated', from, now, call)
  const ids = [...new Set([...created, ...updated].map(({ id }) => id))]
  await inOrganization(app.database, connection.organizationId, async (tx) => {
    await addChangedCustomers(tx, connection, ids, now)
    await noteVisit(tx, connection.id, { listedUntil: now })
  })
}

/** Written down by then, so that a rate limit or a death costs no customer. */
async function lookThroughChanged(app: App, connection: Connection, signal: AbortSignal): Promise<void> {
  const { api } = app.freshchat(connection)
  const { organizationId } = connection
  const customers = await inOrganization(app.database, organizationId, (tx) =>
    changedCustomers(tx, connection.id, CUSTOMERS_AT_ONCE),
  )
  for (const customerId of customers) {
    const ids = await api.conversationIdsOf(customerId, { priority: 'reconcile', signal })
    await inOrganization(app.database, organizationId, async (tx) => {
      for (const freshchatId of ids) {
        const now = app.clock.now()
        const sighting = { freshchatId, internalId: null, customerId, channelId: null }
        const seen = { organizationId, connectionId: connection.id, ...sighting }
        await compareSoon(tx, (await lockConversation(tx, seen, now)).id, now)
      }
      await dropChangedCustomer(tx, connection.id, customerId)
    })
    app.lanes.onWake?.(null)
  }
}
