-- ways in which customers ask for an article, found in sessions that ended well: a member makes them the article's, or does not.
-- What customers wrote stands in phrasing_sources only, which goes with the session
create table suggested_phrasings (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  article_id uuid not null references articles (id) on delete cascade,
  -- of the words, however they are set: by which it is known when it is asked again, also after it was dismissed
  fingerprint text not null,
  state text not null default 'suggested' check (state in ('suggested', 'accepted', 'dismissed')),
  created_at timestamptz not null,
  decided_at timestamptz,
  unique (organization_id, article_id, fingerprint)
);

create index suggested_phrasings_newest on suggested_phrasings (organization_id, created_at desc, id desc) where state = 'suggested';

create index suggested_phrasings_of_article on suggested_phrasings (article_id);

-- a session suggests one phrasing at most: what its last answer answered
create table phrasing_sources (
  session_id uuid primary key references sessions (id) on delete cascade,
  organization_id text not null references organization (id) on delete cascade,
  suggestion_id uuid not null references suggested_phrasings (id) on delete cascade,
  -- as that customer put it, masked
  text text not null,
  -- Freshchat's time of it
  asked_at timestamptz not null
);

create index phrasing_sources_of_suggestion on phrasing_sources (suggestion_id, asked_at, session_id);

create index phrasing_sources_by_age on phrasing_sources (organization_id, asked_at);

do $$ declare t text; begin
  foreach t in array array['suggested_phrasings', 'phrasing_sources'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_organization on %I to baton_app using (organization_id = current_setting(''app.organization_id'', true)) with check (organization_id = current_setting(''app.organization_id'', true))', t);
    execute format('grant select, insert, update, delete on %I to baton_app', t);
  end loop;
end $$;

-- when it was looked for a phrasing; null: not yet
alter table sessions add column phrasing_sought_at timestamptz;

create index sessions_to_seek_in on sessions (closure, updated_at)
  where status = 'resolved' and closure in ('confirmed', 'assumed') and phrasing_sought_at is null;

-- that it was looked through is no news of a session
drop trigger session_changes on sessions;

create trigger session_changes after update on sessions for each row
  when (old.* is distinct from new.* and old.phrasing_sought_at is not distinct from new.phrasing_sought_at)
  execute function note_change('session');

-- who seeks must find, over all organizations, where there is something to look through
grant select (organization_id, status, closure, updated_at, phrasing_sought_at) on sessions to baton_system;

create policy system_finds_ended on sessions for select to baton_system
  using (status = 'resolved' and closure in ('confirmed', 'assumed') and phrasing_sought_at is null);
