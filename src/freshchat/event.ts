import { createHash } from 'node:crypto'
import { z } from 'zod'
import { storable, storableJson } from '../storable.ts'
import { type ActorKind, actorKind, type FreshchatMessage, internalIdOf, parseMessage } from './message.ts'
import { conversationFields, conversationStatus } from './resource.ts'
import { decidingId, loose, optionalId, readTime, word } from './wire.ts'

export interface EventActor {
  kind: ActorKind | 'unknown'
  id: string | null
}

/** What a webhook says of the conversation it is about. */
export interface ConversationNews {
  conversationId: string
  conversationInternalId: string | null
  status: 'open' | 'resolved' | null
  assignedAgentId: string | null
  assignedGroupId: string | null
  channelId: string | null
  interactionId: string | null
  customerId: string | null
}

export type FreshchatEvent =
  | { kind: 'message'; message: FreshchatMessage }
  | ({
      kind: 'assignment'
      toAgentId: string | null
      toGroupId: string | null
      fromAgentId: string | null
      fromGroupId: string | null
      assignor: EventActor
    } & ConversationNews)
  | ({ kind: 'resolution'; resolver: EventActor } & ConversationNews)
  | ({ kind: 'reopening'; reopener: EventActor } & ConversationNews)
  /** `conversationId` where the body names one: worth a look by API. */
  | { kind: 'unknown'; because: string; conversationId: string | null }

export interface ParsedDelivery {
  event: FreshchatEvent
  /** Freshchat's own name for it, for reports; at most 100 characters, "unknown" when the body has none. */
  action: string
  /** `action_time`, else the message's own time; null when neither is readable. */
  at: Date | null
  /** The same for every repeat of the same delivery, unique within one account. */
  dedupeKey: string
}

const actorSchema = loose({ actor_type: word, actor_id: optionalId })
const envelopeSchema = loose({
  action: z.unknown().transform(named),
  // marketplace (FDK) bodies name themselves here; they are none of ours (reference 13)
  event: z.unknown().transform(named),
  action_time: z.unknown(),
  // an object, or in python-freshchat's tests a plain string
  actor: z.preprocess((actor) => (typeof actor === 'string' ? { actor_type: actor } : actor), actorSchema),
  data: loose({ message: z.unknown(), assignment: z.unknown(), resolve: z.unknown(), reopen: z.unknown() }),
})
type Envelope = z.infer<typeof envelopeSchema>

/** Reads any JSON; never throws. `receivedAt` stands in for a message's time where the body has none at all. */
export function parseDelivery(raw: unknown, receivedAt: Date): ParsedDelivery {
  const body = storableJson(raw)
  const envelope = envelopeSchema.parse(body)
  const action = envelope.action ?? envelope.event ?? 'unknown'
  const actionAt = readTime(envelope.action_time)
  const event = eventOf(envelope, actionAt ?? receivedAt)
  return {
    event,
    action,
    at: actionAt ?? messageTime(envelope.data.message),
    dedupeKey: dedupeKey(event, envelope, actionAt, body),
  }
}

function eventOf(envelope: Envelope, at: Date): FreshchatEvent {
  const actor: EventActor = { kind: actorKind(envelope.actor.actor_type), id: envelope.actor.actor_id }
  const { message, assignment, resolve, reopen } = envelope.data

  switch (envelope.action) {
    case 'message_create': {
      const parsed = parseMessage(message, { actor, at })
      if (parsed) return { kind: 'message', message: parsed }
      return unknown('a message without an id or a conversation', message)
    }
    case 'conversation_assignment': {
      const read = assignmentSchema.safeParse(assignment)
      const news = read.success ? newsOf(read.data) : null
      if (!read.success || !news) return unknown('an assignment without readable ids', assignment)
      const wire = read.data
      return {
        kind: 'assignment',
        ...news,
        // "" says nobody; only where the key is missing does the conversation itself answer
        toAgentId: isGiven(assignment, 'to_agent_id') ? wire.to_agent_id : news.assignedAgentId,
        toGroupId: isGiven(assignment, 'to_group_id') ? wire.to_group_id : news.assignedGroupId,
        fromAgentId: wire.from_agent_id,
        fromGroupId: wire.from_group_id,
        assignor: doer(wire.assignor, wire.assignor_id, actor),
      }
    }
    case 'conversation_resolution': {
      const read = resolveSchema.safeParse(resolve)
      const news = read.success ? newsOf(read.data) : null
      if (!read.success || !news) return unknown('a resolution without a conversation', resolve)
      return { kind: 'resolution', ...news, resolver: doer(read.data.resolver, read.data.resolver_id, actor) }
    }
    case 'conversation_reopen': {
      const read = reopenSchema.safeParse(reopen)
      const news = read.success ? newsOf(read.data) : null
      if (!read.success || !news) return unknown('a reopening without a conversation', reopen)
      return { kind: 'reopening', ...news, reopener: doer(read.data.reopener, read.data.reopener_id, actor) }
    }
  }
  if (envelope.action !== null) return unknown('an action that is not documented', firstObject(envelope))
  if (envelope.event !== null) return unknown('an event of a marketplace app', null)
  return unknown('a body without an action', firstObject(envelope))
}

const news = {
  conversation: loose(conversationFields),
  interaction_id: optionalId,
  user: loose({ id: optionalId }),
  users: loose({ id: optionalId }),
}
const assignmentSchema = loose({
  ...news,
  assignor: word,
  assignor_id: optionalId,
  to_agent_id: decidingId,
  to_group_id: decidingId,
  from_agent_id: decidingId,
  from_group_id: decidingId,
})
const resolveSchema = loose({ ...news, resolver: word, resolver_id: optionalId })
const reopenSchema = loose({ ...news, reopener: word, reopener_id: optionalId })
const newsSchema = loose(news)

function newsOf(wire: z.infer<typeof newsSchema>): ConversationNews | null {
  const { conversation } = wire
  if (conversation.conversation_id === null) return null
  return {
    conversationId: conversation.conversation_id,
    conversationInternalId: conversation.conversation_internal_id ?? internalIdOf(wire.interaction_id),
    status: conversationStatus(conversation.status),
    assignedAgentId: conversation.assigned_agent_id,
    assignedGroupId: conversation.assigned_group_id,
    channelId: conversation.channel_id,
    interactionId: wire.interaction_id,
    customerId: conversation.user_id ?? wire.user.id ?? wire.users.id,
  }
}

function doer(type: string | null, id: string | null, actor: EventActor): EventActor {
  const kind = actorKind(type)
  if (kind === 'unknown') return { kind: actor.kind, id: id ?? actor.id }
  return { kind, id: id ?? (actor.kind === kind ? actor.id : null) }
}

const anyConversation = loose({
  conversation_id: optionalId,
  conversation: loose({ conversation_id: optionalId }),
})

function unknown(because: string, about: unknown): FreshchatEvent {
  const wire = anyConversation.parse(about)
  return {
    kind: 'unknown',
    because,
    conversationId: wire.conversation_id ?? wire.conversation.conversation_id,
  }
}

/** The first object inside `data`: an action we do not know still tells which conversation it is about. */
function firstObject(envelope: Envelope): unknown {
  return Object.values(envelope.data).find((value) => typeof value === 'object' && value !== null) ?? null
}

function isGiven(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && key in value && Reflect.get(value, key) !== undefined
}

const timed = loose({ created_time: z.unknown() })

function messageTime(message: unknown): Date | null {
  return readTime(timed.parse(message).created_time)
}

function named(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? storable(value).slice(0, 100) : null
}

/** There is no delivery id (reference 12.8). The body's own hash only where nothing better identifies it. */
function dedupeKey(event: FreshchatEvent, envelope: Envelope, at: Date | null, body: unknown): string {
  if (event.kind === 'message') return `message:${event.message.id}`
  // without a time, two assignments to the same agent would look like one
  if (event.kind === 'unknown' || at === null) return `body:${sha256(body)}`
  const change =
    event.kind === 'assignment'
      ? [event.fromAgentId, event.fromGroupId, event.toAgentId, event.toGroupId]
      : []
  const { actor } = envelope
  const what = [
    envelope.action,
    event.conversationId,
    at.toISOString(),
    actor.actor_type,
    actor.actor_id,
    change,
  ]
  return `${event.kind}:${sha256(what)}`
}

function sha256(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? 'undefined')
    .digest('hex')
}
