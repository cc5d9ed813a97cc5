-- what an organization's model has cost, by calendar month (UTC): what a ceiling is held against
create table model_spending (
  organization_id text not null references organization (id) on delete cascade,
  month date not null,
  calls integer not null,
  -- of these calls nobody knows what they cost
  unpriced_calls integer not null,
  cost_usd double precision not null,
  primary key (organization_id, month)
);

alter table model_spending enable row level security;

alter table model_spending force row level security;

create policy own_organization on model_spending to baton_app
  using (organization_id = current_setting('app.organization_id', true))
  with check (organization_id = current_setting('app.organization_id', true));

grant select, insert, update on model_spending to baton_app;
