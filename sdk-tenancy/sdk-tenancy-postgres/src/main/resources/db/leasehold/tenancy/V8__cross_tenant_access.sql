-- The record of cross-tenant access. The platform's role adds rows and changes none: it has no
-- right to update or delete, and the time of recording is the database's, not the writer's.

create table cross_tenant_access (
  id          uuid primary key,
  reason      text not null check (reason ~ '\S'),
  opened_by   text not null check (opened_by ~ '\S'),
  opened_at   timestamptz not null,
  until       timestamptz not null check (until > opened_at),
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text not null default session_user
);
create index on cross_tenant_access (recorded_at);

-- How it ended, once; an access without a row here was cut off, or its end could not be recorded.
create table cross_tenant_access_end (
  id          uuid primary key references cross_tenant_access (id),
  outcome     text not null check (outcome in ('DONE', 'FAILED')),
  ended_at    timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text not null default session_user
);
