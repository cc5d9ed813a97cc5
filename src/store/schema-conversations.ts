import type { Generated, GeneratedAlways } from 'kysely'
import type {
  AuthorKind,
  Closure,
  ErrandKind,
  GivenBy,
  Handoff,
  Owner,
  Sentiment,
  TurnErrand,
} from '../conversation.ts'
import type { ReplyMode } from '../settings.ts'
import type { Json, JsonWithDefault } from './schema-json.ts'

export interface ContactsTable {
  id: string
  organization_id: string
  freshchat_id: string
  name: string | null
  email: string | null
  phone: string | null
  properties: Json<{ name: string; value: string }[]>
  read_at: Date | null
}

export interface ConversationsTable {
  id: string
  organization_id: string
  connection_id: string
  freshchat_id: string
  internal_id: string | null
  customer_id: string | null
  channel_id: string | null
  url: string | null
  agent_id: string | null
  group_id: string | null
  assigned_at: Date | null
  given_at: Date | null
  given_epoch: Generated<number>
  resolved_at: Date | null
  epoch: Generated<number>
  human_epoch: Generated<number>
  burst_started_at: Date | null
  due_at: Date | null
  superseded: Generated<number>
  failures: Generated<number>
  read_again: Generated<boolean>
  attend_at: Date | null
  read_back_at: Date | null
  given_by: GivenBy | null
  acted_at: Date | null
  compare_at: Date | null
  forgotten_until: Date | null
  wake_at: GeneratedAlways<Date | null>
  lease_until: Date | null
  fence: Generated<number>
  created_at: Date
}

export interface SessionsTable {
  id: string
  organization_id: string
  conversation_id: string
  ticket_number: Generated<number>
  status: 'open' | 'resolved'
  owner: Owner
  closure: Closure | null
  channel: string
  auto_handle: boolean
  contact_id: string | null
  language: string | null
  sentiment: Sentiment | null
  topic: string | null
  summary: string | null
  handoff: Json<Handoff | null> | null
  previous_session_id: string | null
  reopened_at: Date | null
  owner_epoch: Generated<number>
  no_pickup_at: Date | null
  stopped_at: Date | null
  leaks: Generated<number>
  phrasing_sought_at: Date | null
  created_at: Date
  updated_at: Date
  last_message_at: Date
  /** What it is in all that has few values: session-kinds.ts. */
  kind: GeneratedAlways<string>
}

export interface TurnsTable {
  id: string
  organization_id: string
  conversation_id: string
  session_id: string
  /** null: the turn answers what the customer wrote. */
  errand: TurnErrand | null
  epoch: number
  mode: ReplyMode
  due_at: Date
  started_at: Date
  finished_at: Date | null
  faults: Generated<number>
  decision: Json<unknown> | null
  decided_at: Date | null
  outcome: Json<unknown> | null
  passages: Json<unknown[]>
  draft: string | null
  /** 0 to 1; null: nothing was thought about. */
  confidence: number | null
  checks: Json<unknown[]>
  model: string | null
  usage: Json<unknown> | null
  timings: Json<Record<string, number>>
}

export interface StepsTable {
  id: string
  organization_id: string
  conversation_id: string
  turn_id: string
  position: number
  kind: 'claim' | 'say' | 'note' | 'unassign' | 'assign' | 'resolve'
  text: string | null
  leads_to: Json<{ agentId: string | null; groupId: string | null }> | null
  state: 'planned' | 'sending' | 'unsure' | 'done' | 'dropped'
  attempts: Generated<number>
  looks: Generated<number>
  looked_at: Date | null
  sent_at: Date | null
  newer_than: Date | null
  freshchat_id: string | null
  freshchat_at: Date | null
  not_after: Date | null
  echoed_at: Date | null
  done_at: Date | null
  error: string | null
  agent_id: string | null
  member_name: string | null
  message_id: string | null
  leaked: Generated<boolean>
}

export interface ErrandsTable {
  id: string
  organization_id: string
  conversation_id: string
  session_id: string
  seq: Generated<number>
  kind: ErrandKind
  payload: JsonWithDefault<unknown>
  created_at: Date
  turn_id: string | null
}

export interface MessagesTable {
  id: string
  organization_id: string
  conversation_id: string
  session_id: string | null
  seq: Generated<number>
  freshchat_id: string | null
  author_kind: AuthorKind
  author_id: string | null
  author_name: string | null
  private: boolean
  visibility_known: Generated<boolean>
  text: string
  parts: Json<unknown[]>
  step_id: string | null
  handled_by: string | null
  handled_at: Date | null
  drafted_at: Date | null
  flagged_at: Date | null
  flagged_by: string | null
  flag_note: string | null
  created_at: Date
  received_at: Date
}
