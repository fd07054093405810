-- The registry of tenants. Platform data: no tenant reads it, so it has no row security and its
-- own role. The checks repeat the grammar of the Java values, because other programs write here too.

create table tenant (
  id         text primary key check (id ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  slug       text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  name       text not null check (name ~ '\S'),
  status     text not null check (status in
               ('PROVISIONING', 'ACTIVE', 'READ_ONLY', 'SUSPENDED', 'OFFBOARDING', 'DELETED')),
  tier       text not null check (tier ~ '^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$'),
  attributes jsonb not null default '{}' check (jsonb_typeof(attributes) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- A host belongs to one tenant at a time.
create table tenant_domain (
  domain    text primary key
              check (length(domain) <= 253 and domain ~ '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$'),
  tenant_id text not null references tenant (id)
);
create index on tenant_domain (tenant_id);

-- An issuer may speak for several tenants, when it is shared.
create table tenant_issuer (
  issuer    text not null,
  tenant_id text not null references tenant (id),
  primary key (issuer, tenant_id)
);
create index on tenant_issuer (tenant_id);

-- The closed table of issuers whose tokens are verified at all.
create table trusted_issuer (
  issuer            text primary key check (issuer ~ '\S'),
  jwks_uri          text not null,
  audiences         text[] not null check (cardinality(audiences) > 0),
  algorithms        text[] not null check (cardinality(algorithms) > 0),
  clock_skew_millis bigint not null check (clock_skew_millis between 0 and 300000)
);
