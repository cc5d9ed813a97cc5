-- a term's postings lie side by side in the index, and each row of them on a page of its own: read from the index alone, a frequent term
-- costs a hundred pages instead of ten thousand. Built anew under a lock: a minute for 100,000 passages
alter table passage_terms
  drop constraint passage_terms_pkey,
  add primary key (organization_id, term, passage_id) include (frequency, length);
