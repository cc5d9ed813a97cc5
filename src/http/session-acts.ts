import { z } from 'zod'
import type { AuditAction } from '../audit.ts'
import type { StoredConnection } from '../store/connections.ts'
import { connectionById } from '../store/connections.ts'
import { inOrganization } from '../store/database.ts'
import { messageById, type SeenSession, sessionById } from '../store/sessions-read.ts'
import { readSettings } from '../store/settings.ts'
import type { Applied, Applying } from '../turn/applying.ts'
import {
  resolve as endIt,
  handBack as giveToAi,
  type Member,
  takeOver as take,
  write,
} from '../turn/member.ts'
import { audit } from './audited.ts'
import type { Caller } from './caller.ts'
import { ApiError, notFound } from './error.ts'
import { type HttpDeps, operation } from './operation.ts'
import { messageSchema, presentMessage, presentSession, sessionSchema } from './present.ts'

/** What a member can do to a session. Each is in force when it is answered; Freshchat follows within moments. */

const tag = 'Sessions'
const params = z.object({ id: z.uuid() })
const errors = { 404: 'No such session', 409: 'The session is resolved, or Freshchat is disconnected' }

export const takeOver = operation(
  {
    method: 'post',
    path: '/api/v1/sessions/{id}/take-over',
    summary: 'A person takes the session over: the AI is silent at once',
    tag,
    params,
    answer: sessionSchema,
    errors,
  },
  async ({ deps, caller, params: { id } }) =>
    presentSession(
      await inOpen(deps, caller, id, { action: 'session.taken_over' }, (on, member) => take(on, id, member)),
    ),
)

export const handBack = operation(
  {
    method: 'post',
    path: '/api/v1/sessions/{id}/hand-back',
    summary: 'The AI has the session again and answers what nobody has answered',
    tag,
    params,
    answer: sessionSchema,
    errors,
  },
  async ({ deps, caller, params: { id } }) =>
    presentSession(
      await inOpen(deps, caller, id, { action: 'session.handed_back' }, (on) => giveToAi(on, id)),
    ),
)

export const resolveSession = operation(
  {
    method: 'post',
    path: '/api/v1/sessions/{id}/resolve',
    summary: 'Ends the session, in Freshchat too; one that has ended stays as it is',
    tag,
    params,
    answer: sessionSchema,
    errors: { 404: errors[404], 409: 'Freshchat is disconnected' },
  },
  async ({ deps, caller, params: { id } }) =>
    presentSession(
      await inSession(deps, caller, id, { action: 'session.resolved' }, async (on, _member, session) =>
        session.status === 'resolved' ? null : endIt(on, id),
      ),
    ),
)

/** Freshchat's own limit is not documented; one message takes what every channel takes. */
const LONGEST_TEXT = 2_000

export const addMessage = operation(
  {
    method: 'post',
    path: '/api/v1/sessions/{id}/messages',
    summary: 'A reply to the customer (which takes the session over), or a private note',
    tag,
    params,
    body: z.strictObject({
      text: z.string().trim().min(1, 'Write something first.').max(LONGEST_TEXT),
      private: z.boolean().default(false),
    }),
    status: 201,
    answer: messageSchema,
    errors,
  },
  async ({ deps, caller, params: { id }, body }) => {
    let written = ''
    const deed: Deed = { action: 'session.written_in', wrote: body.private ? 'a note' : 'a reply' }
    await inOpen(deps, caller, id, deed, async (on, member) => {
      const { applied, messageId } = await write(on, id, member, {
        text: body.text,
        isPrivate: body.private,
      })
      written = messageId
      return applied
    })
    return inOrganization(deps.database, caller.organizationId, async (tx) =>
      presentMessage(await messageById(tx, written)),
    )
  },
)

/** What the audit log calls it; what was written is not said there. */
interface Deed {
  action: AuditAction
  wrote?: 'a reply' | 'a note'
}

function audited({ owner, status, closure }: SeenSession) {
  return { owner, status, closure }
}

function inOpen(
  deps: HttpDeps,
  caller: Caller,
  id: string,
  deed: Deed,
  act: (on: Applying, member: Member) => Promise<Applied>,
): Promise<SeenSession> {
  return inSession(deps, caller, id, deed, async (on, member, session) => {
    if (session.status === 'open') return act(on, member)
    throw new ApiError(
      409,
      'session_resolved',
      'This session is resolved. The customer’s next message opens a new one.',
    )
  })
}

/** One act within one transaction; whoever works on the conversation is told once it is committed. */
async function inSession(
  deps: HttpDeps,
  caller: Caller,
  id: string,
  { action, wrote }: Deed,
  act: (on: Applying, member: Member, session: SeenSession) => Promise<Applied | null>,
): Promise<SeenSession> {
  const { session, applied } = await inOrganization(deps.database, caller.organizationId, async (tx) => {
    const before = await sessionById(tx, id)
    if (before === null) throw notFound('session')
    const connection = await connectionById(tx, before.connection_id)
    if (connection === null || connection.disconnectedAt !== null)
      throw new ApiError(409, 'disconnected', 'Freshchat is disconnected: connect it again first.')
    const settings = await readSettings(tx, caller.organizationId)
    const now = deps.clock.now()
    const on: Applying = { tx, connection, settings, now }
    const done = await act(on, memberFrom(caller, connection), before)
    const after = (await sessionById(tx, id)) ?? before
    // to resolve what has ended is no deed
    if (done !== null) {
      const change = { before: audited(before), after: { ...audited(after), wrote: wrote ?? null } }
      await audit(tx, caller, { action, subjectId: id, isDeed: true, ...change }, now)
    }
    return { session: after, applied: done }
  })
  if (applied?.leaks) deps.measure.leaked(applied.leaks)
  if (applied?.change) deps.lanes.changed({ ...applied.change, dueAt: deps.clock.now() })
  return session
}

/** A member writes in the name of the Freshchat agent with the same e-mail, where there is one. */
function memberFrom(caller: Caller, connection: StoredConnection): Member {
  const email = caller.email.toLowerCase()
  const agent = connection.agents.find((each) => each.email?.toLowerCase() === email)
  return { name: caller.name, agentId: agent?.id ?? null }
}
