-- how sure the AI was of its best answer, whatever it then did: what a threshold is chosen by
alter table turns add column confidence double precision;
