import type { App } from '../app.ts'
import type { FreshchatConversation } from '../freshchat/resource.ts'
import { detected } from '../knowledge/language.ts'
import { type Admission, admit, type Live, type Standing } from '../rules/admission.ts'
import { filteredOut } from '../rules/filters.ts'
import { isOpen } from '../rules/office-hours.ts'
import { type ConversationRow, customerOf } from '../store/conversations.ts'
import { inOrganization, type Tx } from '../store/database.ts'
import { fenced } from '../store/lanes.ts'
import { unhandledMessages } from '../store/messages.ts'
import { changeSession, type SessionRow, sessionById } from '../store/sessions.ts'
import { changeStep, planSteps, stepsOf } from '../store/turns.ts'
import type { Turn } from './begin.ts'
import { readContact } from './contact.ts'
import type { Hold } from './hold.ts'
import { callOptions, liveOf, noteRead, readLive } from './look.ts'

/**
 * Whose conversation is it? Our own rows answer while the AI has the session (the look before each send asks Freshchat again)
 * and while people have it; otherwise Freshchat is read, and a conversation that nobody has is claimed.
 */
export async function admission(app: App, hold: Hold, turn: Turn): Promise<Admission> {
  const { session, conversation } = await standingRows(app, hold, turn)
  // A list of customers who go to people may name them by e-mail.
  if (hold.connection.filters.toPeople.length > 0) await readContact(app, hold)
  // Whoever has the conversation, the Inbox shows whose it is; side by side, so that nobody waits for it.
  const [verdict] = await Promise.all([judge(app, hold, turn, session, conversation), readContact(app, hold)])
  return verdict.kind === 'speak' && verdict.claimFirst ? claim(app, hold, turn) : verdict
}

async function judge(
  app: App,
  hold: Hold,
  turn: Turn,
  session: SessionRow,
  conversation: ConversationRow,
): Promise<Admission> {
  if (conversation.human_epoch > turn.epoch) return { kind: 'stay-silent', because: 'a-rep-stepped-in' }
  if (hold.settings.paused) return { kind: 'stay-silent', because: 'paused' }
  if (session.owner === 'ai') return { kind: 'speak', claimFirst: false }
  if (session.owner === 'human' && !isGivenBack(conversation, session))
    return { kind: 'stay-silent', because: 'handed-off' }

  const read = await readLive(app, hold, 'read')
  const readAt = app.clock.now()
  const standing: Standing = {
    paused: false,
    connected: hold.connection.disconnectedAt === null,
    defaultAgentId: hold.connection.defaultAgent.id,
    autoHandle: session.auto_handle,
    owner: session.owner,
    ownerSince: session.owner_since,
    givenAt: conversation.given_at,
  }
  const verdict = await filtered(app, hold, turn, liveOf(read), admit(standing, liveOf(read)))
  await fenced(app.database, hold.lease, async (tx) => {
    await noteRead(tx, conversation.id, read)
    if (verdict.kind === 'stay-silent' && verdict.because === 'a-rep-is-assigned')
      await giveTo(app, tx, session.id, 'human')
    const isOurs = verdict.kind === 'speak' && !verdict.claimFirst && turn.mode === 'autopilot'
    if (isOurs) await giveTo(app, tx, session.id, 'ai')
  })
  hold.seen = { live: liveOf(read), at: readAt }
  return verdict
}

/** A conversation that nobody has is taken only where the filters let it; outside autopilot nothing is claimed. */
async function filtered(
  app: App,
  hold: Hold,
  turn: Turn,
  live: Live,
  verdict: Admission,
): Promise<Admission> {
  if (verdict.kind === 'stay-silent' || !verdict.claimFirst) return verdict
  const { customer, text } = await inOrganization(app.database, hold.lease.organizationId, async (tx) => ({
    customer: await customerOf(tx, hold.lease.conversationId),
    text: (await unhandledMessages(tx, hold.lease.conversationId)).map((message) => message.text).join('\n'),
  }))
  const because = filteredOut(hold.connection.filters, {
    channelId: customer.channelId,
    groupId: live.groupId,
    conversationId: hold.freshchatId,
    language: detected(text),
    customer,
    inHours: isOpen(hold.settings.officeHours, app.clock.now()),
  })
  if (because !== null) return { kind: 'stay-silent', because }
  return { kind: 'speak', claimFirst: turn.mode === 'autopilot' }
}

/** Assigns the conversation to the default agent. Repeating it does no harm: where the first call got through, the next read shows it. */
async function claim(app: App, hold: Hold, turn: Turn): Promise<Admission> {
  const { api } = app.freshchat(hold.connection)
  const agentId = hold.connection.defaultAgent.id
  const step = await fenced(app.database, hold.lease, async (tx, conversation) => {
    if (conversation.human_epoch > turn.epoch) return null
    const leadsTo = { agentId, groupId: conversation.group_id }
    await planSteps(tx, { id: turn.id, ...hold.lease }, [{ kind: 'claim', text: null, leadsTo }])
    const planned = (await stepsOf(tx, turn.id)).findLast((candidate) => candidate.kind === 'claim')
    if (planned === undefined) throw new Error('The claim that was just planned is missing')
    await changeStep(tx, planned.id, { state: 'sending', sentAt: app.clock.now(), attempts: 1 })
    return planned
  })
  if (step === null) return { kind: 'stay-silent', because: 'a-rep-stepped-in' }

  const { signal: _, ...options } = callOptions(hold, 'send')
  const answer: FreshchatConversation = await api.assign(hold.freshchatId, agentId, {
    ...options,
    attempts: 2,
  })
  const ours = answer.assignedAgentId === agentId
  await fenced(app.database, hold.lease, async (tx, conversation) => {
    await changeStep(tx, step.id, { state: 'done', doneAt: app.clock.now(), freshchatAt: answer.updatedAt })
    await noteRead(tx, conversation.id, answer)
    // A rep who acted while the call was under way has it, whatever the call answered.
    if (conversation.human_epoch <= turn.epoch) await giveTo(app, tx, turn.session.id, ours ? 'ai' : 'human')
  })
  if (!ours) return { kind: 'stay-silent', because: 'a-rep-is-assigned' }
  hold.seen = { live: liveOf(answer), at: app.clock.now() }
  return { kind: 'speak', claimFirst: false }
}

async function standingRows(
  app: App,
  hold: Hold,
  turn: Turn,
): Promise<{ session: SessionRow; conversation: ConversationRow }> {
  return fenced(app.database, hold.lease, async (tx, conversation) => ({
    conversation,
    session: await sessionById(tx, turn.session.id),
  }))
}

function isGivenBack(conversation: ConversationRow, session: SessionRow): boolean {
  return conversation.given_at !== null && conversation.given_at > session.owner_since
}

async function giveTo(app: App, tx: Tx, sessionId: string, owner: 'ai' | 'human'): Promise<void> {
  const now = app.clock.now()
  await changeSession(tx, sessionId, { owner, ownerSince: now }, now)
}
