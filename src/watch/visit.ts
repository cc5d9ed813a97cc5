import { tellDue } from '../alerts/tell.ts'
import type { App } from '../app.ts'
import type { Connection } from '../connection.ts'
import type { Freshchat } from '../freshchat/client.ts'
import { FreshchatError } from '../freshchat/error.ts'
import { askAgain, tokenUnreadable } from '../freshchat/probe.ts'
import { isSilent } from '../rules/comparing.ts'
import { askedChecks, statusOf } from '../rules/health.ts'
import { raiseAlert } from '../store/alerts.ts'
import { connectionById } from '../store/connections.ts'
import { inOrganization } from '../store/database.ts'
import { noteVisit, takeVisit, unpark, type Visit, type Visited } from '../store/watch.ts'
import { lookForMissed } from './missed.ts'

const VISIT_EVERY_MS = 15_000
const PROBE_EVERY_MS = 5 * 60_000
/** What is broken is asked after more often, so that it goes on soon after it works again. */
const PROBE_BROKEN_EVERY_MS = 30_000

/** One look after one connection; another instance's look makes this one superfluous. Freshchat's failures are what it finds. */
export async function visit(
  app: App,
  organizationId: string,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const now = app.clock.now()
  const taken = await inOrganization(app.database, organizationId, async (tx) => {
    const visit = await takeVisit(tx, id, now, new Date(now.getTime() + VISIT_EVERY_MS))
    const connection = visit === null ? null : await connectionById(tx, id)
    return visit === null || connection === null ? null : { visit, connection }
  })
  if (taken === null) return
  const { visit, connection } = taken
  const isProbed = visit.probeAt !== null && visit.probeAt > now
  const status = isProbed ? null : await probeNow(app, connection, visit, signal)
  // what is due now, and what has just been found
  await tellDue(app, organizationId)
  // what was missed is read with a token that works
  if (status !== 'broken' && connection.tokenRefusedAt === null)
    await lookForMissed(app, connection, visit, isSilent(connection.unheardSince, now), signal)
  await inOrganization(app.database, organizationId, (tx) => noteVisit(tx, id, { watchedAt: now }))
}

/** null: the token was sealed with a secret that nobody has any more. */
function clientOf(app: App, connection: Connection): Freshchat | null {
  try {
    return app.freshchat(connection).api
  } catch (fault) {
    if (fault instanceof FreshchatError && fault.kind === 'unauthorized') return null
    throw fault
  }
}

/** Asks Freshchat whether all still works, and writes down what it says; a dead token that works again sets free what waited. */
async function probeNow(
  app: App,
  connection: Connection,
  visit: Visit,
  signal: AbortSignal,
): Promise<'connected' | 'degraded' | 'broken' | null> {
  const { defaultAgent } = connection
  const api = clientOf(app, connection)
  const found =
    api === null ? tokenUnreadable() : await askAgain(api, defaultAgent, { priority: 'health', signal })
  if (signal.aborted || found === 'no-room') return null
  const now = app.clock.now()
  const checks = askedChecks(found, defaultAgent.email, now)
  const status = statusOf(checks)
  const isDead = found?.code === 'invalid_token'
  const isBroken = status === 'broken'
  const isNews = isBroken ? visit.brokenToldAt === null : visit.brokenToldAt !== null
  // a hiccup is shown, and told only when it is there half a minute later
  const isTold = isNews && (!isBroken || isDead || visit.brokenSince !== null)
  const visited: Visited = {
    checks,
    probeAt: new Date(now.getTime() + (isBroken ? PROBE_BROKEN_EVERY_MS : PROBE_EVERY_MS)),
    tokenRefusedAt: isDead ? (connection.tokenRefusedAt ?? now) : null,
    brokenSince: isBroken ? (visit.brokenSince ?? now) : null,
    ...(isTold ? { brokenToldAt: isBroken ? now : null } : {}),
  }
  await inOrganization(app.database, connection.organizationId, async (tx) => {
    const present = await connectionById(tx, connection.id)
    // saved anew meanwhile: this is the answer to what was before
    if (present === null || present.tokenSealed !== connection.tokenSealed) return
    if (present.tokenRefusedAt !== null && !isDead) await unpark(tx, connection.id, now)
    await noteVisit(tx, connection.id, visited)
    if (!isTold) return
    const text = checks
      .filter(({ ok }) => !ok)
      .map(({ detail, fix }) => [detail, fix].join(' ').trim())
      .join(' ')
    await raiseAlert(
      tx,
      connection.organizationId,
      isBroken ? 'broken' : 'repaired',
      { text, sessionId: null },
      now,
    )
  })
  return status
}
