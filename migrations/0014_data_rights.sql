-- who changed what, when, and what it was before: added to and read, never changed (no grant for it)
create table audit_entries (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  at timestamptz not null,
  -- who: {"kind": "member" | "api-key" | "operator", "memberId", "email", "keyName"}
  actor jsonb not null,
  action text not null,
  -- the id of what was changed; null: the organization itself
  subject_id text,
  -- what differs, before and after; null: there was nothing, there is nothing
  before jsonb,
  after jsonb
);

create index audit_entries_newest on audit_entries (organization_id, at desc, id desc);

-- customers who were erased, and their conversations: fingerprints, by which what Freshchat still shows of them is known
create table forgotten_customers (
  organization_id text not null references organization (id) on delete cascade,
  -- sha256 of the organization's and Freshchat's id
  fingerprint text not null,
  -- Freshchat's time of the last message that was erased: what is newer is new
  until timestamptz not null,
  primary key (organization_id, fingerprint)
);

do $$ declare t text; begin
  foreach t in array array['audit_entries', 'forgotten_customers'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_organization on %I to baton_app using (organization_id = current_setting(''app.organization_id'', true)) with check (organization_id = current_setting(''app.organization_id'', true))', t);
  end loop;
end $$;

grant select, insert on audit_entries to baton_app;

grant select, insert, update on forgotten_customers to baton_app;

-- until then (Freshchat's time) its messages were erased, and are not taken in again
alter table conversations add column forgotten_until timestamptz;

create index contacts_by_email on contacts (organization_id, lower(email));

create index deliveries_by_age on deliveries (organization_id, received_at);

create index sessions_by_last_message on sessions (organization_id, last_message_at);

create index messages_by_age on messages (organization_id, created_at);

create index turns_by_age on turns (organization_id, started_at);

create index conversations_forgotten on conversations (organization_id) where forgotten_until is not null;
