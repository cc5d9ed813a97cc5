-- another tool that wants Freshchat's deliveries too, which keeps one webhook URL per account; null: there is none
alter table connections add column forward_url text;

-- deliveries that the other tool is still to get, in the order of their ids; the bytes stand in the delivery, and go with it
create table forwards (
  id bigint generated always as identity primary key,
  organization_id text not null references organization (id) on delete cascade,
  connection_id uuid not null references connections (id) on delete cascade,
  delivery_id uuid not null references deliveries (id) on delete cascade,
  -- as they came with it; null: none came
  signature text,
  content_type text,
  attempts integer not null default 0
);

create index forwards_in_order on forwards (connection_id, id);

create index forwards_of_delivery on forwards (delivery_id);

-- how it goes, a row for each connection that forwards. They are sent in order, so it is the connection that waits for another try
create table forwarding (
  connection_id uuid primary key references connections (id) on delete cascade,
  organization_id text not null references organization (id) on delete cascade,
  -- before then nothing is tried; null: at once
  due_at timestamptz,
  -- one instance sends, until then
  lease_until timestamptz,
  -- tries in a row that failed, since when, and why the last one did
  failures integer not null default 0,
  failing_since timestamptz,
  error text,
  forwarded_at timestamptz,
  given_up integer not null default 0,
  given_up_at timestamptz
);

do $$ declare t text; begin
  foreach t in array array['forwards', 'forwarding'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_organization on %I to baton_app using (organization_id = current_setting(''app.organization_id'', true)) with check (organization_id = current_setting(''app.organization_id'', true))', t);
    execute format('grant select, insert, update, delete on %I to baton_app', t);
  end loop;
end $$;

-- who forwards must find, over all organizations, where something waits
grant select (organization_id, connection_id, due_at, lease_until) on forwarding to baton_system;

create policy system_finds_forwarding on forwarding for select to baton_system using (true);

grant select (connection_id) on forwards to baton_system;

create policy system_finds_forwards on forwards for select to baton_system using (true);

-- whoever has the connection's page open sees another address too
drop trigger connection_changes on connections;

create trigger connection_changes after update of domain, agent_id, agent_email, agent_name, token_sealed, public_key, auto_handle, filters, checks, unheard_since, drift, token_refused_at, key_proved_at, disconnected_at, forward_url on connections for each row execute function note_change('connection');
