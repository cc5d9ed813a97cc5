import type { ActorType, Conversation, Message, User } from './records.ts'
import type { State } from './state.ts'
import type { Json, Wire } from './wire.ts'

/** Who did something. */
export interface Who {
  type: ActorType
  id: string
}

export type Action =
  | 'message_create'
  | 'conversation_assignment'
  | 'conversation_resolution'
  | 'conversation_reopen'

/** One webhook body (12.4 to 12.7). There are only these four actions, and none of them carries a delivery id. */
export interface WebhookEvent {
  action: Action
  conversationId: string
  body: Json
}

export interface Assignment {
  toAgent: string | null
  toGroup: string | null
  fromAgent: string | null
  fromGroup: string | null
}

function envelope(action: Action, at: string, by: Who, conversationId: string, data: Json): WebhookEvent {
  const body = { actor: { actor_type: by.type, actor_id: by.id }, action, action_time: at, data }
  return { action, conversationId, body }
}

export function messageCreated(wire: Wire, message: Message, at: string): WebhookEvent {
  const by: Who = { type: message.actorType, id: message.actorId }
  return envelope('message_create', at, by, message.conversationId, { message: wire.message(message) })
}

/** "None" is the empty string here, and a missing key inside `conversation` (12.6). */
export function assigned(
  state: State,
  conversation: Conversation,
  move: Assignment,
  by: Who,
  at: string,
): WebhookEvent {
  return envelope('conversation_assignment', at, by, conversation.id, {
    assignment: {
      assignor: by.type,
      assignor_id: by.id,
      to_agent_id: move.toAgent ?? '',
      to_group_id: move.toGroup ?? '',
      from_agent_id: move.fromAgent ?? '',
      from_group_id: move.fromGroup ?? '',
      conversation: brief(state, conversation),
      interaction_id: conversation.interactionId,
    },
  })
}

export function resolved(state: State, conversation: Conversation, by: Who, at: string): WebhookEvent {
  const user = state.users.get(conversation.userId)
  return envelope('conversation_resolution', at, by, conversation.id, {
    resolve: {
      resolver: by.type,
      resolver_id: by.id,
      conversation: brief(state, conversation),
      interaction_id: conversation.interactionId,
      user: user && customer(user),
    },
  })
}

/** Says `reopened` even where a later read says `new` (12.7 and section 17, no. 9). */
export function reopened(state: State, conversation: Conversation, by: Who, at: string): WebhookEvent {
  return envelope('conversation_reopen', at, by, conversation.id, {
    reopen: {
      reopener: by.type,
      reopener_id: by.id,
      conversation: { ...brief(state, conversation), status: 'reopened' },
      interaction_id: conversation.interactionId,
    },
  })
}

function brief(state: State, c: Conversation): Json {
  return {
    conversation_id: c.id,
    app_id: state.account.app_id,
    status: c.status,
    channel_id: c.channelId,
    skill_id: 0,
    sla_policy_id: 0,
    sla_breached: false,
    assigned_agent_id: c.agentId ?? undefined,
    assigned_org_agent_id: c.agentId === null ? undefined : state.agents.get(c.agentId)?.org_agent_id,
    assigned_group_id: c.groupId ?? undefined,
  }
}

function customer(user: User): Json {
  return {
    properties: user.properties,
    created_time: user.created_time,
    updated_time: user.updated_time,
    id: user.id,
    first_name: user.first_name,
    avatar: {},
    login_status: false,
  }
}
