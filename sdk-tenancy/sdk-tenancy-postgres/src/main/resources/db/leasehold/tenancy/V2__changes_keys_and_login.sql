-- Who changed and in which order; API keys; what a login page needs to know.

-- How often the tenant's own row was changed: who changes it says which version was seen.
alter table tenant add column revision bigint not null default 1;

-- Pages of tenants are in the order in which Java compares ids.
create index tenant_in_order on tenant (id collate "C");

-- The key itself is nowhere: the digest of one that is long and random gives nothing away.
create table tenant_api_key (
  hash       text primary key check (hash ~ '^[0-9a-f]{64}$'),
  id         text not null unique check (id ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  tenant_id  text not null references tenant (id),
  roles      text[] not null default '{}' check (array_position(roles, null) is null),
  expires_at timestamptz,
  revoked    boolean not null default false,
  created_at timestamptz not null default now()
);
create index on tenant_api_key (tenant_id);

-- Where the members of a tenant sign in, when that is not where everybody else does.
create table tenant_login (
  tenant_id     text primary key references tenant (id),
  issuer        text not null check (issuer ~ '\S'),
  client_id     text not null check (client_id ~ '\S'),
  scope         text not null check (scope ~ '\S'),
  canonical_url text not null check (canonical_url ~ '^https?://')
);

-- An e-mail domain leads to one tenant. Nothing is written here that is not proven to be theirs.
create table tenant_email_domain (
  domain    text primary key
              check (length(domain) <= 253 and domain ~ '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$'),
  tenant_id text not null references tenant (id)
);
create index on tenant_email_domain (tenant_id);

-- The last change of each tenant; tenant_id '*' when it may concern any. One row a tenant, so it
-- never grows beyond the tenants. Who remembers the highest revision that it saw asks for what is
-- above it.
create table tenant_change (
  tenant_id  text primary key,
  revision   bigint not null unique,
  changed_at timestamptz not null default now()
);
create sequence tenant_change_revision;

-- Changes become visible in the order of their revisions, because each takes its number in its
-- turn, and the turn ends after the commit. Otherwise a change with a lower number could appear
-- when a reader had passed it, and be missed for ever. The turn is taken at the end of the
-- transaction, so nobody waits for a long one.
create table tenant_change_turn (only_one boolean primary key default true check (only_one));
insert into tenant_change_turn default values;

create function note_tenant_change() returns trigger
  language plpgsql security definer set search_path = leasehold_tenancy, pg_temp as $$
declare
  -- Of a row that moves from one tenant to another, both changed.
  before text := case when tg_op <> 'INSERT' then coalesce(to_jsonb(old) ->> tg_argv[0], '*') end;
  after  text := case when tg_op <> 'DELETE' then coalesce(to_jsonb(new) ->> tg_argv[0], '*') end;
begin
  perform from tenant_change_turn for update;
  insert into tenant_change (tenant_id, revision)
    select changed, nextval('tenant_change_revision')
      from (select distinct unnest(array[before, after]) as changed) c
      where changed is not null
    on conflict (tenant_id) do update set revision = excluded.revision, changed_at = now();
  -- Only wakes up: what happened stands in the table.
  notify leasehold_tenant_change;
  return null;
end
$$;
revoke execute on function note_tenant_change() from public;

create constraint trigger note_change after insert or update or delete on tenant
  deferrable initially deferred for each row execute function note_tenant_change('id');
create constraint trigger note_change after insert or update or delete on tenant_domain
  deferrable initially deferred for each row execute function note_tenant_change('tenant_id');
create constraint trigger note_change after insert or update or delete on tenant_issuer
  deferrable initially deferred for each row execute function note_tenant_change('tenant_id');
create constraint trigger note_change after insert or update or delete on tenant_api_key
  deferrable initially deferred for each row execute function note_tenant_change('tenant_id');
create constraint trigger note_change after insert or update or delete on tenant_login
  deferrable initially deferred for each row execute function note_tenant_change('tenant_id');
create constraint trigger note_change after insert or update or delete on tenant_email_domain
  deferrable initially deferred for each row execute function note_tenant_change('tenant_id');
create constraint trigger note_change after insert or update or delete on trusted_issuer
  deferrable initially deferred for each row execute function note_tenant_change('any');

-- The life of a tenant has one direction, whichever program writes. SQLSTATE LH030 is ours.
create function guard_tenant_row() returns trigger
  language plpgsql set search_path = leasehold_tenancy, pg_temp as $$
begin
  if new.id <> old.id then
    raise exception 'the id of tenant % never changes', old.id using errcode = 'LH031';
  end if;
  if new.status <> old.status and (old.status || ' ' || new.status) not in (
      'PROVISIONING ACTIVE', 'PROVISIONING OFFBOARDING',
      'ACTIVE READ_ONLY', 'ACTIVE SUSPENDED', 'ACTIVE OFFBOARDING',
      'READ_ONLY ACTIVE', 'READ_ONLY SUSPENDED', 'READ_ONLY OFFBOARDING',
      'SUSPENDED ACTIVE', 'SUSPENDED READ_ONLY', 'SUSPENDED OFFBOARDING',
      'OFFBOARDING DELETED') then
    raise exception 'tenant % is % and cannot become %', old.id, old.status, new.status
      using errcode = 'LH030';
  end if;
  new.revision := old.revision + 1;
  return new;
end
$$;
create trigger guard_row before update on tenant
  for each row execute function guard_tenant_row();
