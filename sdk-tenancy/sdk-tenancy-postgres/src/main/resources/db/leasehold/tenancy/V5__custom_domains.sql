-- Claims of tenants to hosts of their own. The rules that must hold on all nodes at once are here:
-- one claim holds a host, one claim of a tenant to a host is alive, a claim's life has one
-- direction, and only a host whose claim is active is served because of it.

create table domain_claim (
  id             text primary key check (id ~ '^[0-9a-f]{32}$'),
  domain         text not null
                   check (length(domain) <= 232 and domain ~ '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$'),
  tenant_id      text not null references tenant (id),
  token          text not null check (token ~ '^[0-9a-f]{32}$'),
  status         text not null check (status in
                   ('CLAIMED', 'VERIFIED', 'ACTIVE', 'QUARANTINED', 'RELEASING', 'RELEASED',
                    'ABANDONED')),
  claimed_at     timestamptz not null,
  since          timestamptz not null,
  due_at         timestamptz not null,
  checked_at     timestamptz,
  seen_at        timestamptz,
  missing_since  timestamptz,
  misses         integer not null check (misses >= 0),
  wanted         text[] not null check (array_position(wanted, null) is null),
  trouble        text,
  cool_off_until timestamptz check (cool_off_until is null or status = 'RELEASED'),
  version        bigint not null,
  -- Nobody holds what was never proven.
  check (status in ('CLAIMED', 'ABANDONED') or seen_at is not null)
);

create unique index domain_claim_holder on domain_claim (domain)
  where status in ('VERIFIED', 'ACTIVE', 'QUARANTINED', 'RELEASING');
create unique index domain_claim_alive on domain_claim (tenant_id, domain)
  where status not in ('RELEASED', 'ABANDONED');
create index domain_claim_due on domain_claim (due_at)
  where status not in ('RELEASED', 'ABANDONED');
create index domain_claim_cooling on domain_claim (domain) where cool_off_until is not null;
create index domain_claim_of_tenant on domain_claim (tenant_id, claimed_at);

-- What happened, for good: the platform's role may add and read.
create table domain_event (
  id       bigint generated always as identity primary key,
  claim_id text not null references domain_claim (id),
  name     text not null,
  at       timestamptz not null,
  detail   text not null
);
create index on domain_event (claim_id, id);

create function guard_domain_claim() returns trigger
  language plpgsql set search_path = leasehold_tenancy, pg_temp as $$
begin
  if (new.id, new.domain, new.tenant_id, new.token, new.claimed_at)
      is distinct from (old.id, old.domain, old.tenant_id, old.token, old.claimed_at) then
    raise exception 'what domain claim % is about never changes', old.id using errcode = 'LH061';
  end if;
  if new.status <> old.status and (old.status || ' ' || new.status) not in (
      'CLAIMED VERIFIED', 'CLAIMED ABANDONED',
      'VERIFIED ACTIVE', 'VERIFIED RELEASING',
      'ACTIVE QUARANTINED', 'ACTIVE RELEASING',
      'QUARANTINED ACTIVE', 'QUARANTINED RELEASING',
      'RELEASING RELEASED') then
    raise exception 'domain claim % is % and cannot become %', old.id, old.status, new.status
      using errcode = 'LH060';
  end if;
  return new;
end
$$;
create trigger guard_row before update on domain_claim
  for each row execute function guard_domain_claim();

-- A host that is served because of a claim says which.
alter table tenant_domain add column claim_id text references domain_claim (id);

-- Saving a tenant writes the hosts that were read with it, maybe long ago. Hosts under a claim are
-- not its to add or to take away: else an old copy would bring a quarantined host back to life, or
-- end a served one.
create function guard_tenant_domain() returns trigger
  language plpgsql set search_path = leasehold_tenancy, pg_temp as $$
declare
  claimant text;
begin
  if tg_op = 'DELETE' then
    if exists (select from domain_claim c where c.id = old.claim_id and c.status = 'ACTIVE') then
      return null;
    end if;
    return old;
  end if;
  if new.claim_id is not null then
    if not exists (select from domain_claim c
        where c.id = new.claim_id and c.status = 'ACTIVE'
          and c.domain = new.domain and c.tenant_id = new.tenant_id) then
      raise exception 'host % is not active under claim %', new.domain, new.claim_id
        using errcode = 'LH062';
    end if;
    return new;
  end if;
  select c.tenant_id into claimant from domain_claim c
    where c.domain = new.domain
      and (c.status in ('VERIFIED', 'ACTIVE', 'QUARANTINED', 'RELEASING')
        or c.cool_off_until > now())
    order by c.status = 'RELEASED', c.cool_off_until desc limit 1;
  if claimant is null then
    return new;
  end if;
  if claimant = new.tenant_id then
    return null;
  end if;
  raise exception 'host % is claimed by another tenant', new.domain
    using errcode = 'unique_violation';
end
$$;
create trigger guard_row before insert or update or delete on tenant_domain
  for each row execute function guard_tenant_domain();
