-- What each tenant has left of its allowances, for all nodes together. Nodes lease some permits at a
-- time; see SharedAllowances.

-- Not logged: after a crash of the database every rate is full again, which costs one burst. The
-- room in the pages is for the updates, which touch no index.
create unlogged table fairness_rate (
  caller   text primary key check (length(caller) between 1 and 200),
  level    double precision not null check (level >= 0),
  level_at timestamptz not null,
  granted  bigint not null check (granted >= 0)
) with (fillfactor = 50);

-- One row for a caller and a length of period; the next period writes over it.
create table fairness_quota (
  caller         text not null check (length(caller) between 1 and 200),
  period_seconds bigint not null check (period_seconds > 0),
  period         bigint not null,
  taken          bigint not null check (taken >= 0),
  granted        bigint not null check (granted >= 0),
  primary key (caller, period_seconds)
) with (fillfactor = 50);
