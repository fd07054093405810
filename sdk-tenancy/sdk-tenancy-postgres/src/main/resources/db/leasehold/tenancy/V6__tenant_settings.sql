-- Settings of single tenants: by the operator for the tenant, and by the tenant for itself.

create table tenant_setting (
  tenant_id text not null references tenant (id),
  owner     text not null check (owner in ('OPERATOR', 'TENANT')),
  key       text not null check (key ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$'),
  value     text not null check (length(value) <= 10000),
  set_at    timestamptz not null default now(),
  primary key (tenant_id, owner, key),
  -- The keys of this library are limits and the like: never the tenant's, whoever writes the row.
  check (owner = 'OPERATOR' or (key <> 'leasehold' and key not like 'leasehold.%'))
);

create constraint trigger note_change after insert or update or delete on tenant_setting
  deferrable initially deferred for each row execute function note_tenant_change('tenant_id');
