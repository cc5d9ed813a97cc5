import type { Generated } from 'kysely'
import type { AlertItem, AlertKind, AlertWay } from '../alert.ts'
import type { Actor, AuditAction } from '../audit.ts'
import type { Drift, Filters } from '../connection.ts'
import type { ChangeKind } from './changes.ts'
import type {
  ContactsTable,
  ConversationsTable,
  ErrandsTable,
  MessagesTable,
  SessionsTable,
  StepsTable,
  TurnsTable,
} from './schema-conversations.ts'
import type { FreshchatCallsTable, ModelSpendingTable } from './schema-counts.ts'
import type { EmbeddingsTable, PassageVectorsTable } from './schema-embeddings.ts'
import type { ForwardingTable, ForwardsTable } from './schema-forwards.ts'
import type { Json, JsonWithDefault } from './schema-json.ts'
import type { AuthUserTable, MemberTable, OrganizationTable, SecondFactorsTable } from './schema-members.ts'
import type { PhrasingSourcesTable, SuggestedPhrasingsTable } from './schema-phrasings.ts'
import type { WebsitePagesTable, WebsitesTable } from './schema-websites.ts'
import type { SessionWordsOwedTable, SessionWordsTable } from './schema-words.ts'

/** The tables as Kysely sees them. Times are Dates, int8 a number; jsonb is written with `json()` and read as a value. */
export interface Schema {
  organization: OrganizationTable
  member: MemberTable
  auth_user: AuthUserTable
  second_factors: SecondFactorsTable
  settings: SettingsTable
  model_spending: ModelSpendingTable
  connections: ConnectionsTable
  freshchat_rates: RatesTable
  freshchat_calls: FreshchatCallsTable
  deliveries: DeliveriesTable
  refused_deliveries: RefusedDeliveriesTable
  forwards: ForwardsTable
  forwarding: ForwardingTable
  alerts: AlertsTable
  changes: ChangesTable
  changed_customers: ChangedCustomersTable
  audit_entries: AuditEntriesTable
  forgotten_customers: ForgottenCustomersTable
  contacts: ContactsTable
  conversations: ConversationsTable
  sessions: SessionsTable
  session_words: SessionWordsTable
  session_words_owed: SessionWordsOwedTable
  turns: TurnsTable
  steps: StepsTable
  errands: ErrandsTable
  messages: MessagesTable
  articles: ArticlesTable
  passages: PassagesTable
  passage_terms: PassageTermsTable
  term_counts: TermCountsTable
  knowledge_totals: KnowledgeTotalsTable
  opinions: OpinionsTable
  embeddings: EmbeddingsTable
  passage_vectors: PassageVectorsTable
  suggested_phrasings: SuggestedPhrasingsTable
  phrasing_sources: PhrasingSourcesTable
  websites: WebsitesTable
  website_pages: WebsitePagesTable
}

interface SettingsTable {
  organization_id: string
  value: Json<unknown>
  sealed_keys: Json<Record<string, string>>
  alert_secret: string | null
  asked_at: Date | null
  updated_at: Date
}

interface ConnectionsTable {
  id: string
  organization_id: string
  domain: string
  base_url: string
  account_id: string | null
  app_id: string | null
  agent_id: string
  agent_email: string
  agent_name: string
  former_agent_ids: JsonWithDefault<string[]>
  token_sealed: string
  token_agent_id: string | null
  token_ends_with: string
  public_key: string | null
  secret_hash: string
  secret_sealed: string
  auto_handle: boolean
  filters: Json<Filters>
  channels: Json<{ id: string; name: string | null; source: string | null; welcomeText: string | null }[]>
  agents: Json<{ id: string; name: string | null; email: string | null }[]>
  checks: Json<unknown>
  unheard_since: Date | null
  drift: Json<Drift | null> | null
  token_refused_at: Date | null
  watch_at: Date | null
  watched_at: Date | null
  probe_at: Date | null
  listed_until: Date | null
  broken_since: Date | null
  broken_told_at: Date | null
  key_proved_at: Date | null
  created_at: Date
  updated_at: Date
  disconnected_at: Date | null
  forward_url: string | null
}

interface ChangedCustomersTable {
  organization_id: string
  connection_id: string
  freshchat_id: string
  found_at: Date
}

interface AuditEntriesTable {
  id: string
  organization_id: string
  at: Date
  actor: Json<Actor>
  action: AuditAction
  subject_id: string | null
  before: Json<unknown> | null
  after: Json<unknown> | null
}

interface ForgottenCustomersTable {
  organization_id: string
  fingerprint: string
  until: Date
}

interface RefusedDeliveriesTable {
  id: string
  organization_id: string
  connection_id: string
  body: Uint8Array | null
  signature: string | null
  received_at: Date
}

interface AlertsTable {
  id: string
  organization_id: string
  kind: AlertKind
  items: Json<AlertItem[]>
  created_at: Date
  due_at: Date | null
  attempts: Generated<number>
  sent: JsonWithDefault<Partial<Record<AlertWay, string>>>
  error: string | null
}

/** Written by triggers only. */
interface ChangesTable {
  id: Generated<number>
  xid: Generated<string>
  organization_id: string
  kind: ChangeKind
  object_id: string
  changed_at: Generated<Date>
}

interface RatesTable {
  connection_id: string
  organization_id: string
  per_window: number
  remaining: number
  window_ms: number
  resets_at: Date
  blocked_until: Date | null
  updated_at: Date
}

interface DeliveriesTable {
  id: string
  organization_id: string
  connection_id: string
  dedupe_key: string
  action: string
  body: Uint8Array
  event_at: Date | null
  received_at: Date
  result: string
}

export interface ArticlesTable {
  id: string
  organization_id: string
  external_id: string | null
  title: string
  body: string
  phrasings: Json<string[]>
  url: string | null
  visibility: 'public' | 'internal'
  state: 'published' | 'draft'
  language: string
  website_id: string | null
  created_at: Date
  updated_at: Date
}

interface PassagesTable {
  id: string
  organization_id: string
  article_id: string
  position: number
  heading: string
  text: string
  word_length: number
  gram_length: number
  terms: string[]
}

interface PassageTermsTable {
  organization_id: string
  term: string
  passage_id: string
  frequency: number
  length: number
}

interface TermCountsTable {
  organization_id: string
  term: string
  passages: number
}

interface OpinionsTable {
  organization_id: string
  version: Generated<number>
  model: Buffer | null
  format: Generated<number>
  learnt_at: Date | null
  lease_until: Date | null
}

interface KnowledgeTotalsTable {
  organization_id: string
  version: Generated<number>
  passages: Generated<number>
  word_length: Generated<number>
  gram_length: Generated<number>
}
