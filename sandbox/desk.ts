import { randomUUID } from 'node:crypto'
import { answerError } from './answer.ts'
import { assigned, messageCreated, reopened, resolved, type WebhookEvent, type Who } from './event.ts'
import type { Conversation, Message, Part, Status, User } from './records.ts'
import type { State } from './state.ts'
import type { Wire } from './wire.ts'

export interface Draft {
  by: Who
  parts: Part[]
  replyParts?: Part[]
  isPrivate?: boolean
  source: 'web' | 'api' | 'system'
  metaData?: Record<string, unknown>
}

export interface Change {
  status: Status
  agentId: string | null
  groupId: string | null
}

/** What can happen in a conversation, whoever does it: each act changes the state and records its webhooks in order. */
export interface Desk {
  open(
    user: User,
    channelId: string,
    more?: { properties?: Record<string, unknown>; isSilent?: boolean },
  ): Conversation
  post(conversationId: string, draft: Draft, isSilent?: boolean): Message
  change(conversationId: string, to: Change, by: Who, isSilent?: boolean): Conversation
  mergeProperties(conversationId: string, properties: Record<string, unknown>): Conversation
  latestOf(userId: string, channelId: string): Conversation | undefined
  addUser(fields: Partial<User> & { first_name: string }): User
}

export function openDesk(
  state: State,
  wire: Wire,
  record: (event: WebhookEvent) => void,
  now: () => Date,
): Desk {
  const at = (): string => now().toISOString()

  const mustFind = (id: string): Conversation => {
    const conversation = state.conversation(id)
    // The status word is invented: public text does not show one (section 17, no. 15).
    if (conversation === undefined)
      throw answerError(404, 'CONVERSATION_NOT_FOUND', 'Conversation does not exist')
    return conversation
  }

  const latestOf = (userId: string, channelId: string): Conversation | undefined =>
    state.conversationsOf(userId).findLast((each) => each.channelId === channelId)

  const nameOf = (by: Who): string => {
    const agent = state.agents.get(by.id)
    return agent === undefined ? 'the system' : `${agent.first_name} ${agent.last_name}`
  }

  const store = (conversation: Conversation, draft: Draft, isSilent: boolean): Message => {
    const isStatusLine = draft.metaData !== undefined
    const message: Message = {
      id: randomUUID(),
      seq: state.nextSeq(),
      conversationId: conversation.id,
      channelId: conversation.channelId,
      userId: conversation.userId,
      interactionId: conversation.interactionId,
      actorType: draft.by.type,
      actorId: draft.by.id,
      messageType: isStatusLine ? null : draft.isPrivate ? 'private' : 'normal',
      source: draft.source,
      parts: draft.parts,
      replyParts: draft.replyParts ?? [],
      metaData: draft.metaData ?? null,
      createdAt: at(),
    }
    state.putMessage(message)
    state.putConversation({ ...conversation, updatedAt: message.createdAt })
    if (!isSilent && (!isStatusLine || state.settings().statusLineWebhooks))
      record(messageCreated(wire, message, at()))
    return message
  }

  /** Status lines are messages too, and look like an agent's (6.6). */
  const statusLine = (
    conversation: Conversation,
    by: Who,
    text: string,
    metaData: Record<string, unknown>,
    isSilent: boolean,
  ): void => {
    store(conversation, { by, parts: [{ text: { content: text } }], source: 'system', metaData }, isSilent)
  }

  const desk: Desk = {
    open(user, channelId, more = {}) {
      const internalId = state.newInternalId()
      const born = now()
      const conversation: Conversation = {
        id: randomUUID(),
        internalId,
        userId: user.id,
        channelId,
        status: 'new',
        agentId: null,
        groupId: null,
        properties: { priority: 'Low', ...more.properties },
        interactionId: `${internalId}-${born.getTime()}`,
        createdAt: born.toISOString(),
        updatedAt: born.toISOString(),
      }
      state.putConversation(conversation)
      const { welcome } = state.settings()
      const text = state.channels.get(channelId)?.welcome ?? null
      if (welcome !== 'off' && text !== null) {
        // Arrives as system with the customer's own id, as one integrator saw it (12.5).
        const content = welcome === 'dot' ? '.' : text
        store(
          conversation,
          { by: { type: 'system', id: user.id }, parts: [{ text: { content } }], source: 'web' },
          more.isSilent ?? false,
        )
      }
      return mustFind(conversation.id)
    },

    post(conversationId, draft, isSilent = false) {
      let conversation = mustFind(conversationId)
      if (
        draft.by.type === 'user' &&
        latestOf(conversation.userId, conversation.channelId)?.id !== conversation.id
      )
        throw answerError(400, 'INVALID_VALUE', 'This is not the latest conversation of the user')
      const reopens =
        draft.by.type === 'user' ||
        (draft.source === 'api' && draft.by.type === 'agent' && state.settings().noteReopens)
      if (conversation.status === 'resolved' && reopens) {
        // First the reopen, then the message, both in the new interaction (12.7).
        const status = draft.by.type === 'user' ? 'reopened' : 'new'
        conversation = desk.change(
          conversation.id,
          { status, agentId: null, groupId: null },
          draft.by,
          isSilent,
        )
      }
      return store(conversation, draft, isSilent)
    },

    change(conversationId, to, by, isSilent = false) {
      const before = mustFind(conversationId)
      const time = now()
      const isReopening = before.status === 'resolved' && to.status !== 'resolved'
      const isResolving = before.status !== 'resolved' && to.status === 'resolved'
      // A reopened conversation comes back with no agent and no group (7.3), without an assignment webhook of its own.
      const from = isReopening ? { agentId: null, groupId: null } : before
      const after: Conversation = {
        ...before,
        ...to,
        interactionId: isReopening ? nextInteraction(before, time) : before.interactionId,
        updatedAt: time.toISOString(),
      }
      state.putConversation(after)
      const tell = isSilent ? (): void => {} : record
      if (isReopening) tell(reopened(state, after, by, at()))
      if (from.agentId !== after.agentId || from.groupId !== after.groupId) {
        const move = {
          toAgent: after.agentId,
          toGroup: after.groupId,
          fromAgent: from.agentId,
          fromGroup: from.groupId,
        }
        tell(assigned(state, after, move, by, at()))
      }
      if (isResolving) tell(resolved(state, after, by, at()))
      const conversation = mustFind(conversationId)
      if (isReopening && by.type !== 'user')
        statusLine(
          conversation,
          by,
          `Conversation was reopened by ${nameOf(by)}`,
          { isReopen: true },
          isSilent,
        )
      if (isResolving)
        statusLine(
          conversation,
          by,
          `Conversation was marked resolved by ${nameOf(by)}`,
          { isResolved: true },
          isSilent,
        )
      return mustFind(conversationId)
    },

    mergeProperties(conversationId, properties) {
      const before = mustFind(conversationId)
      const after = { ...before, properties: { ...before.properties, ...properties }, updatedAt: at() }
      state.putConversation(after)
      return after
    },

    latestOf,

    addUser(fields) {
      const user: User = {
        id: randomUUID(),
        last_name: null,
        email: null,
        phone: null,
        reference_id: null,
        restore_id: randomUUID(),
        org_contact_id: state.newOrgId(),
        properties: [],
        created_time: at(),
        updated_time: at(),
        ...fields,
      }
      state.users.put(user.id, user)
      return user
    },
  }
  return desk
}

/** Named for its start, and never the one before, even when all happens within a millisecond. */
function nextInteraction(conversation: Conversation, time: Date): string {
  const last = Number(conversation.interactionId.split('-')[1])
  return `${conversation.internalId}-${Math.max(time.getTime(), last + 1)}`
}
