-- Knowledge: articles, the passages they are cut into, and our own inverted index over these.
-- Under a policy PostgreSQL does not use GIN indexes for @@ (not leakproof, measured); btree equality on
-- (organization_id, term) is leakproof, so this index is used as the role baton_app, on PGlite and PostgreSQL alike.

create table articles (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  external_id text,
  title text not null,
  body text not null,
  phrasings jsonb not null default '[]',
  url text,
  visibility text not null check (visibility in ('public', 'internal')),
  state text not null check (state in ('published', 'draft')),
  -- ISO 639-1 as detected; decides stop words and stemming of the article's passages
  language text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (organization_id, external_id)
);

create index articles_newest on articles (organization_id, created_at desc, id desc);

-- only published articles have passages: what is not here cannot be found
create table passages (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  article_id uuid not null references articles (id) on delete cascade,
  position integer not null,
  heading text not null,
  text text not null,
  -- lengths of the two term families, and the terms as they were indexed: what a change or a deletion takes back
  word_length integer not null,
  gram_length integer not null,
  terms text[] not null,
  unique (article_id, position)
);

-- One row per term and passage. No foreign keys: they would cost a look-up per row, and only store/knowledge.ts,
-- which keeps passages, terms and totals in step within one transaction, writes here.
create table passage_terms (
  organization_id text not null,
  term text not null,
  passage_id uuid not null,
  frequency smallint not null,
  -- the passage's length in this term's family, so that scoring needs no join
  length smallint not null,
  primary key (organization_id, term, passage_id)
);

-- in how many passages a term occurs: kept, so that a query knows its rare terms before it reads any posting
create table term_counts (
  organization_id text not null,
  term text not null,
  passages integer not null,
  primary key (organization_id, term)
);

-- how many passages an organization has and how long they are together; its row is also the lock of all who change them
create table knowledge_totals (
  organization_id text primary key references organization (id) on delete cascade,
  passages bigint not null default 0,
  word_length bigint not null default 0,
  gram_length bigint not null default 0
);

do $$ declare t text; begin
  foreach t in array array['articles', 'passages', 'passage_terms', 'term_counts', 'knowledge_totals'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_organization on %I to baton_app using (organization_id = current_setting(''app.organization_id'', true)) with check (organization_id = current_setting(''app.organization_id'', true))', t);
    execute format('grant select, insert, update, delete on %I to baton_app', t);
  end loop;
end $$;

-- An organization that is deleted takes its index along; the policies let its own rows through only.
create function forget_index() returns trigger language plpgsql as $$
declare before text := coalesce(current_setting('app.organization_id', true), '');
begin
  perform set_config('app.organization_id', old.id, true);
  delete from passage_terms where organization_id = old.id;
  delete from term_counts where organization_id = old.id;
  perform set_config('app.organization_id', before, true);
  return old;
end $$;

create trigger organization_forgets_index after delete on organization for each row execute function forget_index();
