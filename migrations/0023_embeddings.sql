-- which model turns an organization's passages into vectors, how far it has come and how it fares
create table embeddings (
  organization_id text primary key references organization (id) on delete cascade,
  -- what the settings name, with its address; without one there is no row
  model text not null,
  -- the version of the knowledge of which every passage has a vector of this model
  version bigint not null default 0,
  -- raised with each batch, so that whoever keeps vectors in memory reads on
  added bigint not null default 0,
  -- an instance works until then, and no other does
  lease_until timestamptz,
  -- null: the last call went well; the words name a status, never what was sent
  failing_since timestamptz,
  failure text,
  failures integer not null default 0,
  -- not before then
  retry_at timestamptz
);

-- gone with its passage: what is deleted or edited is found by nothing that was made of it
create table passage_vectors (
  passage_id uuid primary key references passages (id) on delete cascade,
  organization_id text not null references organization (id) on delete cascade,
  model text not null,
  -- SHA-256 of the text that it was made from: an article imported again unchanged keeps its vectors
  text_hash text not null,
  -- float32, little-endian, of length one
  vector bytea not null
);

create index passage_vectors_of_organization on passage_vectors (organization_id, passage_id);

create index passages_of_organization on passages (organization_id, id);

alter table embeddings enable row level security;

alter table embeddings force row level security;

create policy own_organization on embeddings to baton_app
  using (organization_id = current_setting('app.organization_id', true))
  with check (organization_id = current_setting('app.organization_id', true));

grant select, insert, update, delete on embeddings to baton_app;

alter table passage_vectors enable row level security;

alter table passage_vectors force row level security;

create policy own_organization on passage_vectors to baton_app
  using (organization_id = current_setting('app.organization_id', true))
  with check (organization_id = current_setting('app.organization_id', true));

grant select, insert, update, delete on passage_vectors to baton_app;

-- who embeds must find, over all organizations, whose knowledge has changed since
grant select (organization_id, model, version, lease_until, retry_at) on embeddings to baton_system;

create policy system_finds_unembedded on embeddings for select to baton_system using (true);
