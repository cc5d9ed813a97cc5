import type { z } from 'zod'
import { storableJson } from '../storable.ts'
import { htmlToText, isHtml } from './plain-text.ts'
import { flag, list, loose, optionalId, optionalText, requiredId, time, word } from './wire.ts'

export type ActorKind = 'customer' | 'agent' | 'bot' | 'system'

export interface Actor {
  kind: ActorKind
  id: string | null
}

export interface FreshchatMessage {
  id: string
  conversationId: string
  /** Freshchat's number for the same conversation, where the message tells it. */
  conversationInternalId: string | null
  actor: Actor
  customerId: string | null
  private: boolean
  /** False when an agent's message does not say whether customers see it: read it again by API. */
  visibilityKnown: boolean
  /** "Conversation was marked resolved by …" is a message too, written as if an agent had typed it. */
  statusLine: null | 'resolved' | 'reopened' | 'other'
  text: string
  /** As Freshchat sent them, in order; offered quick replies (reply_parts) are not among them. */
  parts: unknown[]
  /** Lower-cased: web, mobile, api, system, …; any value may come. */
  source: string | null
  channelId: string | null
  interactionId: string | null
  createdAt: Date
  /** Set when Freshchat took the message but could not deliver it. */
  failed: { code: string | null; message: string | null } | null
}

/** What to assume where the body itself does not say. */
export interface MessageContext {
  conversationId?: string
  actor?: { kind: ActorKind | 'unknown'; id: string | null }
  /** Taken for `createdAt` when the message has no readable time. */
  at: Date
}

const messageSchema = loose({
  id: requiredId,
  conversation_id: optionalId,
  freshchat_conversation_id: optionalId,
  channel_id: optionalId,
  interaction_id: optionalId,
  actor_type: word,
  actor_id: optionalId,
  user_id: optionalId,
  message_type: word,
  message_source: word,
  message_parts: list,
  msg_parts: list,
  botsPrivateNote: flag,
  meta_data: loose({ isResolved: flag, isReopen: flag }),
  created_time: time,
  status: word,
  error_code: optionalId,
  error_message: optionalText,
})

/** null when the body names no message or no conversation. */
export function parseMessage(body: unknown, context: MessageContext): FreshchatMessage | null {
  const read = messageSchema.safeParse(storableJson(body))
  if (!read.success) return null
  const wire = read.data
  const conversationId = wire.conversation_id ?? context.conversationId ?? null
  if (conversationId === null) return null

  const actor = actorOf(wire, context)
  const parts = wire.message_parts.length > 0 ? wire.message_parts : wire.msg_parts
  const statusLine = statusLineOf(wire)
  const isPrivate = wire.message_type === 'private' || wire.botsPrivateNote
  const text = textOf(parts, actor.kind)

  return {
    id: wire.id,
    conversationId,
    conversationInternalId: wire.freshchat_conversation_id ?? internalIdOf(wire.interaction_id),
    actor,
    customerId: wire.user_id ?? (actor.kind === 'customer' ? actor.id : null),
    private: isPrivate,
    // webhooks of Nov 2022 left message_type out and say botsPrivateNote: false, which is about bots only
    visibilityKnown:
      isPrivate ||
      statusLine !== null ||
      actor.kind !== 'agent' ||
      wire.message_type === 'normal' ||
      wire.message_type === 'system',
    statusLine,
    text: actor.kind !== 'customer' && isHtml(text) ? htmlToText(text) : text,
    parts,
    source: wire.message_source,
    channelId: wire.channel_id,
    interactionId: wire.interaction_id,
    createdAt: wire.created_time ?? context.at,
    failed:
      wire.status === 'failed' || wire.error_code !== null
        ? { code: wire.error_code, message: wire.error_message }
        : null,
  }
}

/**
 * Whether the message carries exactly this text, as our own echo does. An agent's text may have been turned from
 * HTML into plain text on reading, so the parts are compared too; white space is not.
 */
export function carriesText(message: FreshchatMessage, text: string): boolean {
  const wanted = squeezed(text)
  return squeezed(message.text) === wanted || squeezed(textOf(message.parts, message.actor.kind)) === wanted
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** An interaction is named `<internal id>-<epoch ms of its start>` (reference 4.6). */
export function internalIdOf(interactionId: string | null): string | null {
  return /^(\d{1,20})-\d{10,}$/.exec(interactionId ?? '')?.[1] ?? null
}

const ACTORS: Record<string, ActorKind> = { user: 'customer', agent: 'agent', bot: 'bot', system: 'system' }

export function actorKind(actorType: string | null): ActorKind | 'unknown' {
  return ACTORS[actorType ?? ''] ?? 'unknown'
}

type WireMessage = z.infer<typeof messageSchema>

function actorOf(wire: WireMessage, context: MessageContext): Actor {
  const own = actorKind(wire.actor_type)
  if (own !== 'unknown') return { kind: own, id: wire.actor_id ?? sameKindId(own, context) }
  const id = wire.actor_id ?? context.actor?.id ?? null
  const told = context.actor?.kind ?? 'unknown'
  if (told !== 'unknown') return { kind: told, id }
  if (id !== null && id === wire.user_id) return { kind: 'customer', id }
  // somebody we do not know wrote in the team's place: taking it for a rep is the error that talks over nobody
  return { kind: 'agent', id }
}

function sameKindId(kind: ActorKind, context: MessageContext): string | null {
  return context.actor?.kind === kind ? context.actor.id : null
}

/** Never taken for an agent's reply (reference 6.6, from the official SDK's tests). */
function statusLineOf(wire: WireMessage): FreshchatMessage['statusLine'] {
  if (wire.meta_data.isResolved) return 'resolved'
  if (wire.meta_data.isReopen) return 'reopened'
  return wire.message_source === 'system' || wire.message_type === 'system' ? 'other' : null
}

const button = loose({ label: optionalText, custom_reply_text: optionalText })
const partSchema = loose({
  text: loose({ content: optionalText }),
  email: loose({ subject: optionalText, content: optionalText }),
  collection: loose({ sub_parts: list }),
  quick_reply_button: button,
  callback: button,
  // 2018: {part_type: "text", properties: {text}}
  properties: loose({ text: optionalText }),
})

function textOf(parts: unknown[], actor: ActorKind): string {
  return parts
    .map((part) => partText(part, actor))
    .filter((text) => text !== null)
    .join('\n')
}

function partText(part: unknown, actor: ActorKind, depth = 0): string | null {
  const wire = partSchema.parse(part)
  if (wire.text.content !== null) return wire.text.content
  if (wire.properties.text !== null) return wire.properties.text
  if (wire.email.content !== null) {
    const { subject, content } = wire.email
    const body = isHtml(content) ? htmlToText(content) : content
    return subject === null ? body : `${subject}\n${body}`
  }
  if (wire.collection.sub_parts.length > 0 && depth < 3) {
    const texts = wire.collection.sub_parts
      .map((sub) => partText(sub, actor, depth + 1))
      .filter((text) => text !== null)
    return texts.length > 0 ? texts.join('\n') : null
  }
  // a tapped button is what the customer said; how a tap is reported is not documented (reference 8.2)
  if (actor === 'customer') {
    const tapped = wire.quick_reply_button.label === null ? wire.callback : wire.quick_reply_button
    return tapped.custom_reply_text ?? tapped.label
  }
  return null
}
