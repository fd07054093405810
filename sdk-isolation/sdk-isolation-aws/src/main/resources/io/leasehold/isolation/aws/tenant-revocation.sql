-- The table of PostgresRevocationLedger. Copy it into a migration of your own (Flyway:
-- V<n>__tenant_revocation.sql) and run it as the owner of the schema. Then, for the role that the
-- platform logs in as, and for no other one:
--
--   grant usage on schema leasehold_isolation to <platform>;
--   grant select, insert, update on leasehold_isolation.tenant_revocation to <platform>;
--
-- Nobody is granted delete: epochs of a tenant never go back.

create schema if not exists leasehold_isolation;

create table leasehold_isolation.tenant_revocation (
  tenant        text collate "C" primary key,
  epoch         bigint not null check (epoch > 0),
  issued_before timestamptz not null check (date_trunc('second', issued_before) = issued_before)
);

-- Nodes ask for the recent ones every few seconds.
create index tenant_revocation_recent on leasehold_isolation.tenant_revocation (issued_before);

create function leasehold_isolation.keep_revocation() returns trigger
language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.tenant = old.tenant and new.epoch > old.epoch
        and new.issued_before >= old.issued_before then
      return new;
    end if;
  end if;
  raise exception 'a revocation is never taken back'
    using errcode = 'integrity_constraint_violation';
end
$$;

create trigger tenant_revocation_is_kept
  before update or delete on leasehold_isolation.tenant_revocation
  for each row execute function leasehold_isolation.keep_revocation();

create trigger tenant_revocations_are_kept
  before truncate on leasehold_isolation.tenant_revocation
  for each statement execute function leasehold_isolation.keep_revocation();
