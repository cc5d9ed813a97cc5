import { isRep } from '../connection.ts'
import { type Attention, attentionOf } from '../rules/attention.ts'
import { compareAt, isSilent } from '../rules/comparing.ts'
import { answerDueAt } from '../rules/pace.ts'
import type { ConversationRow } from '../store/conversations.ts'
import type { Tx } from '../store/database.ts'
import { nextErrand } from '../store/errands.ts'
import { release } from '../store/lanes.ts'
import { lastWordIn, type MessageRow } from '../store/messages.ts'
import { openSession, type SessionRow } from '../store/sessions.ts'
import { unhandledMessages } from '../store/unanswered.ts'
import type { Hold } from './hold.ts'

/** What is still owed in a conversation, and when. */

/** While paused nothing ends by itself and nobody is told anything; asked again so often. */
const PAUSED_ATTENTION_MS = 60_000

/** When what the customer wrote is to be answered: once the burst is over. */
export function burstDueAt(
  conversation: ConversationRow,
  session: SessionRow,
  unhandled: MessageRow[],
  hold: Pick<Hold, 'settings'>,
): Date | null {
  const [first] = unhandled
  const last = unhandled.at(-1)
  if (first === undefined || last === undefined) return null
  const burst = {
    startedAt: conversation.burst_started_at ?? first.received_at,
    lastAt: last.received_at,
    lastText: last.text,
    opensSession: session.owner === 'none',
  }
  return answerDueAt(burst, hold.settings.reply)
}

/** What the open session asks for by itself, if nothing happens before; null: nothing. */
export async function attention(
  tx: Tx,
  conversation: ConversationRow,
  session: SessionRow | null,
  hold: Pick<Hold, 'settings' | 'connection'>,
): Promise<Attention | null> {
  if (session === null || session.status !== 'open') return null
  const { handoff, owner_epoch } = session
  const aPersonCame = conversation.human_epoch >= owner_epoch
  return attentionOf(
    {
      owner: session.owner,
      channel: session.channel,
      waitsSince: handoff === null || aPersonCame ? null : new Date(handoff.at),
      isAssigned: isRep(hold.connection, conversation.agent_id),
      wasTold: session.no_pickup_at !== null,
      lastWord: await lastWordIn(tx, session.id),
      givenAt: conversation.given_at,
    },
    hold.settings,
  )
}

/** What a conversation still asks for. */
export interface Owed {
  session: SessionRow | null
  asked: MessageRow[]
  hasErrand: boolean
}

export async function owedIn(tx: Tx, conversationId: string): Promise<Owed> {
  const [session, asked, errand] = await Promise.all([
    openSession(tx, conversationId),
    unhandledMessages(tx, conversationId),
    nextErrand(tx, conversationId),
  ])
  return { session, asked, hasErrand: errand !== null }
}

interface When {
  earliest?: Date
  superseded?: number
  attendFrom?: Date
}

/** Gives the lane back with what is owed as it stands now. */
export async function releaseWithRest(
  tx: Tx,
  hold: Pick<Hold, 'settings' | 'connection'>,
  conversation: ConversationRow,
  now: Date,
  when: When = {},
): Promise<void> {
  await releaseOwing(tx, hold, conversation, await owedIn(tx, conversation.id), now, when)
}

/**
 * Gives the lane back: due again for what is owed, at `earliest` for an answer; else when the session asks for attention, at
 * `attendFrom` at the soonest.
 */
export async function releaseOwing(
  tx: Tx,
  hold: Pick<Hold, 'settings' | 'connection'>,
  conversation: ConversationRow,
  { session, asked, hasErrand }: Owed,
  now: Date,
  { earliest = now, superseded = 0, attendFrom = now }: When,
): Promise<void> {
  const unhandled = session === null ? [] : asked
  const burst = session === null ? null : burstDueAt(conversation, session, unhandled, hold)
  const answerAt = burst === null ? null : new Date(Math.max(burst.getTime(), earliest.getTime()))
  const asks = burst === null ? await attention(tx, conversation, session, hold) : null
  // once put off it stays so until somebody acts, whatever else wakes the lane
  const from = latest(attendFrom, conversation.attend_at ?? now)
  await release(tx, conversation.id, {
    dueAt: hasErrand ? now : answerAt,
    burstStartedAt: unhandled[0]?.received_at ?? null,
    superseded: burst === null ? 0 : superseded,
    failures: 0,
    attendAt: asks === null ? null : latest(asks.at, hold.settings.paused ? pausedUntil(now) : from),
    compareAt: comparesAt(hold, conversation, session, now),
  })
}

/** When an open session is next compared with Freshchat; null when nothing is open. */
export function comparesAt(
  hold: Pick<Hold, 'connection'>,
  conversation: Pick<ConversationRow, 'id'>,
  session: SessionRow | null,
  now: Date,
): Date | null {
  if (session === null || session.status !== 'open') return null
  const about = {
    lastMessageAt: session.last_message_at,
    isSilent: isSilent(hold.connection.unheardSince, now),
  }
  return compareAt(about, spreadOf(conversation.id), now)
}

/** The same for one conversation always, and evenly spread over all of them. */
function spreadOf(id: string): number {
  return Number.parseInt(id.slice(0, 4), 16) / 0xffff
}

function pausedUntil(now: Date): Date {
  return new Date(now.getTime() + PAUSED_ATTENTION_MS)
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other
}
