import { z } from 'zod'
import { type Answer, type ApiCall, answerError, jsonObject, ok } from './answer.ts'
import type { Change, Desk } from './desk.ts'
import type { Who } from './event.ts'
import type { Conversation } from './records.ts'
import type { Routes } from './rest.ts'
import { draftOf } from './rest-messages.ts'
import { OWNER_ID } from './seed.ts'
import type { State } from './state.ts'
import type { Json, Wire } from './wire.ts'

const statuses = z.enum(['new', 'assigned', 'reopened', 'resolved'])

export function conversationRoutes(state: State, wire: Wire, desk: Desk): Routes {
  const conversationOf = (call: ApiCall): Conversation => {
    const conversation = state.conversation(call.params.id ?? '')
    if (conversation === undefined)
      throw answerError(404, 'CONVERSATION_NOT_FOUND', 'Conversation does not exist')
    return conversation
  }

  /** 7.1: the messages come with the call; webhooks tell of the messages only, there is none for a new conversation. */
  const create = (call: ApiCall): Answer => {
    const body = jsonObject(call)
    const first = Array.isArray(body.users) ? (body.users[0] as Json | undefined) : undefined
    const user = state.users.get(String(first?.id ?? ''))
    if (user === undefined) throw answerError(404, 'USER_NOT_FOUND', 'User does not exist')
    const channel = state.channels.get(String(body.channel_id ?? ''))
    if (channel === undefined) throw answerError(404, 'CHANNEL_NOT_FOUND', 'Channel does not exist')
    const to = target(state, body, { status: 'new', agentId: null, groupId: null })
    const messages = Array.isArray(body.messages) ? (body.messages as Json[]) : []
    if (messages.length === 0) throw answerError(400, 'INVALID_VALUE', 'messages is required')
    const drafts = messages.map((message) =>
      draftOf(state, message, { userId: user.id, channelId: channel.id }),
    )

    const isSilent = !state.settings().echo
    const opened = desk.open(user, channel.id, { properties: propertiesOf(body) ?? {}, isSilent })
    const stored = drafts.map((draft) => desk.post(opened.id, draft, isSilent))
    const conversation = desk.change(opened.id, to, apiActor(state), isSilent)
    return {
      status: state.settings().createStatus,
      body: {
        ...wire.conversation(conversation),
        users: [{ id: user.id }],
        messages: stored.map(wire.message),
      },
    }
  }

  const update = (call: ApiCall): Answer => {
    const body = jsonObject(call)
    const before = conversationOf(call)
    const properties = propertiesOf(body)
    const to = target(state, body, before)
    const isSilent = !state.settings().echo
    if (properties !== null) desk.mergeProperties(before.id, properties)
    return ok(wire.conversation(desk.change(before.id, to, apiActor(state), isSilent)))
  }

  return [
    ['POST', '/conversations', create],
    ['GET', '/conversations/fields', () => ok(FIELDS)],
    ['GET', '/conversations/:id', (call) => ok(wire.conversation(conversationOf(call)))],
    ['PUT', '/conversations/:id', update],
  ]
}

/** The API acts in the name of the token's owner, so it looks like a person; or as the system (D). */
function apiActor(state: State): Who {
  return state.settings().apiActorType === 'system'
    ? { type: 'system', id: '' }
    : { type: 'agent', id: OWNER_ID }
}

function propertiesOf(body: Json): Record<string, unknown> | null {
  if (body.properties === undefined || body.properties === null) return null
  // An array is what users have; conversations refuse it with just these words (4.2).
  if (typeof body.properties !== 'object' || Array.isArray(body.properties))
    throw answerError(400, 'INVALID_VALUE', 'Conversation payload not valid')
  return body.properties as Record<string, unknown> // just checked
}

/**
 * Where a PUT leads: the table of 7.3. `assigned` without an agent is taken as it is and leaves a conversation that
 * nobody picks up. A group alone does not take the agent away (D: JAYA unassigns first, then names the group).
 */
function target(state: State, body: Json, before: Change): Change {
  const status = body.status === undefined || body.status === null ? null : statuses.safeParse(body.status)
  if (status !== null && !status.success) throw answerError(400, 'INVALID_VALUE', 'Unknown status')
  const agent = reference(state, body, 'assigned_agent_id')
  const group = reference(state, body, 'assigned_group_id')
  // A reopened conversation has lost both (7.3).
  const isReopening =
    before.status === 'resolved' && (status !== null ? status.data !== 'resolved' : typeof agent === 'string')
  const from: Change = isReopening ? { status: 'new', agentId: null, groupId: null } : before

  const agentId = agent === undefined ? from.agentId : agent
  const isUnassigning = from.agentId !== null && agentId === null
  const clearsGroup = isUnassigning && state.settings().unassignClearsGroup
  const groupId = group === undefined ? (clearsGroup ? null : from.groupId) : group
  return {
    status: nextStatus(status?.data ?? null, from.status, agentId, agent !== undefined),
    agentId,
    groupId,
  }
}

function nextStatus(
  wanted: Change['status'] | null,
  current: Change['status'],
  agentId: string | null,
  namesAgent: boolean,
): Change['status'] {
  if (wanted === 'resolved' || wanted === 'assigned') return wanted
  if (current === 'resolved' && wanted === null) return 'resolved'
  if (agentId !== null) return 'assigned'
  return wanted ?? (namesAgent && current === 'assigned' ? 'new' : current)
}

/** An id that exists, null for "nobody" (`""`, `" "` or null), undefined when the body does not speak of it. */
function reference(
  state: State,
  body: Json,
  key: 'assigned_agent_id' | 'assigned_group_id',
): string | null | undefined {
  const value = body[key]
  if (value === undefined) return undefined
  const id = value === null ? '' : String(value)
  if (id.trim() === '')
    return key === 'assigned_agent_id' && state.settings().unassignNeedsSpace && id !== ' ' ? undefined : null
  if (key === 'assigned_group_id') {
    if (state.groups.get(id) === undefined) throw answerError(404, 'GROUP_NOT_FOUND', 'Group does not exist')
    return id
  }
  const agent = state.agents.get(id)
  if (agent === undefined || agent.is_deleted || agent.is_deactivated)
    throw answerError(404, 'AGENT_NOT_FOUND', 'Agent does not exist')
  return id
}

/** A bare array (6.9). */
const FIELDS = [
  {
    id: '1',
    name: 'priority',
    label: 'Priority',
    type: 'dropdown',
    custom: false,
    required: false,
    editable: true,
    position: 1,
    column_name: 'priority',
    default_value: null,
    choices: ['Low', 'Medium', 'High', 'Urgent'].map((value, at) => ({ id: String(at + 1), value })),
    fields: [],
  },
  {
    id: '2',
    name: 'cf_order_id',
    label: 'Order number',
    type: 'text',
    custom: true,
    required: false,
    editable: true,
    position: 2,
    column_name: 'cf_order_id',
    default_value: null,
    choices: [],
    fields: [],
  },
]
