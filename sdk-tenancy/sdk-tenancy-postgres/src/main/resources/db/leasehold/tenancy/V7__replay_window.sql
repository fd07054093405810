-- Which messages a consumer has worked off or is working on, until their envelopes expire.
create table replay_window (
  consumer    text not null check (consumer ~ '^[A-Za-z0-9._-]{1,64}$'),
  id          text not null check (length(id) between 1 and 128),
  lease_until timestamptz not null,
  keep_until  timestamptz not null,
  done        boolean not null default false,
  primary key (consumer, id)
);
create index on replay_window (keep_until);
