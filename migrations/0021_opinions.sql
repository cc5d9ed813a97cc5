-- raised by every change of what can be found, so that whoever learns from it knows what it has learnt from
alter table knowledge_totals add column version bigint not null default 1;

-- what an organization's phrasings taught: a second opinion beside the index, one for each state of the knowledge
create table opinions (
  organization_id text primary key references organization (id) on delete cascade,
  -- the version that was learnt from
  version bigint not null default 0,
  -- as knowledge/opinion-bytes.ts packs it; null: there was nothing to learn from
  model bytea,
  -- of these bytes: a release that packs otherwise learns again, one that is older leaves it alone
  format integer not null default 0,
  learnt_at timestamptz,
  -- an instance learns until then, and no other does
  lease_until timestamptz
);

alter table opinions enable row level security;

alter table opinions force row level security;

create policy own_organization on opinions to baton_app
  using (organization_id = current_setting('app.organization_id', true))
  with check (organization_id = current_setting('app.organization_id', true));

grant select, insert, update, delete on opinions to baton_app;

-- who learns must find, over all organizations, whose knowledge has changed since
grant select (organization_id, version) on knowledge_totals to baton_system;

grant select (organization_id, version, format, lease_until) on opinions to baton_system;

create policy system_finds_changed on knowledge_totals for select to baton_system using (true);

create policy system_finds_learnt on opinions for select to baton_system using (true);
