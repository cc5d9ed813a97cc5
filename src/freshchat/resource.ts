import { z } from 'zod'
import { storableJson } from '../storable.ts'
import { htmlToText, isHtml } from './plain-text.ts'
import { decidingId, flag, list, loose, optionalId, optionalText, requiredId, time, word } from './wire.ts'

/** What Freshchat's REST API answers, in our nouns. A parser returns null for a body that is not that thing. */

export interface Account {
  accountId: string | null
  appId: string | null
  organizationId: string | null
  /** Host of the agents' application, e.g. `acme-1234.freshchat.com`. */
  domain: string | null
  plan: string | null
}

export interface FreshchatAgent {
  id: string
  email: string | null
  name: string | null
  isDeactivated: boolean
  isDeleted: boolean
}

export interface FreshchatConversation {
  id: string
  /** Freshchat's number for the same conversation. */
  internalId: string | null
  status: 'open' | 'resolved'
  rawStatus: string | null
  assignedAgentId: string | null
  assignedGroupId: string | null
  channelId: string | null
  customerId: string | null
  /** Where reps see it; from the answer, so check the host before showing it as a link. */
  url: string | null
  createdAt: Date | null
  updatedAt: Date | null
  interactionId: string | null
}

export interface FreshchatContact {
  id: string
  name: string | null
  email: string | null
  phone: string | null
  properties: { name: string; value: string }[]
}

export interface FreshchatGroup {
  id: string
  name: string | null
}

/** What Freshchat calls a channel is a topic of the widget; the transport shows in `source`, if anywhere. */
export interface FreshchatChannel {
  id: string
  name: string | null
  source: string | null
  welcomeText: string | null
}

const accountFields = {
  account_id: optionalId,
  app_id: optionalId,
  organisation_id: optionalId,
  account_domain: optionalText,
  organisation_domain: optionalText,
  plan_type: optionalText,
}
// flat in captures, wrapped in `configuration` in PostHog's tests (reference 6.1)
const accountSchema = loose({ ...accountFields, configuration: loose(accountFields) })

export function parseAccount(body: unknown): Account | null {
  const outer = accountSchema.parse(storableJson(body))
  const wire = (outer.account_id ?? outer.app_id ?? outer.organisation_id) ? outer : outer.configuration
  if ((wire.account_id ?? wire.app_id ?? wire.organisation_id) === null) return null
  return {
    accountId: wire.account_id,
    appId: wire.app_id,
    organizationId: wire.organisation_id,
    domain: wire.account_domain ?? wire.organisation_domain,
    plan: wire.plan_type,
  }
}

const agentSchema = loose({
  id: requiredId,
  email: optionalText,
  first_name: optionalText,
  last_name: optionalText,
  is_deactivated: flag,
  is_deleted: flag,
})

export function parseAgent(body: unknown): FreshchatAgent | null {
  const read = agentSchema.safeParse(storableJson(body))
  if (!read.success) return null
  const wire = read.data
  return {
    id: wire.id,
    email: wire.email?.trim() ?? null,
    name: fullName(wire.first_name, wire.last_name),
    isDeactivated: wire.is_deactivated,
    isDeleted: wire.is_deleted,
  }
}

export const conversationFields = {
  conversation_id: optionalId,
  conversation_internal_id: optionalId,
  status: word,
  assigned_agent_id: decidingId,
  assigned_group_id: decidingId,
  channel_id: optionalId,
  user_id: optionalId,
  users: list,
}
const conversationSchema = loose({
  ...conversationFields,
  id: optionalId,
  url: optionalText,
  interaction_id: optionalId,
  created_time: time,
  updated_time: time,
})
const hasId = loose({ id: optionalId })

export function parseConversation(body: unknown): FreshchatConversation | null {
  const read = conversationSchema.safeParse(storableJson(body))
  if (!read.success) return null
  const wire = read.data
  const id = wire.conversation_id ?? wire.id
  if (id === null) return null
  return {
    id,
    internalId: wire.conversation_internal_id,
    status: conversationStatus(wire.status) ?? 'open',
    rawStatus: wire.status,
    assignedAgentId: wire.assigned_agent_id,
    assignedGroupId: wire.assigned_group_id,
    channelId: wire.channel_id,
    customerId: wire.user_id ?? hasId.parse(wire.users[0]).id,
    url: webUrl(wire.url),
    createdAt: wire.created_time,
    updatedAt: wire.updated_time,
    interactionId: wire.interaction_id,
  }
}

/** new, assigned, reopened, open and reopen are all open (reference 7.3); null when nothing is said. */
export function conversationStatus(status: string | null): 'open' | 'resolved' | null {
  if (status === null) return null
  return status === 'resolved' || status === 'closed' ? 'resolved' : 'open'
}

const contactSchema = loose({
  id: requiredId,
  email: optionalText,
  first_name: optionalText,
  last_name: optionalText,
  phone: optionalText,
  properties: z.unknown(),
})
const propertySchema = loose({ name: optionalText, value: z.unknown() })

export function parseContact(body: unknown): FreshchatContact | null {
  const read = contactSchema.safeParse(storableJson(body))
  if (!read.success) return null
  const wire = read.data
  return {
    id: wire.id,
    name: fullName(wire.first_name, wire.last_name),
    email: wire.email?.trim() ?? null,
    phone: wire.phone?.trim() ?? null,
    properties: propertiesOf(wire.properties),
  }
}

/** An array of {name, value} for users, an object elsewhere (reference 16.11). */
function propertiesOf(properties: unknown): FreshchatContact['properties'] {
  const rows = Array.isArray(properties)
    ? properties.map((row) => propertySchema.parse(row)).map(({ name, value }) => [name, value] as const)
    : Object.entries(loose({}).parse(properties))
  return rows.flatMap(([name, value]) => {
    if (name === null || value === null || value === undefined) return []
    return { name, value: typeof value === 'object' ? JSON.stringify(value) : String(value) }
  })
}

const groupSchema = loose({ id: requiredId, name: optionalText })

export function parseGroup(body: unknown): FreshchatGroup | null {
  const read = groupSchema.safeParse(storableJson(body))
  return read.success ? { id: read.data.id, name: read.data.name } : null
}

const textPart = loose({ text: loose({ content: optionalText }) })
const channelSchema = loose({
  id: requiredId,
  name: optionalText,
  source: word,
  welcome_message: loose({ message_parts: list }),
})

export function parseChannel(body: unknown): FreshchatChannel | null {
  const read = channelSchema.safeParse(storableJson(body))
  if (!read.success) return null
  const wire = read.data
  const welcome = wire.welcome_message.message_parts
    .map((part) => textPart.parse(part).text.content)
    .filter((text) => text !== null)
    .join('\n')
  return {
    id: wire.id,
    name: wire.name,
    source: wire.source,
    welcomeText: welcome === '' ? null : isHtml(welcome) ? htmlToText(welcome) : welcome,
  }
}

function fullName(first: string | null, last: string | null): string | null {
  return [first, last].flatMap((name) => name?.trim() ?? []).join(' ') || null
}

/** Only what a browser may open: never `javascript:` from somebody else's JSON. */
function webUrl(text: string | null): string | null {
  const url = text !== null && URL.canParse(text) ? new URL(text) : null
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : null
}
