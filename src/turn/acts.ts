import type { FreshchatEvent } from '../freshchat/event.ts'
import { type ConversationRow, changeConversation } from '../store/conversations.ts'
import { markAllHandled, reopenTail } from '../store/messages.ts'
import { changeSession, lastSession, openSession, type SessionRow } from '../store/sessions.ts'
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
  agent?: { agentId: string | null; groupId: string | null },
): Promise<Applied> {
  if (session !== null) {
    const since = session.owner_since > at ? session.owner_since : at
    await changeSession(on.tx, session.id, { owner: 'human', ownerSince: since }, on.now)
    await markAllHandled(on.tx, conversation.id, at, on.now)
  }
  // due at once where a turn is under way: its worker (or the next one) ends it with the reason
  const dueAt = conversation.due_at === null ? null : on.now
  await changeConversation(on.tx, conversation.id, {
    byPerson: true,
    dueAt,
    ...(agent === undefined ? {} : { ...agent, assignedAt: at }),
  })
  return { result: 'applied', change: { conversationId: conversation.id, by: 'person', dueAt } }
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
  const ours = connection.defaultAgent.id
  if (to.agentId !== null && to.agentId !== ours) return personTookOver(on, conversation, session, at, to)

  if (to.agentId === ours) {
    // R4: given to us. Whether it is still so the turn asks Freshchat; what is older than a handoff gives nothing back.
    if (session?.owner === 'human' && at <= session.owner_since) return nothing('late')
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

  const aPersonRemovedUs = event.assignor.kind === 'agent' && event.fromAgentId === ours
  if (aPersonRemovedUs) return personTookOver(on, conversation, session, at, to)
  // A change of group alone, or nobody by a rule's hand, is routing.
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
  if (session !== null) {
    const byRep = event.resolver.kind === 'agent'
    await changeSession(
      on.tx,
      session.id,
      {
        status: 'resolved',
        closure: byRep ? 'rep' : 'rule',
        ...(byRep ? { owner: 'human' as const, ownerSince: at } : {}),
      },
      on.now,
    )
  }
  const dueAt = conversation.due_at === null ? null : on.now
  await changeConversation(on.tx, conversation.id, { byPerson: true, resolvedAt: at, agentId: null, dueAt })
  return { result: 'applied', change: { conversationId: conversation.id, by: 'person', dueAt } }
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
  if (
    last === null ||
    last.status === 'open' ||
    (conversation.resolved_at !== null && at < conversation.resolved_at)
  ) {
    return nothing('late')
  }
  await changeSession(
    on.tx,
    last.id,
    { status: 'open', closure: null, owner: 'human', ownerSince: at, reopenedAt: at },
    on.now,
  )
  await changeConversation(on.tx, conversation.id, { byPerson: true, resolvedAt: null })
  return { result: 'applied', change: { conversationId: conversation.id, by: 'person', dueAt: null } }
}
