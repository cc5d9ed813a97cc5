-- how many calls to Freshchat an organization has made, by day (UTC) and kind; numbers only, which are kept
create table freshchat_calls (
  organization_id text not null references organization (id) on delete cascade,
  day date not null,
  kind text not null check (kind in ('read', 'send', 'change', 'reconcile', 'health')),
  calls integer not null,
  primary key (organization_id, day, kind)
);

alter table freshchat_calls enable row level security;

alter table freshchat_calls force row level security;

create policy own_organization on freshchat_calls to baton_app
  using (organization_id = current_setting('app.organization_id', true))
  with check (organization_id = current_setting('app.organization_id', true));

grant select, insert, update on freshchat_calls to baton_app;
