import { z } from 'zod'
import { maskedDeep } from '../answer/mask-deep.ts'
import { auditEntries } from '../store/audit.ts'
import { connectionOf } from '../store/connections.ts'
import { inOrganization, type Tx } from '../store/database.ts'
import { messagesOf, type SeenSession, sessionById, turnsOf } from '../store/sessions-read.ts'
import { readStored } from '../store/settings.ts'
import { deliveriesSince, namesIn, stepsOfSession } from '../store/support.ts'
import { audit } from './audited.ts'
import { notFound } from './error.ts'
import { type HttpDeps, operation } from './operation.ts'
import { presentMessage, presentSession, presentTurn } from './present.ts'
import { askedOf } from './present-connection.ts'
import { auditedSettings } from './present-settings.ts'

const ALL = { after: null, limit: 10_000 }
/** The delivery that began a session came a moment before it. */
const BEFORE_MS = 60_000

const anything = z.array(z.unknown())

export const getSupportBundle = operation(
  {
    method: 'get',
    path: '/api/v1/sessions/{id}/support-bundle',
    summary:
      'All that is known of how a session came about, as one file with everybody’s names and addresses masked',
    tag: 'Sessions',
    params: z.object({ id: z.uuid() }),
    answer: z.object({
      madeAt: z.iso.datetime(),
      session: z.unknown(),
      messages: anything,
      turns: anything,
      steps: anything.describe('What was done in Freshchat for each turn'),
      deliveries: anything.describe('What Freshchat told of the conversation, and what came of it'),
      settings: z.unknown().describe('As they are now'),
      changes: anything.describe('Of settings and connection since the session began, the newest first'),
      connection: z.unknown(),
    }),
    errors: { 404: 'No such session' },
  },
  async ({ deps, caller, params: { id }, c }) => {
    const now = deps.clock.now()
    const bundle = await inOrganization(deps.database, caller.organizationId, async (tx) => {
      const session = await sessionById(tx, id)
      if (session === null) throw notFound('session')
      await audit(tx, caller, { action: 'session.bundled', subjectId: id, before: null, after: {} }, now)
      const names = [session.contact_name, ...(await namesIn(tx, id))].filter((name) => name !== null)
      return maskedDeep(await everythingOf(deps, tx, caller.organizationId, session), names) as Everything
    })
    c.header('content-disposition', `attachment; filename="session-${id}.json"`)
    return { madeAt: now.toISOString(), ...bundle }
  },
)

type Everything = Awaited<ReturnType<typeof everythingOf>>

async function everythingOf(deps: HttpDeps, tx: Tx, organizationId: string, session: SeenSession) {
  const since = new Date(session.created_at.getTime() - BEFORE_MS)
  const deliveries = await deliveriesSince(tx, session.freshchat_conversation_id, since)
  const changes = await auditEntries(tx, { since }, ALL)
  const connection = await connectionOf(tx)
  const { contact: _, ...shown } = presentSession(session)
  return {
    session: shown,
    messages: (await messagesOf(tx, session.id, ALL)).map(presentMessage),
    turns: (await turnsOf(tx, session.id, ALL)).map(presentTurn),
    steps: (await stepsOfSession(tx, session.id)).map(
      ({ organization_id: _organization, conversation_id: _conversation, member_name: _member, ...step }) =>
        step,
    ),
    deliveries: deliveries.map(({ body, ...delivery }) => ({ ...delivery, body: readBody(body) })),
    settings: auditedSettings(deps.vault, organizationId, await readStored(tx, organizationId)),
    changes: changes
      .filter(({ action }) => action.startsWith('settings.') || action.startsWith('connection.'))
      .map(({ at, action, before, after }) => ({ at, action, before, after })),
    connection: connection && {
      autoHandle: connection.autoHandle,
      filters: connection.filters,
      checks: askedOf(connection),
    },
  }
}

/** What came is kept as it came, and need not be JSON. */
function readBody(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes).toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
