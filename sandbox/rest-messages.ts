import { type Answer, type ApiCall, answerError, jsonObject, ok, wholeNumber } from './answer.ts'
import type { Desk, Draft } from './desk.ts'
import type { Who } from './event.ts'
import type { Conversation, Message, Part } from './records.ts'
import type { Routes } from './rest.ts'
import { BOT_ID } from './seed.ts'
import type { State } from './state.ts'
import type { Json, Wire } from './wire.ts'

const MAX_PAGE = 50

export function messageRoutes(state: State, wire: Wire, desk: Desk): Routes {
  const conversationOf = (call: ApiCall): Conversation => {
    const conversation = state.conversation(call.params.id ?? '')
    if (conversation === undefined)
      throw answerError(404, 'CONVERSATION_NOT_FOUND', 'Conversation does not exist')
    return conversation
  }

  const list = (call: ApiCall): Answer => {
    const conversation = conversationOf(call)
    const perPage = Math.min(MAX_PAGE, wholeNumber(call.query.get('items_per_page'), 20))
    const page = wholeNumber(call.query.get('page'), 1)
    const until = call.query.get('from_time')
    // Against its name, from_time is an inclusive upper bound (8.1).
    const limit = until === null ? Number.POSITIVE_INFINITY : Date.parse(until)
    if (Number.isNaN(limit)) throw answerError(400, 'INVALID_VALUE', 'from_time is not a time')
    const newestFirst = state
      .messages(conversation.id)
      .filter((message) => Date.parse(message.createdAt) <= limit)
      .sort(newerFirst)
    const shown = newestFirst.slice((page - 1) * perPage, page * perPage)
    const next = newestFirst[page * perPage]
    const link =
      next === undefined
        ? undefined
        : { href: olderHref(conversation, perPage, page, until, shown, next), rel: 'messages' }
    return ok({ messages: shown.map(wire.message), link })
  }

  const read = (call: ApiCall): Answer => {
    const message = state.messages(conversationOf(call).id).find((each) => each.id === call.params.messageId)
    if (message === undefined) throw answerError(404, 'MESSAGE_NOT_FOUND', 'Message does not exist')
    return ok(wire.message(message))
  }

  const post = (call: ApiCall): Answer => {
    const conversation = conversationOf(call)
    const draft = draftOf(state, jsonObject(call), conversation)
    return {
      status: state.settings().createStatus,
      body: wire.message(desk.post(conversation.id, draft, !state.settings().echo)),
    }
  }

  return [
    ['GET', '/conversations/:id/messages', list],
    ['POST', '/conversations/:id/messages', post],
    // Undocumented, used in production (5, wedosoft).
    ['GET', '/conversations/:id/messages/:messageId', read],
  ]
}

function newerFirst(a: Message, b: Message): number {
  return Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.seq - a.seq
}

/**
 * The page stays 1 and the cursor is the time of the next older message (8.1), so messages of that millisecond are shown
 * twice. Only when a whole page shares it would the cursor stand still: then the page moves on instead.
 */
function olderHref(
  conversation: Conversation,
  perPage: number,
  page: number,
  until: string | null,
  shown: Message[],
  next: Message,
): string {
  const isStuck = shown[0]?.createdAt === next.createdAt
  const query = isStuck ? { page: page + 1, from: until } : { page: 1, from: next.createdAt }
  const from = query.from === null ? '' : `&from_time=${query.from}`
  return `/v2/conversations/${conversation.id}/messages?page=${query.page}&items_per_page=${perPage}${from}`
}

/** Reads and checks one message of a request body, by the rules of 8.2, without storing anything. */
export function draftOf(
  state: State,
  body: Json,
  conversation: Pick<Conversation, 'userId' | 'channelId'>,
): Draft {
  const parts = partsOf(body.message_parts)
  if (parts.length === 0) throw answerError(400, 'INVALID_VALUE', 'message_parts is required')
  const type = body.message_type ?? 'normal'
  if (type !== 'normal' && type !== 'private')
    throw answerError(400, 'INVALID_VALUE', 'message_type is not valid')
  const isPrivate = type === 'private'
  for (const part of parts) checkPart(state, part)
  if (state.channels.get(conversation.channelId)?.source === 'EMAIL' && !isPrivate) {
    // E-mail conversations take neither text nor the email part, only notes (COM-12374); the second has no message.
    throw answerError(
      400,
      'INVALID_VALUE',
      parts.some((part) => 'email' in part) ? undefined : 'Fragment not supported in conversation',
    )
  }
  return {
    by: actorOf(state, body, conversation.userId),
    parts,
    replyParts: partsOf(body.reply_parts),
    isPrivate,
    source: 'api',
  }
}

function partsOf(value: unknown): Part[] {
  if (!Array.isArray(value)) return []
  if (!value.every((part) => typeof part === 'object' && part !== null && Object.keys(part).length === 1))
    throw answerError(400, 'INVALID_VALUE', 'Every part needs exactly one kind')
  return value as Part[] // just checked
}

function checkPart(state: State, part: Part): void {
  if ('text' in part) {
    const content = (part.text as Json | null)?.content
    if (typeof content !== 'string' || content === '')
      throw answerError(400, 'INVALID_VALUE', 'TEXT_EMPTY_CONTENT')
    if (content.length > state.settings().maxTextLength)
      throw answerError(400, 'INVALID_VALUE', 'Text is too long')
  }
  const url = (part.image as Json | null | undefined)?.url
  if ('image' in part && (typeof url !== 'string' || !/^https?:/.test(url)))
    throw answerError(400, 'INVALID_VALUE', 'IMAGE_EMPTY_CONTENT')
}

function actorOf(state: State, body: Json, userId: string): Who {
  const id = typeof body.actor_id === 'string' ? body.actor_id : ''
  switch (body.actor_type) {
    case 'agent': {
      const agent = state.agents.get(id)
      if (agent === undefined || agent.is_deleted)
        throw answerError(404, 'AGENT_NOT_FOUND', 'Agent does not exist')
      if (agent.is_deactivated) throw answerError(400, 'INVALID_VALUE', 'Agent is deactivated')
      return { type: 'agent', id }
    }
    case 'user':
      if (state.users.get(id) === undefined) throw answerError(404, 'USER_NOT_FOUND', 'User does not exist')
      if (id !== userId) throw answerError(400, 'INVALID_VALUE', 'User is not in the conversation')
      return { type: 'user', id }
    case 'bot':
      // The official SDK sends bots without an id, or with an empty one; the read side shows a service account (8.2).
      return { type: state.settings().botActorType, id: id === '' ? BOT_ID : id }
    case 'system':
      return { type: 'system', id: id === '' ? BOT_ID : id }
    default:
      throw answerError(400, 'INVALID_VALUE', 'actor_type is not valid')
  }
}
