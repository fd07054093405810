package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.IsolationHole;
import java.util.List;

/** What is in the tenants' schemas that reaches from one tenant to another. */
final class SchemaQueries {

  static final List<HoleQuery> ALL =
      List.of(
          new HoleQuery(
              IsolationHole.FOREIGN_KEY_CROSSES_TENANTS,
              """
              select 'foreign key ' || k.conname || ' on ' || tt.name
              from place, pg_constraint k join tt on tt.oid = k.conrelid
              where k.contype = 'f' and k.conparentid = 0
                and k.confrelid in (select oid from tenant_table)
                and not exists (
                  select 1 from unnest(k.conkey, k.confkey) as pair (mine, theirs)
                    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.mine
                    join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.theirs
                  where a.attname = place.col and b.attname = place.col)
              """,
              "let it be (tenant_id, ...) references (tenant_id, ...)"),
          // A random UUID cannot be guessed, so a clash tells nothing.
          new HoleQuery(
              IsolationHole.UNIQUE_CROSSES_TENANTS,
              unique("not i.indisprimary"),
              "let the key begin with the tenant column"),
          new HoleQuery(
              IsolationHole.GUESSABLE_KEY,
              unique("i.indisprimary"),
              "use random UUIDs, or let the key begin with the tenant column"),
          new HoleQuery(
              IsolationHole.TENANT_COLUMN_NULLABLE,
              """
              select tt.name from place, tt
                join pg_attribute a on a.attrelid = tt.oid
              where a.attname = place.col and not a.attnotnull
              """,
              "alter column ... set not null"),
          new HoleQuery(
              IsolationHole.TENANT_COLUMN_UNFIT,
              """
              select tt.name || ': ' || format_type(a.atttypid, a.atttypmod)
                || coalesce(' collate ' || c.collname, '')
              from place, tt join pg_attribute a on a.attrelid = tt.oid
                left join pg_collation c on c.oid = a.attcollation and c.collname <> 'default'
              where a.attname = place.col
                and (a.atttypid not in ('text'::regtype, 'varchar'::regtype)
                  or not coalesce(c.collisdeterministic, true))
              """,
              "make it text, with a deterministic collation"),
          new HoleQuery(
              IsolationHole.TENANT_COLUMN_DEFAULT,
              """
              select tt.name from place, tt
                join pg_attribute a on a.attrelid = tt.oid
                join pg_attrdef d on d.adrelid = tt.oid and d.adnum = a.attnum
              where a.attname = place.col
                and regexp_replace(lower(pg_get_expr(d.adbin, d.adrelid)),
                  '::(text|character varying)|[()[:space:]"]', '', 'g') <> place.said
              """,
              "drop the default: there is no default tenant"),
          // They all belong to the application's role, whoever's row points at them.
          new HoleQuery(
              IsolationHole.LARGE_OBJECTS,
              """
              select 'column ' || a.attname || ' of ' || tt.name
              from tt join pg_attribute a on a.attrelid = tt.oid
                join pg_type y on y.oid = a.atttypid
              where (y.oid = 'oid'::regtype or y.typname = 'lo')
                and a.attnum > 0 and not a.attisdropped
              """,
              "make it bytea or text; without @Lob Hibernate does"),
          new HoleQuery(
              IsolationHole.CHILD_WITHOUT_TENANT,
              "select name from child",
              "give it the tenant column and row security"),
          new HoleQuery(
              IsolationHole.TABLE_NOT_DECLARED,
              "select name from other where oid not in (select oid from child)",
              "give it the tenant column, or declare it by sharedTables"),
          new HoleQuery(
              IsolationHole.RULE_ON_TABLE,
              """
              select 'rule ' || r.rulename || ' on ' || tt.name
              from pg_rewrite r join tt on tt.oid = r.ev_class
              """,
              "drop the rule"),
          new HoleQuery(
              IsolationHole.POLICY_FOR_OTHERS,
              """
              select 'policy ' || p.polname || ' on ' || tt.name || ' for '
                || (select string_agg(pg_get_userbyid(r), ', ') from unnest(p.polroles) r)
              from pg_policy p join tt on tt.oid = p.polrelid
              where p.polpermissive and pg_get_expr(p.polqual, p.polrelid) = 'true'
                and not exists (select 1 from unnest(p.polroles) r
                  where r = 0 or pg_has_role(current_user, r, 'MEMBER'))
              """,
              "accept it with its reason, if the role is that of a CrossTenantDataSource"));

  private SchemaQueries() {}

  // Columns that an index only includes do not make it wider.
  private static String unique(String which) {
    return """
    select 'index ' || x.relname || ' on ' || tt.name
    from place, pg_index i join tt on tt.oid = i.indrelid
      join pg_class x on x.oid = i.indexrelid
    where (i.indisunique or i.indisexclusion) and %s and not x.relispartition
      and not exists (
        select 1 from unnest(i.indkey::int2[]) with ordinality as k (att, pos)
          join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.att
        where k.pos <= i.indnkeyatts
          and (a.attname = place.col or a.atttypid = 'uuid'::regtype))
    """
        .formatted(which);
  }
}
