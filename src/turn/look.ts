import type { App } from '../app.ts'
import { FreshchatError } from '../freshchat/error.ts'
import type { FreshchatMessage } from '../freshchat/message.ts'
import type { Priority } from '../freshchat/rate.ts'
import type { Slots } from '../freshchat/rate-queue.ts'
import type { FreshchatConversation } from '../freshchat/resource.ts'
import type { Live } from '../rules/admission.ts'
import { isForgotten } from '../rules/forgotten.ts'
import { traced } from '../span.ts'
import { noteLive } from '../store/conversations.ts'
import type { Tx } from '../store/database.ts'
import type { Hold, Seen } from './hold.ts'

/** Freshchat no longer knows the conversation. */
export class ConversationGone extends Error {
  override name = 'ConversationGone'
}

/**
 * What Freshchat shows of a conversation right now. `startedAt` is when the older of its answers was asked for: whatever was stored
 * before that, it shows. `at` is when the older answer came, `answeredAt` the newer.
 */
export interface Sight {
  live: Live
  updatedAt: Date | null
  messages: FreshchatMessage[]
  startedAt: Date
  at: Date
  answeredAt: Date
}

/** Who has it and whether it is open: one call. */
export async function readLive(
  app: App,
  hold: Hold,
  priority: Priority,
  slots?: Slots,
): Promise<FreshchatConversation> {
  const { api } = app.freshchat(hold.connection)
  try {
    return await api.conversation(hold.freshchatId, callOptions(hold, priority, slots))
  } catch (fault) {
    if (fault instanceof FreshchatError && fault.kind === 'not_found')
      throw new ConversationGone(hold.freshchatId)
    throw fault
  }
}

/** Who has it and what was said last: two calls side by side, one when our own act was answered just now. */
export const look = traced('look', readBoth)

async function readBoth(
  app: App,
  hold: Hold,
  priority: Priority,
  freshMs: number,
  slots?: Slots,
): Promise<Sight> {
  const seen = hold.seen
  const startedAt = app.clock.now()
  const seenIsFresh = seen !== null && startedAt.getTime() - seen.at.getTime() < freshMs
  const [standing, messages] = await Promise.all([
    seenIsFresh ? seen : readLive(app, hold, priority, slots).then((read) => seenIn(read, app.clock.now())),
    readMessages(app, hold, priority, slots).then((read) => ({ read, at: app.clock.now() })),
  ])
  return {
    live: standing.live,
    updatedAt: standing.updatedAt,
    messages: messages.read,
    startedAt: seenIsFresh ? seen.at : startedAt,
    at: new Date(Math.min(standing.at.getTime(), messages.at.getTime())),
    answeredAt: new Date(Math.max(standing.at.getTime(), messages.at.getTime())),
  }
}

/** What was said last; not what is forgotten here, and would come back with every look. */
export async function readMessages(
  app: App,
  hold: Hold,
  priority: Priority,
  slots?: Slots,
): Promise<FreshchatMessage[]> {
  const { api } = app.freshchat(hold.connection)
  const messages = await api.messages(hold.freshchatId, callOptions(hold, priority, slots))
  const { forgottenUntil: until, settings } = hold
  const forgetting = { until, retentionDays: settings.privacy.retentionDays }
  return messages.filter(({ createdAt }) => !isForgotten(createdAt, forgetting, app.clock.now()))
}

/** Freshchat's time of the newest that a look shows; never ours, which may be minutes off. */
export function shownAt({ updatedAt, messages }: Sight, now: Date): Date {
  return updatedAt ?? messages.at(-1)?.createdAt ?? now
}

export function callOptions(hold: Hold, priority: Priority, slots?: Slots) {
  return {
    priority,
    internalId: hold.internalId,
    signal: hold.signal,
    ...(slots === undefined ? {} : { slots }),
  }
}

/** For what changes something in Freshchat: what is on its way cannot be called back, only be forgotten about. */
export function actOptions(hold: Hold, priority: Priority, slots?: Slots) {
  const { signal: _, ...options } = callOptions(hold, priority, slots)
  return options
}

/** An answer of Freshchat's, kept for what follows within moments. */
export function seenIn(read: FreshchatConversation, at: Date): Seen {
  return { live: liveOf(read), at, updatedAt: read.updatedAt }
}

export function liveOf(read: FreshchatConversation): Live {
  return { isOpen: read.status === 'open', agentId: read.assignedAgentId, groupId: read.assignedGroupId }
}

/** `byOurAct`: the answer to our own assigning or unassigning, whose time an older assignment does not overrule. */
export function noteRead(
  tx: Tx,
  conversationId: string,
  read: FreshchatConversation,
  byOurAct = false,
): Promise<void> {
  return noteLive(tx, conversationId, {
    assignedAt: byOurAct ? read.updatedAt : null,
    agentId: read.assignedAgentId,
    groupId: read.assignedGroupId,
    url: read.url,
    internalId: read.internalId,
    channelId: read.channelId,
  })
}
