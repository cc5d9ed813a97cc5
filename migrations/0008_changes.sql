-- what changed, for whoever watches live: ids only, kept for a day. Written by triggers, so that no path of the code can forget it
create table changes (
  id bigint generated always as identity primary key,
  -- who reads below pg_snapshot_xmin misses no transaction that commits late
  xid xid8 not null default pg_current_xact_id(),
  organization_id text not null references organization (id) on delete cascade,
  kind text not null,
  object_id text not null,
  -- the database's own time: a trigger is handed no clock
  changed_at timestamptz not null default now()
);

create index changes_of_organization on changes (organization_id, xid, id);

create index changes_by_age on changes (organization_id, changed_at);

alter table changes enable row level security;

alter table changes force row level security;

create policy own_organization on changes to baton_app using (organization_id = current_setting('app.organization_id', true)) with check (organization_id = current_setting('app.organization_id', true));

grant select, insert, update, delete on changes to baton_app;

-- once for each object and transaction
create function note_change() returns trigger language plpgsql as $$ begin
  insert into changes (organization_id, kind, object_id)
  select new.organization_id, tg_argv[0], new.id::text
  where not exists (
    select 1 from changes
    where organization_id = new.organization_id and xid = pg_current_xact_id() and kind = tg_argv[0] and object_id = new.id::text
  );
  return null;
end $$;

create trigger session_begins after insert on sessions for each row execute function note_change('session');

create trigger session_changes after update on sessions for each row when (old.* is distinct from new.*) execute function note_change('session');

create trigger message_comes after insert on messages for each row when (new.session_id is not null) execute function note_change('message');

-- not who answers it: that is the turn's affair
create trigger message_changes after update of session_id, freshchat_id, private, text, parts, created_at on messages for each row execute function note_change('message');

create trigger turn_begins after insert on turns for each row execute function note_change('turn');

create trigger turn_changes after update on turns for each row when (old.* is distinct from new.*) execute function note_change('turn');

create trigger delivery_comes after insert on deliveries for each row execute function note_change('delivery');

create trigger connection_begins after insert on connections for each row execute function note_change('connection');

-- not who looks after it, and when
create trigger connection_changes after update of domain, agent_id, agent_email, agent_name, token_sealed, public_key, auto_handle, filters, checks, unheard_since, drift, token_refused_at, key_proved_at, disconnected_at on connections for each row execute function note_change('connection');
