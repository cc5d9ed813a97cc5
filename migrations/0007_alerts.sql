-- what somebody on the team was told, or is to be told (C10)
create table alerts (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  kind text not null,
  -- what happened: [{"text", "sessionId"}]; what happens while it waits is told with it
  items jsonb not null,
  created_at timestamptz not null,
  -- when it is sent, or tried again; null: everybody is told, or it was given up
  due_at timestamptz,
  attempts int not null default 0,
  -- by which way it has gone out, and when: {"email": time, "webhook": time}
  sent jsonb not null default '{}',
  error text
);

create index alerts_due on alerts (organization_id, due_at) where due_at is not null;

create index alerts_of_organization on alerts (organization_id, created_at);

alter table alerts enable row level security;

alter table alerts force row level security;

create policy own_organization on alerts to baton_app using (organization_id = current_setting('app.organization_id', true)) with check (organization_id = current_setting('app.organization_id', true));

grant select, insert, update, delete on alerts to baton_app;

-- with which alerts to a webhook are signed, sealed; null: none was asked for yet
alter table settings add column alert_secret text;
