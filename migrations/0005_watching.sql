alter table conversations
  -- when it is next compared with Freshchat, in case a webhook was lost; null: nothing is open
  add column compare_at timestamptz;

drop policy system_finds_due on conversations;

drop index conversations_wake;

alter table conversations drop column wake_at;

alter table conversations
  add column wake_at timestamptz generated always as (least(due_at, attend_at, read_back_at, compare_at)) stored;

create index conversations_wake on conversations (wake_at) where wake_at is not null;

grant select (wake_at) on conversations to baton_system;

create policy system_finds_due on conversations for select to baton_system using (wake_at is not null);

alter table connections
  -- something of ours or of theirs came by reading that no webhook had brought; null: webhooks flow
  add column unheard_since timestamptz,
  -- the last difference that comparing found: {"at", "what"}
  add column drift jsonb,
  -- Freshchat refuses the token since then: nothing is sent (C6)
  add column token_refused_at timestamptz,
  -- when somebody next looks after the connection, and last did
  add column watch_at timestamptz,
  add column watched_at timestamptz,
  -- when its checks are next made
  add column probe_at timestamptz,
  -- customers who changed until then have been listed, in search of conversations that no webhook told of
  add column listed_until timestamptz,
  -- nothing can be sent since then, and when somebody was told so
  add column broken_since timestamptz,
  add column broken_told_at timestamptz;

grant select (watch_at, disconnected_at) on connections to baton_system;

create index connections_watch on connections (watch_at) where disconnected_at is null;

-- customers found changed while webhooks stayed away, whose conversations are still to be looked through
create table changed_customers (
  organization_id text not null references organization (id) on delete cascade,
  connection_id uuid not null references connections (id) on delete cascade,
  freshchat_id text not null,
  found_at timestamptz not null,
  primary key (connection_id, freshchat_id)
);

-- deliveries that the webhook's public key refused, a thousand of a day; with their bodies until the key has verified one (C12)
create table refused_deliveries (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  connection_id uuid not null references connections (id) on delete cascade,
  body bytea,
  signature text,
  received_at timestamptz not null
);

create index refused_deliveries_of_connection on refused_deliveries (connection_id, received_at);

do $$ declare t text; begin
  foreach t in array array['changed_customers', 'refused_deliveries'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_organization on %I to baton_app using (organization_id = current_setting(''app.organization_id'', true)) with check (organization_id = current_setting(''app.organization_id'', true))', t);
    execute format('grant select, insert, update, delete on %I to baton_app', t);
  end loop;
end $$;

-- when the public key that is set now first verified a delivery
alter table connections add column key_proved_at timestamptz;
