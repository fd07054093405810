-- What each issuer's tokens look like: which are access tokens, where they name the tenant, where
-- they list roles and which of these the issuer may give. The defaults are the Java values' own.
-- Claims are named by JSON pointers.

alter table trusted_issuer
  add column token_types     text[] not null default '{jwt,at+jwt}',
  add column type_optional   boolean not null default true,
  add column audience_claim  text not null default 'aud' check (audience_claim <> ''),
  add column required_claims jsonb not null default '{}'
                               check (jsonb_typeof(required_claims) = 'object'),
  add column tenant_form     text not null default 'ONE'
                               check (tenant_form in ('ONE', 'MEMBERSHIPS', 'MEMBERSHIP_IDS')),
  add column tenant_claim    text not null default '/tenant_id' check (tenant_claim like '/_%'),
  add column tenant_kind     text not null default 'ID' check (tenant_kind in ('ID', 'SLUG')),
  add column tenant_names    jsonb not null default '{}'
                               check (jsonb_typeof(tenant_names) = 'object'),
  add column role_claims     text[] not null default '{/groups}',
  -- null: any role, under the issuer's own name
  add column role_grants     jsonb check (jsonb_typeof(role_grants) = 'object'),
  add check (type_optional or cardinality(token_types) > 0);
