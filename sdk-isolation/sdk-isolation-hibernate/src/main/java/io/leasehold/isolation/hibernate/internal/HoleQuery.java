package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.IsolationHole;

/**
 * A kind of hole that one query of the catalogue finds.
 *
 * @param hole the kind
 * @param sql gives the subject of each hole; may use what {@link #PLACE} names
 * @param wayOut what to do about it
 */
record HoleQuery(IsolationHole hole, String sql, String wayOut) {

  /**
   * The tenants' tables ({@code tt}: those with the tenant column in the schemas, and all their
   * partitions and children wherever they are), and the other tables there ({@code other}).
   */
  static final String PLACE =
      """
      with recursive place as (
        select ?::text[] as schemas, ?::text as col, ?::text[] as shared, ?::text as said),
      tenant_table as (
        select c.oid from place, pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any (place.schemas) and c.relkind in ('r', 'p', 'f')
          and exists (select 1 from pg_attribute a
            where a.attrelid = c.oid and a.attname = place.col and not a.attisdropped)
        union
        select i.inhrelid from tenant_table t join pg_inherits i on i.inhparent = t.oid),
      tt as (
        select c.*, n.nspname || '.' || c.relname as name,
          pg_has_role(current_user, c.relowner, 'MEMBER') as owned
        from tenant_table t join pg_class c on c.oid = t.oid
          join pg_namespace n on n.oid = c.relnamespace),
      other as (
        select c.*, n.nspname || '.' || c.relname as name,
          c.relrowsecurity and c.relforcerowsecurity
            and exists (select 1 from pg_policy p where p.polrelid = c.oid) as guarded
        from place, pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any (place.schemas) and c.relkind in ('r', 'p', 'f')
          and c.oid not in (select oid from tenant_table)
          and n.nspname || '.' || c.relname <> all (place.shared)
          and (has_any_column_privilege(current_user, c.oid, 'SELECT, INSERT, UPDATE')
            or has_table_privilege(current_user, c.oid, 'DELETE'))),
      child as (
        select o.* from other o where not o.guarded and exists (
          select 1 from pg_constraint k
          where k.contype = 'f' and k.conrelid = o.oid
            and k.confrelid in (select oid from tenant_table))),
      definer as (
        select p.*, o.rolsuper or o.rolbypassrls as past, n.nspname
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          join pg_roles o on o.oid = p.proowner
        where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
          and ((has_function_privilege(current_user, p.oid, 'EXECUTE')
              and has_schema_privilege(current_user, n.oid, 'USAGE'))
            or exists (select 1 from pg_trigger g join tenant_table t on t.oid = g.tgrelid
              where g.tgfoid = p.oid))
          and not exists (select 1 from pg_depend d where d.classid = 'pg_proc'::regclass
            and d.objid = p.oid and d.deptype = 'e'))
      """;
}
