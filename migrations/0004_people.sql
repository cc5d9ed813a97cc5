alter table conversations
  -- when the session asks for attention by itself if nothing happens before: nobody picked up, or the customer has long been quiet
  add column attend_at timestamptz,
  -- when Freshchat is asked whether a rep was faster, if the echo of our message stays away until then
  add column read_back_at timestamptz,
  -- Freshchat's time of the last act of a person
  add column acted_at timestamptz,
  -- how it was last given to the AI: by an assignment (of a person, of a rule), by a team's order, or by the customer's yes
  add column given_by text check (given_by in ('assignment', 'rule', 'order', 'customer'));

alter table conversations
  add column wake_at timestamptz generated always as (least(due_at, attend_at, read_back_at)) stored;

create index conversations_wake on conversations (wake_at) where wake_at is not null;

drop index conversations_due;

grant select (wake_at) on conversations to baton_system;

drop policy system_finds_due on conversations;

create policy system_finds_due on conversations for select to baton_system using (wake_at is not null);

alter table sessions
  -- when the customer was told that nobody has come, and asked whether the AI shall go on; once in a session
  add column no_pickup_at timestamptz,
  -- a rep's /baton stop: no drafts either, until /baton take
  add column stopped_at timestamptz,
  -- answers of ours that Freshchat stored after a rep's act
  add column leaks integer not null default 0;

-- one thing owed in a conversation beside an answer: a rep's command, a member's act, what must be told or put right
create table errands (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  conversation_id uuid not null references conversations (id) on delete cascade,
  session_id uuid not null references sessions (id) on delete cascade,
  seq bigint generated always as identity,
  kind text not null check (kind in ('draft', 'why', 'help', 'leak', 'return', 'resolve_again', 'post', 'assign', 'resolve')),
  payload jsonb not null default '{}',
  created_at timestamptz not null,
  -- the turn that sees to it
  turn_id uuid references turns (id) on delete cascade
);

create index errands_waiting on errands (conversation_id, seq) where turn_id is null;

alter table errands enable row level security;

alter table errands force row level security;

create policy own_organization on errands to baton_app using (organization_id = current_setting('app.organization_id', true)) with check (organization_id = current_setting('app.organization_id', true));

grant select, insert, update, delete on errands to baton_app;

-- null: the turn answers what the customer wrote; else what it does instead
alter table turns add column errand text;

alter table steps drop constraint steps_kind_check;

alter table steps
  add constraint steps_kind_check check (kind in ('claim', 'say', 'note', 'unassign', 'assign', 'resolve')),
  -- who posts it; null: the default agent
  add column agent_id text,
  -- the member who wrote it in the Inbox; null: the AI
  add column member_name text,
  -- the message that stands in the thread already, waiting for Freshchat's id
  add column message_id uuid references messages (id) on delete set null,
  -- Freshchat stored it after a rep's act; counted once
  add column leaked boolean not null default false;

-- assist: a draft for this message has been left for the reps
alter table messages add column drafted_at timestamptz;
