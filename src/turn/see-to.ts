import type { App } from '../app.ts'
import { FreshchatError } from '../freshchat/error.ts'
import { faultFields } from '../log.ts'
import { backoffMs, retryAfterMs } from '../rules/retry.ts'
import { connectionOfConversation } from '../store/connections.ts'
import { inOrganization } from '../store/database.ts'
import { fenced, LeaseLost, RENEW_EVERY_MS, release, renewLease, takeLease } from '../store/lanes.ts'
import { readSettings } from '../store/settings.ts'
import { noteTokenRefused, park } from '../store/watch.ts'
import { createHold, Disconnected, type Hold, Interrupted, Postponed } from './hold.ts'
import { type Doubt, runTurn } from './turn.ts'

/** Longer than any lease, so that what is parked is told from what is worked on. */
const PARK_MS = 5 * 60_000

/** One conversation under a lease that is renewed while its turn runs. Never rejects: what failed is due again. */
export async function seeTo(
  app: App,
  organizationId: string,
  conversationId: string,
): Promise<{ tookIt: boolean; aside: Promise<void>[] }> {
  let taken: Awaited<ReturnType<typeof take>>
  try {
    taken = await take(app, organizationId, conversationId)
  } catch (fault) {
    app.log.error({ conversationId, ...faultFields(fault) }, 'a conversation could not be taken')
    return { tookIt: false, aside: [] }
  }
  if (taken === null) return { tookIt: true, aside: [] }

  const { hold, doubt } = taken
  app.lanes.take(hold)
  const done = new AbortController()
  const renewing = keepRenewing(app, hold, done.signal)
  try {
    const about = { 'baton.conversation.id': conversationId }
    await app.traces.begin('turn', 'internal', about, () => runTurn(app, hold, doubt))
  } catch (fault) {
    await giveBack(app, hold, fault)
  } finally {
    done.abort()
    await renewing
    app.lanes.leave(hold)
  }
  return { tookIt: true, aside: hold.aside }
}

async function take(
  app: App,
  organizationId: string,
  conversationId: string,
): Promise<{ hold: Hold; doubt: Doubt } | null> {
  return inOrganization(app.database, organizationId, async (tx) => {
    const now = app.clock.now()
    const [taken, connection, settings] = await Promise.all([
      takeLease(tx, organizationId, conversationId, now),
      connectionOfConversation(tx, conversationId),
      readSettings(tx, organizationId),
    ])
    if (taken === null) return null
    const { conversation, lease } = taken
    // Disconnected: nothing is posted and nothing is owed.
    if (connection === null || connection.disconnectedAt !== null) {
      await release(tx, conversationId, { dueAt: null, attendAt: null, readBackAt: null, compareAt: null })
      return null
    }
    // C6: nothing is sent with a token that Freshchat refuses; who looks after the connection finds out when it works again
    if (connection.tokenRefusedAt !== null) {
      await park(tx, conversationId, new Date(now.getTime() + PARK_MS))
      return null
    }
    const hold = createHold({
      lease,
      connection,
      settings,
      freshchatId: conversation.freshchat_id,
      internalId: conversation.internal_id,
      forgottenUntil: conversation.forgotten_until,
      dueAt: conversation.due_at ?? now,
      superseded: conversation.superseded,
    })
    const isToCompare = conversation.compare_at !== null && conversation.compare_at <= now
    return { hold, doubt: conversation.read_again ? 'doubtful' : isToCompare ? 'compare' : 'none' }
  })
}

async function keepRenewing(app: App, hold: Hold, done: AbortSignal): Promise<void> {
  while (!done.aborted) {
    try {
      await app.clock.wait(RENEW_EVERY_MS, done)
      if (!(await renewLease(app.database, hold.lease, app.clock.now()))) hold.interrupt('lease-lost')
    } catch (fault) {
      // The turn is done, or the database is away: the lease may run out, and the fence keeps this turn from writing then.
      if (!done.aborted)
        app.log.warn(
          { conversationId: hold.lease.conversationId, ...faultFields(fault) },
          'a lease could not be renewed',
        )
    }
  }
}

/** A turn that did not come to an outcome: when it is due again, and why. What it stored stands. */
async function giveBack(app: App, hold: Hold, fault: unknown): Promise<void> {
  const { conversationId } = hold.lease
  if (fault instanceof LeaseLost) return
  if (fault instanceof Interrupted && fault.by === 'lease-lost') return
  const now = app.clock.now()
  try {
    await fenced(app.database, hold.lease, async (tx, conversation) => {
      if (fault instanceof Interrupted) return release(tx, conversationId, { dueAt: now })
      if (fault instanceof Disconnected)
        return release(tx, conversationId, { dueAt: null, attendAt: null, readBackAt: null, compareAt: null })
      if (fault instanceof Postponed) return release(tx, conversationId, { dueAt: fault.until })
      if (fault instanceof FreshchatError && fault.kind === 'unauthorized') {
        await noteTokenRefused(tx, hold.connection, now)
        await release(tx, conversationId, { dueAt: now })
        app.log.error({ conversationId }, 'Freshchat refuses the access token: nothing is sent')
        return
      }
      const failures = conversation.failures + 1
      await release(tx, conversationId, {
        dueAt: new Date(now.getTime() + waitAfter(fault, failures)),
        failures,
      })
      app.log.warn(
        {
          conversationId,
          failures,
          kind: fault instanceof FreshchatError ? fault.kind : 'unexpected',
          ...faultFields(fault),
        },
        'a turn is tried again',
      )
    })
  } catch (second) {
    // The lease runs out by itself, and the conversation is due again.
    if (!(second instanceof LeaseLost))
      app.log.error({ conversationId, ...faultFields(second) }, 'a conversation could not be given back')
  }
}

function waitAfter(fault: unknown, failures: number): number {
  if (!(fault instanceof FreshchatError)) return backoffMs(failures, Math.random())
  return retryAfterMs(fault, failures, Math.random())
}
