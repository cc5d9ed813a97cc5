-- sessions alike in all that has few values: what several filters ask for together is walked along newest first, kind by kind, straight
-- off an index. A column of the database's own, so that it is right in the same transaction, the previous release's too. Channel comes
-- last: it alone may hold the bar that stands between. All that reads or writes sessions waits while this is built: some ten seconds for a million
alter table sessions add column kind text collate "C" not null generated always as (
  status || '|' || owner || '|' || coalesce(closure, '') || '|' || coalesce(sentiment, '') || '|' || left(coalesce(language, ''), 60) || '|' || left(channel, 60)
) stored;

create index sessions_of_kind on sessions (organization_id, kind, created_at, id);
