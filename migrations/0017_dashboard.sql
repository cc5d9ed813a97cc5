-- what a member says of an answer: that it was wrong, and what was wrong with it
alter table messages add column flagged_at timestamptz, add column flagged_by text, add column flag_note text;

create index messages_flagged on messages (organization_id, flagged_at desc) where flagged_at is not null;

create trigger message_is_flagged after update of flagged_at on messages for each row execute function note_change('message');

-- that somebody has asked as a customer does, for the checklist of the first day
alter table settings add column asked_at timestamptz;
