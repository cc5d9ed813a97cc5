-- Freshchat's time of a look that showed a begun act undone, or never done: what happened after that is not this act
alter table steps add column not_after timestamptz;
