-- The bridge: one Freshchat connection, its conversations with their lane, sessions, messages, turns and steps.
-- Every table here carries organization_id under a forced policy; see docs/architecture.md, Organizations.

do $$ begin
  create role baton_app nologin;
exception when duplicate_object or unique_violation then null; end $$;

do $$ begin
  create role baton_system nologin;
exception when duplicate_object or unique_violation then null; end $$;

do $$ begin
  if not pg_has_role(current_user, 'baton_app', 'member') then execute format('grant baton_app to %I', current_user); end if;
  if not pg_has_role(current_user, 'baton_system', 'member') then execute format('grant baton_system to %I', current_user); end if;
end $$;

grant usage on schema public to baton_app, baton_system;

create table settings (
  organization_id text primary key references organization (id) on delete cascade,
  value jsonb not null,
  -- model keys, sealed, by provider slot: {"primary": "…", "fallback:0": "…"}
  sealed_keys jsonb not null default '{}',
  updated_at timestamptz not null
);

-- one for all organizations: a counter of each organization's own would be a row that every new session waits for
create sequence ticket_numbers;

grant usage on sequence ticket_numbers to baton_app;

create table connections (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  domain text not null,
  base_url text not null,
  account_id text,
  app_id text,
  agent_id text not null,
  agent_email text not null,
  agent_name text not null,
  -- agents that were the default one before: their seat is ours, not a rep's
  former_agent_ids jsonb not null default '[]',
  token_sealed text not null,
  token_ends_with text not null,
  public_key text,
  secret_hash text not null unique,
  secret_sealed text not null,
  auto_handle boolean not null,
  filters jsonb not null,
  -- Freshchat's channels (topics) as last read: [{id, name, source, welcomeText}]
  channels jsonb not null default '[]',
  -- its agents as last read: [{id, name, email}]
  agents jsonb not null default '[]',
  -- the last result of each check: [{name, ok, detail, fix, checkedAt}]
  checks jsonb not null default '[]',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  disconnected_at timestamptz
);

create unique index connections_one_in_force on connections (organization_id) where disconnected_at is null;

create table freshchat_rates (
  connection_id uuid primary key references connections (id) on delete cascade,
  organization_id text not null references organization (id) on delete cascade,
  per_window integer not null,
  remaining integer not null,
  window_ms integer not null,
  resets_at timestamptz not null,
  blocked_until timestamptz,
  updated_at timestamptz not null
);

create table deliveries (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  connection_id uuid not null references connections (id) on delete cascade,
  dedupe_key text not null,
  action text not null,
  -- the bytes as they came: JSON may hold what jsonb refuses (NUL)
  body bytea not null,
  event_at timestamptz,
  received_at timestamptz not null,
  result text not null,
  unique (connection_id, dedupe_key)
);

create index deliveries_by_action on deliveries (connection_id, action, received_at);

create table contacts (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  freshchat_id text not null,
  name text,
  email text,
  phone text,
  properties jsonb not null default '[]',
  read_at timestamptz,
  unique (organization_id, freshchat_id)
);

create table conversations (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  connection_id uuid not null references connections (id) on delete cascade,
  freshchat_id text not null,
  internal_id text,
  customer_id text,
  channel_id text,
  url text,
  -- Freshchat's word as last heard, and when it was true there; an older event does not overwrite a newer one
  agent_id text,
  group_id text,
  assigned_at timestamptz,
  -- when it was given to the default agent by somebody else than us (no echo of a claim)
  given_at timestamptz,
  -- and the epoch in which we heard of it
  given_epoch bigint not null default 0,
  resolved_at timestamptz,
  -- the lane
  epoch bigint not null default 0,
  -- the epoch of the last act that silences the AI: a rep's message, an assignment, a resolution
  human_epoch bigint not null default 0,
  burst_started_at timestamptz,
  due_at timestamptz,
  superseded integer not null default 0,
  -- turns that failed in a row, for backoff; set back by an outcome
  failures integer not null default 0,
  -- a delivery asked that Freshchat be read again before anything else happens (doubtful or very late event)
  read_again boolean not null default false,
  lease_until timestamptz,
  fence bigint not null default 0,
  created_at timestamptz not null,
  unique (organization_id, freshchat_id)
);

create index conversations_due on conversations (due_at) where due_at is not null;

create table sessions (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  conversation_id uuid not null references conversations (id) on delete cascade,
  ticket_number bigint not null default nextval('ticket_numbers'),
  status text not null check (status in ('open', 'resolved')),
  owner text not null check (owner in ('ai', 'human', 'none')),
  closure text check (closure in ('confirmed', 'assumed', 'rep', 'rule', 'gone')),
  channel text not null,
  -- R3: the mode in force when the session opened
  auto_handle boolean not null,
  contact_id uuid references contacts (id),
  language text,
  sentiment text,
  topic text,
  summary text,
  handoff jsonb,
  previous_session_id uuid references sessions (id) on delete set null,
  reopened_at timestamptz,
  -- the conversation's epoch when the owner last changed: what we heard of before cannot give it back
  owner_epoch bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  last_message_at timestamptz not null,
  unique (organization_id, ticket_number)
);

create unique index sessions_one_open on sessions (conversation_id) where status = 'open';

create index sessions_newest on sessions (organization_id, created_at desc, id desc);

create index sessions_of_conversation on sessions (conversation_id, created_at);

create table turns (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  conversation_id uuid not null references conversations (id) on delete cascade,
  session_id uuid not null references sessions (id) on delete cascade,
  epoch bigint not null,
  -- autopilot, assist or shadow, as it was when the turn began
  mode text not null,
  due_at timestamptz not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- how often thinking ended in an unexpected fault; after three the customer gets a person
  faults integer not null default 0,
  decision jsonb,
  decided_at timestamptz,
  outcome jsonb,
  passages jsonb not null default '[]',
  draft text,
  checks jsonb not null default '[]',
  model text,
  usage jsonb,
  timings jsonb not null default '{}'
);

create unique index turns_one_running on turns (conversation_id) where finished_at is null;

create index turns_of_session on turns (session_id, started_at);

create table steps (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  conversation_id uuid not null references conversations (id) on delete cascade,
  turn_id uuid not null references turns (id) on delete cascade,
  position integer not null,
  kind text not null check (kind in ('claim', 'say', 'note', 'unassign')),
  text text,
  -- the state in Freshchat that the act leads to, by which its echo is known: {agentId, groupId}
  leads_to jsonb,
  state text not null check (state in ('planned', 'sending', 'unsure', 'done', 'dropped')),
  attempts integer not null default 0,
  looks integer not null default 0,
  looked_at timestamptz,
  sent_at timestamptz,
  -- Freshchat's time of the newest message before this one was sent: our own cannot be older (two clocks never compared)
  newer_than timestamptz,
  -- Freshchat's id (message) and time of what the act became
  freshchat_id text,
  freshchat_at timestamptz,
  echoed_at timestamptz,
  done_at timestamptz,
  error text,
  unique (turn_id, position)
);

create index steps_of_conversation on steps (conversation_id, kind, state);

create table messages (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  conversation_id uuid not null references conversations (id) on delete cascade,
  session_id uuid references sessions (id) on delete cascade,
  seq bigint generated always as identity,
  freshchat_id text,
  author_kind text not null check (author_kind in ('customer', 'ai', 'rep', 'system')),
  author_id text,
  author_name text,
  private boolean not null,
  -- an agent's message that did not say whether it is private is read again (S4)
  visibility_known boolean not null default true,
  text text not null,
  parts jsonb not null,
  step_id uuid references steps (id) on delete set null,
  -- a customer's message is handled by the turn that came to an outcome about it
  handled_by uuid references turns (id) on delete set null,
  handled_at timestamptz,
  created_at timestamptz not null,
  received_at timestamptz not null,
  unique (organization_id, freshchat_id)
);

create index messages_of_conversation on messages (conversation_id, created_at, seq);

create index messages_of_session on messages (session_id, created_at, seq);

create index messages_unhandled on messages (conversation_id) where author_kind = 'customer' and handled_at is null;

do $$ declare t text; begin
  foreach t in array array['settings', 'connections', 'freshchat_rates', 'deliveries', 'contacts',
                           'conversations', 'sessions', 'turns', 'steps', 'messages'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_organization on %I to baton_app using (organization_id = current_setting(''app.organization_id'', true)) with check (organization_id = current_setting(''app.organization_id'', true))', t);
    execute format('grant select, insert, update, delete on %I to baton_app', t);
  end loop;
end $$;

-- baton_system sees only what comes before an organization is known: whose secret this is, and which conversations are due.
grant select (id, organization_id, secret_hash) on connections to baton_system;

create policy system_finds_secret on connections for select to baton_system using (true);

grant select (id, organization_id, due_at, lease_until) on conversations to baton_system;

create policy system_finds_due on conversations for select to baton_system using (due_at is not null);
