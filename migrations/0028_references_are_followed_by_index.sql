-- who ends a turn looks for the messages that it covered, and whoever deletes a row looks for what refers to it: without an index each of
-- these read the whole table. Writes to a table wait while its index is built: some seconds for a million rows
create index messages_of_turn on messages (handled_by) where handled_by is not null;

create index messages_of_step on messages (step_id) where step_id is not null;

create index steps_of_message on steps (message_id) where message_id is not null;

create index sessions_after on sessions (previous_session_id) where previous_session_id is not null;

create index turns_of_conversation on turns (conversation_id);

create index errands_of_session on errands (session_id);

create index errands_of_turn on errands (turn_id) where turn_id is not null;

create index errands_of_conversation on errands (conversation_id);

-- when the next lease runs out; the embedded engine, which gathers no statistics, read all conversations for it each second
create index conversations_leased on conversations (lease_until) where lease_until is not null;
