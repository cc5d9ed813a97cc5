-- by which words a session is found, newest first straight off the index: equality and ranges of text are leakproof, so that they are
-- looked up under a policy, which @@ and ilike are not. Written in the background (src/watch/indexer.ts), gone with the session
create table session_words (
  organization_id text not null,
  -- as src/rules/words.ts folds it; '=owner:human' is what a filter asks for
  word text collate "C" not null,
  -- the session's
  created_at timestamptz not null,
  session_id uuid not null references sessions (id) on delete cascade,
  primary key (organization_id, word, created_at, session_id)
);

-- for a look into one session for what begins so. In a collation of the same order and another name, so that nobody takes the primary
-- key for it, in which all sessions with such words would have to be looked at
create index session_words_of_session on session_words (session_id, word collate "POSIX");

-- sessions whose words are to be written: a row for each change, so that whoever writes one waits for nobody. Read beside the index
-- until then
create table session_words_owed (
  organization_id text not null references organization (id) on delete cascade,
  id bigint generated always as identity,
  session_id uuid not null references sessions (id) on delete cascade,
  primary key (organization_id, id)
);

create index session_words_owed_of_session on session_words_owed (session_id);

-- by triggers, so that no path of the code can forget it
create function owe_words() returns trigger language plpgsql as $$ begin
  insert into session_words_owed (organization_id, session_id) values (new.organization_id, new.id);
  return null;
end $$;

create trigger session_owes_words after insert on sessions for each row execute function owe_words();

create trigger session_owes_words_again after update of status, owner, closure, channel, language, sentiment, topic, summary, handoff, contact_id, created_at
  on sessions for each row when (
    (old.status, old.owner, old.closure, old.channel, old.language, old.sentiment, old.topic, old.summary, old.handoff, old.contact_id, old.created_at)
    is distinct from
    (new.status, new.owner, new.closure, new.channel, new.language, new.sentiment, new.topic, new.summary, new.handoff, new.contact_id, new.created_at)
  ) execute function owe_words();

create function owe_words_of_message() returns trigger language plpgsql as $$ begin
  insert into session_words_owed (organization_id, session_id) values (new.organization_id, new.session_id);
  return null;
end $$;

create trigger message_owes_words after insert on messages for each row when (new.session_id is not null) execute function owe_words_of_message();

create trigger message_owes_words_again after update of session_id, text on messages for each row when (
  new.session_id is not null and (old.session_id, old.text) is distinct from (new.session_id, new.text)
) execute function owe_words_of_message();

-- words go with the text, in the same transaction: all of the session's, and what is left of it is written again
create function drop_words_of_message() returns trigger language plpgsql as $$ begin
  delete from session_words where session_id = old.session_id;
  insert into session_words_owed (organization_id, session_id)
  select old.organization_id, old.session_id where exists (select from sessions where id = old.session_id);
  return null;
end $$;

create trigger message_drops_words after delete on messages for each row when (old.session_id is not null) execute function drop_words_of_message();

create trigger message_drops_words_again after update of session_id, text on messages for each row when (
  old.session_id is not null and (old.session_id, old.text) is distinct from (new.session_id, new.text)
) execute function drop_words_of_message();

create function drop_words_of_session() returns trigger language plpgsql as $$ begin
  delete from session_words where session_id = old.id;
  return null;
end $$;

create trigger session_drops_words after update of topic, summary, contact_id on sessions for each row when (
  (old.topic is not null and new.topic is null) or (old.summary is not null and new.summary is null)
  or (old.contact_id is not null and old.contact_id is distinct from new.contact_id)
) execute function drop_words_of_session();

create function owe_words_of_contact() returns trigger language plpgsql as $$ begin
  if old.name is not null or old.email is not null or old.phone is not null then
    delete from session_words where session_id in (select id from sessions where contact_id = new.id);
  end if;
  insert into session_words_owed (organization_id, session_id)
  select organization_id, id from sessions where contact_id = new.id;
  return null;
end $$;

create trigger contact_owes_words after update of name, email, phone on contacts for each row when (
  (old.name, old.email, old.phone) is distinct from (new.name, new.email, new.phone)
) execute function owe_words_of_contact();

-- what an install has already: the newest are written first. A forced policy holds for the owner too, who runs this
alter table sessions no force row level security;

insert into session_words_owed (organization_id, session_id) select organization_id, id from sessions order by created_at, id;

alter table sessions force row level security;

do $$ declare t text; begin
  foreach t in array array['session_words', 'session_words_owed'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_organization on %I to baton_app using (organization_id = current_setting(''app.organization_id'', true)) with check (organization_id = current_setting(''app.organization_id'', true))', t);
    execute format('grant select, insert, delete on %I to baton_app', t);
  end loop;
end $$;

-- who writes them must find, over all organizations, where some are owed
grant select (organization_id) on session_words_owed to baton_system;

create policy system_finds_owed on session_words_owed for select to baton_system using (true);
