import type { Conversation, Message, Part } from './records.ts'
import { BOT_ID, DEFAULT_AGENT_ID } from './seed.ts'
import type { State } from './state.ts'

/** One message as a person reads it. */
export interface Line {
  id: string
  at: string
  author: string
  kind: 'customer' | 'ai' | 'rep' | 'system' | 'status'
  text: string
  isPrivate: boolean
  quickReplies: string[]
}

export interface ConversationView {
  id: string
  internalId: number
  customer: string
  customerId: string
  channel: string
  status: Conversation['status']
  agentId: string | null
  agent: string | null
  groupId: string | null
  group: string | null
  /** Customer's messages that nobody has answered yet. */
  unanswered: number
  lastText: string
  updatedAt: string
}

export function transcript(state: State, conversationId: string): Line[] {
  return state.messages(conversationId).map((message) => line(state, message))
}

/** What the customer sees: neither private notes nor status lines. */
export function publicTranscript(state: State, conversationId: string): Line[] {
  return transcript(state, conversationId).filter((each) => !each.isPrivate && each.kind !== 'status')
}

export function conversationView(state: State, conversation: Conversation): ConversationView {
  const lines = publicTranscript(state, conversation.id)
  const answeredAt = lines.findLastIndex((each) => each.kind === 'ai' || each.kind === 'rep')
  const agent = conversation.agentId === null ? undefined : state.agents.get(conversation.agentId)
  const isResolved = conversation.status === 'resolved'
  return {
    id: conversation.id,
    internalId: conversation.internalId,
    customer: customerName(state, conversation.userId),
    customerId: conversation.userId,
    channel: state.channels.get(conversation.channelId)?.name ?? '',
    status: conversation.status,
    agentId: conversation.agentId,
    agent: agent === undefined ? null : `${agent.first_name} ${agent.last_name}`.trim(),
    groupId: conversation.groupId,
    group: conversation.groupId === null ? null : (state.groups.get(conversation.groupId)?.name ?? null),
    unanswered: isResolved
      ? 0
      : lines.slice(answeredAt + 1).filter((each) => each.kind === 'customer').length,
    lastText: lines.at(-1)?.text ?? '',
    updatedAt: conversation.updatedAt,
  }
}

function line(state: State, message: Message): Line {
  return {
    id: message.id,
    at: message.createdAt,
    author: authorOf(state, message),
    kind: kindOf(message),
    text: message.parts.map(readable).join('\n'),
    isPrivate: message.messageType === 'private',
    quickReplies: message.replyParts.flatMap(labels),
  }
}

function kindOf(message: Message): Line['kind'] {
  if (message.metaData !== null) return 'status'
  if (message.actorType === 'user') return 'customer'
  if (message.actorType === 'bot' || message.actorId === DEFAULT_AGENT_ID || message.actorId === BOT_ID)
    return 'ai'
  return message.actorType === 'agent' ? 'rep' : 'system'
}

function authorOf(state: State, message: Message): string {
  if (message.actorType === 'user') return customerName(state, message.actorId)
  const agent = state.agents.get(message.actorId)
  if (agent !== undefined) return `${agent.first_name} ${agent.last_name}`.trim()
  return message.actorType === 'system' ? 'System' : 'Bot'
}

function customerName(state: State, userId: string): string {
  const user = state.users.get(userId)
  return [user?.first_name, user?.last_name].filter((name) => name).join(' ') || user?.email || 'Customer'
}

function readable(part: Part): string {
  const [kind = '', value] = Object.entries(part)[0] ?? []
  const fields = (value ?? {}) as Record<string, unknown> // parts come checked: one key, an object below it
  if (kind === 'text' || kind === 'email') return String(fields.content ?? '')
  if (kind === 'image' || kind === 'file' || kind === 'video')
    return `[${kind}] ${fields.name ?? fields.url ?? ''}`.trim()
  if (typeof fields.label === 'string') return fields.label
  return `[${kind}]`
}

function labels(part: Part): string[] {
  const collection = part.collection as
    | { sub_parts?: { quick_reply_button?: { label?: string } }[] }
    | undefined
  return (collection?.sub_parts ?? []).flatMap((each) => each.quick_reply_button?.label ?? [])
}
