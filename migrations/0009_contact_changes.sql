create index sessions_of_contact on sessions (contact_id);

-- a session is shown with its customer's name, which is learnt after it began
create function note_contact_change() returns trigger language plpgsql as $$ begin
  insert into changes (organization_id, kind, object_id)
  select session.organization_id, 'session', session.id::text
  from sessions session
  where session.contact_id = new.id and not exists (
    select 1 from changes
    where organization_id = new.organization_id and xid = pg_current_xact_id() and kind = 'session' and object_id = session.id::text
  );
  return null;
end $$;

create trigger contact_changes after update of name, email, phone on contacts for each row when (
  (old.name, old.email, old.phone) is distinct from (new.name, new.email, new.phone)
) execute function note_contact_change();
