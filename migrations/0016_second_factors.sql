-- the second factor of a person, who may belong to several organizations and is asked for it before one is known: without a policy
create table second_factors (
  user_id text primary key references auth_user (id) on delete cascade,
  -- what the authenticator app shares with us
  secret_sealed text not null,
  -- null: shown, and not proved by a code yet
  confirmed_at timestamptz,
  -- the half minute of the last code that was taken: none is taken twice
  last_step bigint not null default 0,
  -- sha256 of each recovery code that is left
  recovery_hashes text[] not null default '{}'
);
