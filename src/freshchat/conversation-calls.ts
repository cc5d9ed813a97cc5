import type { Clock } from '../clock.ts'
import { unreadableSend } from './answer-error.ts'
import { FreshchatError } from './error.ts'
import { type FreshchatMessage, parseMessage } from './message.ts'
import { rowsOf } from './pages.ts'
import type { Answer, Call, CallOptions, Request } from './request.ts'
import { type FreshchatConversation, parseConversation } from './resource.ts'
import { unassignKeepingGroup } from './unassign.ts'
import { loose, optionalText } from './wire.ts'

export interface ConversationCallOptions extends CallOptions {
  /** Freshchat's number for the conversation: asked with when its own id is not known to it (reference 4.6). */
  internalId?: string | null
}

const CONVERSATION = '/conversations/{id}'
const MESSAGES = '/conversations/{id}/messages'
const MESSAGES_PER_PAGE = 50
const MOST_MESSAGE_PAGES = 20

/** The calls that are about one conversation. */
export function conversationCalls(request: Request, clock: Clock, defaultAgentId: string | null) {
  /** Set once an account answered to the number only: every call would fail first otherwise. */
  let numberFirst = false

  /** By the conversation's id, then by its number: which of the two a path takes is not certain (reference 4.6). */
  async function inConversation(
    id: string,
    call: Call,
    callOptions: ConversationCallOptions,
  ): Promise<Answer> {
    const ask = (name: string) => request({ ...call, ids: [name, ...(call.ids ?? [])] }, callOptions)
    const internalId = callOptions.internalId ?? id
    const first = numberFirst ? internalId : id
    const second = numberFirst ? id : internalId
    try {
      return await ask(first)
    } catch (fault) {
      const mayBeTheId =
        fault instanceof FreshchatError &&
        // a send that was refused for its content must not go out again under another name
        (fault.kind === 'not_found' || (fault.kind === 'bad_request' && !call.sends))
      if (!mayBeTheId || first === second) throw fault
      const answer = await ask(second)
      numberFirst = second === internalId
      return answer
    }
  }

  async function conversation(
    id: string,
    callOptions: ConversationCallOptions,
  ): Promise<FreshchatConversation> {
    const { json, status } = await inConversation(id, { method: 'GET', template: CONVERSATION }, callOptions)
    const read = parseConversation(json)
    if (read !== null) return read
    throw new FreshchatError({
      kind: 'not_json',
      message: 'Freshchat’s answer is not a conversation.',
      status,
    })
  }

  /** Answers the conversation as it is afterwards; where the answer does not show it, it is read. */
  async function update(id: string, fields: Record<string, string>, callOptions: ConversationCallOptions) {
    const call: Call = { method: 'PUT', template: CONVERSATION, body: fields }
    const { json } = await inConversation(id, call, callOptions)
    return parseConversation(json) ?? (await conversation(id, callOptions))
  }

  /** Newest first, as the server lists them. Only the query of `link.href` is used: never its host or path. */
  async function messagePage(
    id: string,
    query: Record<string, string>,
    callOptions: ConversationCallOptions,
  ) {
    const { json } = await inConversation(id, { method: 'GET', template: MESSAGES, query }, callOptions)
    const rows = rowsOf(json, 'messages')
      .map((row) => parseMessage(row, { conversationId: id, at: clock.now() }))
      .filter((message) => message !== null)
    const href = linkSchema.parse(json).link.href
    const older = href === null ? null : Object.fromEntries(new URLSearchParams(href.split('?')[1] ?? ''))
    return { rows, older: older !== null && Object.keys(older).length > 0 ? older : null }
  }

  return {
    conversation,

    /**
     * Oldest first. One page (50, one call) unless `since` is given: then back to `since`, at most 20 pages, and
     * older ones that share its page come too. The server's own `from_time` means "until" (reference 8.1).
     */
    async messages(
      id: string,
      { since, ...callOptions }: ConversationCallOptions & { since?: Date },
    ): Promise<FreshchatMessage[]> {
      const found = new Map<string, FreshchatMessage>()
      let query: Record<string, string> | null = { page: '1', items_per_page: String(MESSAGES_PER_PAGE) }
      for (let page = 1; query !== null && page <= MOST_MESSAGE_PAGES; page++) {
        const before = found.size
        const { rows, older } = await messagePage(id, query, callOptions)
        for (const row of rows) if (!found.has(row.id)) found.set(row.id, row)
        const passed = since === undefined || rows.some((row) => row.createdAt < since)
        query = passed || found.size === before ? null : older
      }
      // the sort is stable: of two with the same time the server's order decides
      return [...found.values()].reverse().sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
    },

    /** One message read afresh; null when Freshchat does not show it. Reading one alone is undocumented. */
    async message(
      conversationId: string,
      id: string,
      callOptions: ConversationCallOptions,
    ): Promise<FreshchatMessage | null> {
      try {
        const call: Call = { method: 'GET', template: `${MESSAGES}/{message}`, ids: [id] }
        const { json } = await inConversation(conversationId, call, callOptions)
        const read = parseMessage(unwrapped(json), { conversationId, at: clock.now() })
        if (read?.id === id) return read
      } catch (fault) {
        if (
          !(fault instanceof FreshchatError) ||
          !['not_found', 'bad_request', 'not_json'].includes(fault.kind)
        )
          throw fault
      }
      const query = { page: '1', items_per_page: String(MESSAGES_PER_PAGE) }
      const { rows } = await messagePage(conversationId, query, callOptions)
      return rows.find((row) => row.id === id) ?? null
    },

    assign: (
      id: string,
      agentId: string,
      callOptions: ConversationCallOptions,
    ): Promise<FreshchatConversation> =>
      update(id, { status: 'assigned', assigned_agent_id: agentId }, callOptions),

    /** Takes the default agent off; look at the answer: it may still be there, or a rep may have come instead. */
    unassign: (
      id: string,
      { keepGroupId, ...callOptions }: ConversationCallOptions & { keepGroupId: string | null },
    ): Promise<FreshchatConversation> =>
      unassignKeepingGroup((fields) => update(id, fields, callOptions), defaultAgentId, keepGroupId),

    /** Into a group's queue. Never `assigned` without an agent: nobody would pick that up (reference 7.3). */
    assignGroup: (
      id: string,
      groupId: string,
      callOptions: ConversationCallOptions,
    ): Promise<FreshchatConversation> =>
      update(id, { status: 'new', assigned_group_id: groupId }, callOptions),

    resolve: (id: string, callOptions: ConversationCallOptions): Promise<FreshchatConversation> =>
      update(id, { status: 'resolved' }, callOptions),

    reopen: (id: string, callOptions: ConversationCallOptions): Promise<FreshchatConversation> =>
      update(id, { status: 'new' }, callOptions),

    /**
     * Tried once, whatever happens: there is no idempotency key. After `maybe_sent`, look before sending again.
     * `agentId` null posts as a bot without a name, the fallback for notes when the default agent no longer works.
     */
    async send(
      id: string,
      {
        agentId,
        text,
        private: isPrivate,
        ...callOptions
      }: ConversationCallOptions & {
        agentId: string | null
        text: string
        private: boolean
      },
    ): Promise<FreshchatMessage> {
      const actor = agentId === null ? { actor_type: 'bot' } : { actor_type: 'agent', actor_id: agentId }
      const body = {
        message_parts: [{ text: { content: text } }],
        message_type: isPrivate ? 'private' : 'normal',
        ...actor,
      }
      const { json, status } = await inConversation(
        id,
        { method: 'POST', template: MESSAGES, body, sends: true },
        callOptions,
      )
      const sent = parseMessage(unwrapped(json), { conversationId: id, at: clock.now() })
      if (sent === null) throw unreadableSend(status)
      return sent
    },
  }
}

const linkSchema = loose({ link: loose({ href: optionalText }) })

/** Some answers wrap the message once more. */
function unwrapped(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'message' in json && typeof json.message === 'object'
    ? json.message
    : json
}
