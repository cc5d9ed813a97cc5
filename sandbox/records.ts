// What is kept. Names in Freshchat's spelling where a record goes over the wire nearly as it is.

export interface Account {
  organisation_id: number
  organisation_domain: string
  account_id: number
  account_domain: string
  app_id: string
  bundle_id: number
  bundle_type: string
  plan_type: string
  datacenter: string
  web_chat_id: string
}

export interface Agent {
  id: string
  email: string
  first_name: string
  last_name: string
  groups: string[]
  role_id: string
  org_agent_id: string
  is_deactivated: boolean
  is_deleted: boolean
  availability_status: 'AVAILABLE' | 'UNAVAILABLE'
  agent_status: { id: string; name: string } | null
  created_time: string
  updated_time: string
}

export interface Group {
  id: string
  name: string
  description: string
  routing_type: string
}

export interface Channel {
  id: string
  /** The numeric id, as messages carry it in `freshchat_channel_id`. */
  number: string
  name: string
  source: 'FRESHCHAT' | 'WHATSAPP' | 'EMAIL'
  welcome: string | null
}

export interface Role {
  id: string
  name: string
  description: string
  is_custom_role: boolean
}

export interface Property {
  name: string
  value: string
}

export interface User {
  id: string
  first_name: string
  last_name: string | null
  email: string | null
  phone: string | null
  reference_id: string | null
  restore_id: string
  org_contact_id: string
  properties: Property[]
  created_time: string
  updated_time: string
}

export type Status = 'new' | 'assigned' | 'reopened' | 'resolved'

export interface Conversation {
  id: string
  internalId: number
  userId: string
  channelId: string
  status: Status
  agentId: string | null
  groupId: string | null
  properties: Record<string, unknown>
  /** `<internal id>-<epoch ms>`: a new one whenever the conversation is reopened (12.7). */
  interactionId: string
  createdAt: string
  updatedAt: string
}

export type ActorType = 'user' | 'agent' | 'bot' | 'system'
export type Part = Record<string, unknown>

export interface Message {
  id: string
  /** Order of arrival: two messages may share a millisecond. */
  seq: number
  conversationId: string
  channelId: string
  userId: string
  interactionId: string
  actorType: ActorType
  actorId: string
  /** `null` for status lines: Freshchat leaves the key out. */
  messageType: 'normal' | 'private' | null
  source: string
  parts: Part[]
  replyParts: Part[]
  metaData: Record<string, unknown> | null
  createdAt: string
}

export interface Delivery {
  id: string
  seq: number
  conversationId: string
  action: string
  /** The exact bytes that are signed and sent, also on every retry. */
  body: string
  status: 'pending' | 'delivered' | 'failed' | 'dropped'
  attempts: number
  lastStatus: number | 'timeout' | 'error' | null
  nextAt: string | null
  createdAt: string
}
