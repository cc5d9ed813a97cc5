import type { App } from '../app.ts'
import { isRep } from '../connection.ts'
import type { Slots } from '../freshchat/rate-queue.ts'
import { detected } from '../knowledge/language.ts'
import { type Admission, admit, type Live, type Standing } from '../rules/admission.ts'
import { filteredOut } from '../rules/filters.ts'
import { isOpen } from '../rules/office-hours.ts'
import { traced } from '../span.ts'
import { customerOf } from '../store/contacts.ts'
import type { ConversationRow } from '../store/conversations.ts'
import { readInOrganization } from '../store/database.ts'
import { fenced } from '../store/lanes.ts'
import { changeSession, type SessionRow, sessionById } from '../store/sessions.ts'
import { claimsSince, giveUpClaims } from '../store/steps.ts'
import { unhandledMessages } from '../store/unanswered.ts'
import { isGivenBack } from './applying.ts'
import { claim } from './claim.ts'
import { readContact } from './contact.ts'
import type { Turn } from './context.ts'
import { type Hold, Interrupted, Postponed } from './hold.ts'
import { liveOf, noteRead, readLive } from './look.ts'

/** A claim that is undone so often is a rule's or a person's way of saying no. */
const MOST_CLAIMS = 3

/**
 * Whose conversation is it? Our own rows answer while the AI has the session (the look before each send asks Freshchat again)
 * and while people have it; otherwise Freshchat is read, and a conversation that nobody has is claimed.
 */
export const admission = traced('admission', askWhose)

async function askWhose(app: App, hold: Hold, turn: Turn): Promise<Admission> {
  const { session, conversation } = turn
  // To take its place the AI says nothing, so that neither a pause nor the hours forbid it.
  const isAsked = turn.errand === 'return'
  if (hold.settings.paused && !isAsked) return { kind: 'stay-silent', because: 'paused' }
  const hours = hold.settings.officeHours
  if (hours?.rule === 'silent_outside' && !isOpen(hours, app.clock.now()) && !isAsked) {
    return { kind: 'stay-silent', because: 'outside-office-hours' }
  }
  // A list of customers who go to people may name them by e-mail; else the answer does not wait for who it is.
  if (hold.connection.filters.toPeople.length > 0) await readContact(app, hold)
  else hold.aside.push(readContact(app, hold))
  if (turn.mode === 'assist' && (await isDrafted(app, hold, turn)))
    return { kind: 'stay-silent', because: 'drafted-already' }
  const isBack = isGivenBack(conversation, session)
  // Assist drafts for the rep who has it; what it writes is no word to the customer.
  if (
    (session.owner === 'ai' && !isAsked) ||
    (turn.mode === 'assist' && session.owner === 'human' && !isBack)
  )
    return { kind: 'speak', claimFirst: false }
  if (session.owner === 'human' && !isBack) return { kind: 'stay-silent', because: 'handed-off' }

  // The read and the claim that follows from it take their slots together: a rep may come between any two calls.
  const { rate } = app.freshchat(hold.connection)
  return rate.withSlots(
    2,
    'send',
    (slots) => readAndClaim(app, hold, turn, session, conversation, slots),
    hold.signal,
  )
}

/** A claim that a worker sent and died over has come by then, or never comes. */
const LOST_AFTER_MS = 5_000

async function readAndClaim(
  app: App,
  hold: Hold,
  turn: Turn,
  session: SessionRow,
  known: ConversationRow,
  slots: Slots,
): Promise<Admission> {
  const read = await readLive(app, hold, 'send', slots)
  const previous = await previousOf(app, hold, session)
  const isBack = isGivenBack(known, session)
  const standing: Standing = {
    paused: false,
    connected: hold.connection.disconnectedAt === null,
    defaultAgentId: hold.connection.defaultAgent.id,
    formerAgentIds: hold.connection.formerAgentIds,
    autoHandle: session.auto_handle,
    // an order given while the AI has it, as far as we know: somebody else may have it by now
    owner: isBack && turn.errand === 'return' ? 'human' : session.owner,
    givenBackBy: isBack ? known.given_by : null,
    wasOurs: previous?.owner === 'ai',
    endedUnderIt: turn.thread.some(
      ({ handled_by, created_at }) =>
        handled_by === turn.id && known.resolved_at !== null && created_at <= known.resolved_at,
    ),
  }
  const admitted = admit(standing, liveOf(read))
  // What people gave back is not sifted again.
  const verdict = isBack ? admitted : await filtered(app, hold, turn, liveOf(read), admitted)
  await fenced(app.database, hold.lease, async (tx, conversation) => {
    if (conversation.human_epoch > turn.epoch) throw new Interrupted('person')
    await noteRead(tx, conversation.id, read)
    if (read.updatedAt !== null && read.assignedAgentId !== hold.connection.defaultAgent.id)
      await giveUpClaims(tx, conversation.id, {
        at: read.updatedAt,
        lostBefore: new Date(app.clock.now().getTime() - LOST_AFTER_MS),
      })
    // An event that came while we read knows better than the read: nobody is left waiting for what it showed.
    const isStale = conversation.epoch !== known.epoch
    if (isStale && verdict.kind === 'stay-silent') throw new Postponed(app.clock.now())
    if (isStale || turn.mode !== 'autopilot') return
    const isPersons = verdict.kind === 'stay-silent' && verdict.because === 'a-rep-is-assigned'
    const isOurs = verdict.kind === 'speak' && !verdict.claimFirst
    if (!isPersons && !isOurs) return
    const owner = isPersons ? 'human' : 'ai'
    await changeSession(tx, session.id, { owner, ownerEpoch: conversation.epoch }, app.clock.now())
  })
  // Over whoever has it the order is carried out: a rep who takes it after that order gets it back.
  const readAt = isRep(hold.connection, read.assignedAgentId) ? known.given_at : read.updatedAt
  // Outside autopilot nothing is claimed (A7).
  const claims = verdict.kind === 'speak' && verdict.claimFirst && turn.mode === 'autopilot'
  return claims ? claim(app, hold, turn, { slots, readAt }) : verdict
}

/** Assist: the reps have a draft for all of this already (A7). */
async function isDrafted(app: App, hold: Hold, turn: Turn): Promise<boolean> {
  const { conversationId, organizationId } = hold.lease
  const asked = await readInOrganization(app.database, organizationId, (tx) =>
    unhandledMessages(tx, conversationId),
  )
  return turn.errand === null && asked.every((message) => message.drafted_at !== null)
}

function previousOf(app: App, hold: Hold, session: SessionRow): Promise<SessionRow | null> {
  const { previous_session_id: id } = session
  if (id === null || session.auto_handle) return Promise.resolve(null)
  return readInOrganization(app.database, hold.lease.organizationId, (tx) => sessionById(tx, id))
}

/** A conversation that nobody has is taken only where the filters let it. */
async function filtered(
  app: App,
  hold: Hold,
  turn: Turn,
  live: Live,
  verdict: Admission,
): Promise<Admission> {
  if (verdict.kind === 'stay-silent' || !verdict.claimFirst) return verdict
  const { conversationId, organizationId } = hold.lease
  const [customer, asked, claims] = await readInOrganization(app.database, organizationId, (tx) =>
    Promise.all([
      customerOf(tx, conversationId),
      unhandledMessages(tx, conversationId),
      claimsSince(tx, conversationId, turn.session.id),
    ]),
  )
  if (claims >= MOST_CLAIMS) return { kind: 'stay-silent', because: 'claims-are-undone' }
  const because = filteredOut(hold.connection.filters, {
    channelId: customer.channelId,
    groupId: live.groupId,
    conversationId: hold.freshchatId,
    language: detected(asked.map((message) => message.text).join('\n')),
    customer,
    inHours: isOpen(hold.settings.officeHours, app.clock.now()),
  })
  if (because !== null) return { kind: 'stay-silent', because }
  return verdict
}
