import { ourSeats } from '../connection.ts'
import type { FreshchatEvent } from '../freshchat/event.ts'
import { type ConversationRow, changeConversation } from '../store/conversations.ts'
import { leaksAfter } from '../store/leaks.ts'
import { firstCustomerMessageAfter, markAllHandled, moveMessages, reopenTail } from '../store/messages.ts'
import { changeSession, createSession, lastSession, openSession, type SessionRow } from '../store/sessions.ts'
import { type Applied, type Applying, nothing } from './applying.ts'
import { echoOfAssignment } from './echo.ts'

/** What people and rules do to a conversation in Freshchat, beside writing in it. */

type Event<Kind extends FreshchatEvent['kind']> = Extract<FreshchatEvent, { kind: Kind }>

/** Any human act is a take-over (H5): the AI falls silent at once, and what the customer wrote until then is the rep's. */
export async function personTookOver(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow | null,
  at: Date,
  agent?: { agentId: string | null; groupId: string | null; assignedAt?: Date },
): Promise<Applied> {
  // Heard of late: the conversation was given back after this act.
  if (conversation.given_at !== null && at <= conversation.given_at) return nothing('late')

  // due at once where a turn is under way: its worker (or the next one) ends it with the reason
  const dueAt = conversation.due_at === null ? null : on.now
  const epoch = await changeConversation(on.tx, conversation.id, { byPerson: true, dueAt, ...agent })
  if (session !== null) {
    await changeSession(on.tx, session.id, { owner: 'human', ownerEpoch: epoch }, on.now)
    await markAllHandled(on.tx, conversation.id, at, on.now)
  }
  const leaks = await leaksAfter(on.tx, conversation.id, at)
  return { result: 'applied', change: { conversationId: conversation.id, by: 'person', dueAt }, leaks }
}

export async function applyAssignment(
  on: Applying,
  conversation: ConversationRow,
  event: Event<'assignment'>,
  at: Date,
): Promise<Applied> {
  const { tx, connection, now } = on
  const to = { agentId: event.toAgentId, groupId: event.toGroupId }
  if (await echoOfAssignment(on, conversation, to, at)) return nothing('echo')
  if (conversation.assigned_at !== null && at < conversation.assigned_at) return nothing('late')

  const session = await openSession(tx, conversation.id)
  const seats = ourSeats(connection)
  const isOurs = (agentId: string | null) => agentId !== null && seats.includes(agentId)
  if (to.agentId !== null && !isOurs(to.agentId))
    return personTookOver(on, conversation, session, at, { ...to, assignedAt: at })

  // A change of group alone is routing, not a giving back.
  const wasOurs = isOurs(event.fromAgentId) || (event.fromAgentId === null && isOurs(conversation.agent_id))
  if (isOurs(to.agentId) && !wasOurs) {
    // R4, H6: given to us. Whether it is still so the turn asks Freshchat.
    const waiting = session === null ? 0 : await reopenTail(tx, session.id)
    const dueAt = waiting > 0 ? now : conversation.due_at
    await changeConversation(tx, conversation.id, {
      byPerson: false,
      ...to,
      assignedAt: at,
      givenAt: at,
      dueAt,
    })
    return { result: 'applied', change: { conversationId: conversation.id, by: null, dueAt } }
  }

  const aPersonRemovedUs = to.agentId === null && event.assignor.kind === 'agent' && isOurs(event.fromAgentId)
  if (aPersonRemovedUs) return personTookOver(on, conversation, session, at, { ...to, assignedAt: at })
  await changeConversation(tx, conversation.id, { byPerson: false, ...to, assignedAt: at })
  return nothing('applied')
}

export async function applyResolution(
  on: Applying,
  conversation: ConversationRow,
  event: Pick<Event<'resolution'>, 'resolver'>,
  at: Date,
): Promise<Applied> {
  const session = await openSession(on.tx, conversation.id)
  // Heard late: the session that is open began after this end.
  if (session !== null && at < session.created_at) return nothing('late')
  if (conversation.resolved_at !== null && at < conversation.resolved_at) return nothing('late')

  await markAllHandled(on.tx, conversation.id, at, on.now)
  const byRep = event.resolver.kind === 'agent'
  const epoch = await changeConversation(on.tx, conversation.id, {
    byPerson: true,
    resolvedAt: at,
    agentId: null,
  })
  let owed = false
  if (session !== null) {
    const owner = byRep ? { owner: 'human' as const, ownerEpoch: epoch } : {}
    await changeSession(
      on.tx,
      session.id,
      { status: 'resolved', closure: byRep ? 'rep' : 'rule', ...owner },
      on.now,
    )
    owed = await continueAfterEnd(on, conversation, session, at)
  }
  // V4: what the customer wrote after the end asks for an answer, however late we heard of the end.
  const dueAt = conversation.due_at === null && !owed ? null : on.now
  await changeConversation(on.tx, conversation.id, { byPerson: false, dueAt })
  return { result: 'applied', change: { conversationId: conversation.id, by: 'person', dueAt } }
}

/** Messages of after the end, which we heard of before it, belong to the next session. True when there were any. */
async function continueAfterEnd(
  on: Applying,
  conversation: ConversationRow,
  ended: SessionRow,
  at: Date,
): Promise<boolean> {
  const firstAt = await firstCustomerMessageAfter(on.tx, ended.id, at)
  if (firstAt === null) return false
  const next = await createSession(on.tx, {
    organizationId: on.connection.organizationId,
    conversationId: conversation.id,
    owner: 'none',
    channel: ended.channel,
    autoHandle: on.connection.autoHandle,
    contactId: ended.contact_id,
    previousSessionId: ended.id,
    at: firstAt,
  })
  await moveMessages(on.tx, ended.id, next.id, at)
  return true
}

export async function applyReopening(
  on: Applying,
  conversation: ConversationRow,
  event: Event<'reopening'>,
  at: Date,
): Promise<Applied> {
  // By a customer it comes just before the message, which opens the next session; by a rep it continues the rep's.
  if (event.reopener.kind !== 'agent') return nothing('applied')
  const last = await lastSession(on.tx, conversation.id)
  const isLate = conversation.resolved_at !== null && at < conversation.resolved_at
  if (last === null || last.status === 'open' || isLate) return nothing('late')
  const epoch = await changeConversation(on.tx, conversation.id, { byPerson: true, resolvedAt: null })
  await changeSession(
    on.tx,
    last.id,
    { status: 'open', closure: null, owner: 'human', ownerEpoch: epoch, reopenedAt: at },
    on.now,
  )
  return { result: 'applied', change: { conversationId: conversation.id, by: 'person', dueAt: null } }
}
