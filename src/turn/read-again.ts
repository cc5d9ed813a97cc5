import type { App } from '../app.ts'
import { isOurSeat, isRep } from '../connection.ts'
import { FreshchatError } from '../freshchat/error.ts'
import type { FreshchatMessage } from '../freshchat/message.ts'
import { type ConversationRow, changeConversation, lockKnown } from '../store/conversations.ts'
import { sessionToEnd } from '../store/errands.ts'
import { fenced } from '../store/lanes.ts'
import { changeSession, lastSession, openSession, type SessionRow } from '../store/sessions.ts'
import { markReadBack } from '../store/steps.ts'
import { givenBack, goOnWith, personTookOver } from './acts.ts'
import { applyMessage } from './apply.ts'
import { type Applying, applyingIn } from './applying.ts'
import { applyResolution } from './ends.ts'
import type { Hold } from './hold.ts'
import { liveOf, look, noteRead, readLive, type Sight, seenIn, shownAt } from './look.ts'
import { comparesAt } from './rest.ts'
import { takeIn } from './take-in.ts'
import { reportUnheard, unheardIn } from './unheard.ts'

const COMPARE_AGAIN_MS = 60_000

/** Its time has come (S6): what no webhook told is found and taken in. A Freshchat that does not answer holds nothing else up. */
export async function compare(app: App, hold: Hold): Promise<void> {
  try {
    await readAgain(app, hold, 'reconcile')
  } catch (fault) {
    // a dead token is everybody's affair
    if (!(fault instanceof FreshchatError) || fault.kind === 'unauthorized') throw fault
    const wait = Math.max(COMPARE_AGAIN_MS, fault.retryAfterMs ?? 0)
    await fenced(app.database, hold.lease, async (tx, conversation) => {
      const at = new Date(app.clock.now().getTime() + wait)
      await changeConversation(tx, conversation.id, { byPerson: false, compareAt: at })
    })
  }
}

/**
 * Freshchat is read once, and its truth is applied. Asked for by a doubtful delivery (more than a day old, since a captured one
 * could be replayed; an agent's message that does not say who may see it; an echo of ours that stays away), or by time.
 */
export async function readAgain(app: App, hold: Hold, priority: 'read' | 'reconcile'): Promise<void> {
  const read = await readLive(app, hold, priority)
  const live = liveOf(read)
  hold.seen = seenIn(read, app.clock.now())
  const sight = await look(app, hold, priority, Number.POSITIVE_INFINITY)
  await fenced(app.database, hold.lease, async (tx, conversation) => {
    const on = applyingIn(app, hold, tx)
    const session = await openSession(tx, conversation.id)
    const unheard = priority === 'reconcile' ? await unheardIn(on, conversation, session, sight) : null
    await noteRead(tx, conversation.id, read)

    if (session === null) {
      for (const message of live.isOpen ? unansweredTail(conversation, sight.messages) : [])
        await applyMessage(on, conversation, message)
    }
    await takeIn(app, on, conversation, sight.messages)

    const at = shownAt(sight, on.now)
    await takeInStanding(on, conversation, session, sight, at)
    if (unheard?.isGivenToAi && !mayPersonHaveCome(conversation, at))
      await givenBack(on, conversation, session, at, 'assignment')
    const echoesMissed = await markReadBack(tx, conversation.id, on.now)
    await reportUnheard(on, unheard, echoesMissed)
    const compareAt = comparesAt(hold, conversation, await openSession(tx, conversation.id), on.now)
    await changeConversation(tx, conversation.id, { byPerson: false, readAgain: false, compareAt })
  })
}

/** Whose it is, by what Freshchat shows. What was over here and is open there goes on. */
async function takeInStanding(
  on: Applying,
  conversation: ConversationRow,
  session: SessionRow | null,
  { live, messages }: Sight,
  at: Date,
): Promise<void> {
  if (!live.isOpen) {
    if (session !== null)
      await applyResolution(on, conversation, { resolver: { kind: 'unknown', id: null } }, at)
    return
  }
  // ended since this was read: the end is the newer
  const { resolved_at: endedAt } = conversation
  if (session === null && endedAt !== null && at <= endedAt) return
  const isReps = session === null && isRepsLastWord(on, conversation, messages)
  const aRepHasIt = isRep(on.connection, live.agentId) && session?.owner !== 'human'
  if (isReps || aRepHasIt) {
    const { open, last } = await openOrLast(on, conversation)
    const goesOn = last === null ? open : await goOnWith(on, conversation, last.id, at)
    await personTookOver(on, conversation, goesOn, at, live)
  } else if (
    session?.owner === 'ai' &&
    live.agentId === null &&
    isOurSeat(on.connection, conversation.agent_id)
  ) {
    // taken off it, by whom nobody told: the customer's next word is routed anew
    await changeSession(on.tx, session.id, { owner: 'none' }, on.now)
  } else if (session === null && isOurSeat(on.connection, live.agentId)) {
    const { last } = await openOrLast(on, conversation)
    if (last === null || (await sessionToEnd(on.tx, conversation.id)) !== null) return
    // the AI's, and nobody asks for anything: after some silence it ends like any other; or theirs who have acted since the end
    const known = await lockKnown(on.tx, conversation.id)
    const actedSinceTheEnd = endedAt !== null && known.acted_at !== null && known.acted_at > endedAt
    const owner = actedSinceTheEnd && mayPersonHaveCome(known, at) ? 'human' : 'ai'
    const { id } = await goOnWith(on, conversation, last.id, at)
    await changeSession(on.tx, id, { owner, ownerEpoch: known.epoch }, on.now)
  }
}

/** That the AI was given it a look shows, `at` at the latest, and not when: what a person did last may have come after it. */
function mayPersonHaveCome({ acted_at: actedAt }: ConversationRow, at: Date): boolean {
  return actedAt !== null && at <= actedAt
}

/** The session that is open by now, else the last one. */
async function openOrLast(
  { tx }: Applying,
  { id }: ConversationRow,
): Promise<{ open: SessionRow | null; last: SessionRow | null }> {
  const open = await openSession(tx, id)
  return { open, last: open === null ? await lastSession(tx, id) : null }
}

/** The last word since the end is a rep's. */
function isRepsLastWord(
  on: Applying,
  { resolved_at: endedAt }: ConversationRow,
  messages: FreshchatMessage[],
): boolean {
  const last = messages.findLast((message) => !message.private && message.statusLine === null)
  if (endedAt === null || last === undefined || last.createdAt <= endedAt) return false
  const { kind, id } = last.actor
  return kind === 'agent' && isRep(on.connection, id)
}

/** What the customer wrote since anybody answered in public, and since the last end we know of. */
function unansweredTail(conversation: ConversationRow, messages: FreshchatMessage[]): FreshchatMessage[] {
  const lastAnswer = messages.findLastIndex(
    (message) => message.actor.kind === 'agent' && !message.private && message.statusLine === null,
  )
  return messages
    .slice(lastAnswer + 1)
    .filter((message) => message.actor.kind === 'customer')
    .filter((message) => conversation.resolved_at === null || message.createdAt > conversation.resolved_at)
}
