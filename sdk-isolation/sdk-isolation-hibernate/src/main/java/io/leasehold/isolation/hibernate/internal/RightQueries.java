package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.IsolationHole;
import java.util.List;

/** What the application's role may do that row security does not see. */
final class RightQueries {

  static final List<HoleQuery> ALL =
      List.of(
          new HoleQuery(
              IsolationHole.MAY_REFERENCE,
              """
              select name from tt
              where not owned and has_any_column_privilege(current_user, oid, 'REFERENCES')
              """,
              "revoke references"),
          new HoleQuery(
              IsolationHole.MAY_TRIGGER,
              "select name from tt where not owned and has_table_privilege(oid, 'TRIGGER')",
              "revoke trigger"),
          new HoleQuery(
              IsolationHole.MAY_CREATE,
              """
              select 'schema ' || n.nspname from place, pg_namespace n
              where n.nspname = any (place.schemas)
                and has_schema_privilege(current_user, n.oid, 'CREATE')
              """,
              "revoke create on the schema"),
          // What a transaction leaves in one is there for the next borrower of the connection.
          new HoleQuery(
              IsolationHole.MAY_MAKE_TEMPORARY_TABLES,
              """
              select 'database ' || current_database()
              where has_database_privilege(current_database(), 'TEMPORARY')
              """,
              "revoke temporary on the database from public, or let each table be on commit drop"),
          new HoleQuery(
              IsolationHole.PREDEFINED_ROLE,
              """
              select 'role ' || rolname from pg_roles
              where rolname in ('pg_execute_server_program', 'pg_read_server_files',
                  'pg_write_server_files', 'pg_read_all_data', 'pg_write_all_data',
                  'pg_create_subscription')
                and pg_has_role(current_user, oid, 'MEMBER')
              """,
              "revoke the membership"),
          new HoleQuery(
              IsolationHole.MAY_REPLICATE_OR_MAKE_ROLES,
              """
              select 'role ' || rolname from pg_roles
              where (rolreplication or rolcreaterole) and not rolsuper
                and pg_has_role(current_user, oid, 'MEMBER')
              """,
              "alter role ... noreplication nocreaterole, or revoke the membership"),
          new HoleQuery(
              IsolationHole.TENANT_PRESET,
              """
              select case when s.setrole = 0 then 'settings of the database'
                  else 'settings of role ' || current_user end
              from pg_db_role_setting s, unnest(s.setconfig) as one (setting)
              where setting like 'leasehold.tenant=%'
                and (s.setrole = 0
                  or s.setrole = (select oid from pg_roles where rolname = current_user))
                and (s.setdatabase = 0
                  or s.setdatabase = (select oid from pg_database
                    where datname = current_database()))
              """,
              "alter role or database ... reset leasehold.tenant: there is no default tenant"),
          new HoleQuery(
              IsolationHole.DEFINER_FUNCTION,
              """
              select 'function ' || oid::regprocedure from place, definer
              where past or nspname = any (place.schemas)
              """,
              "alter function ... security invoker, or revoke execute from public and the role"),
          new HoleQuery(
              IsolationHole.DEFINER_SEARCH_PATH,
              """
              select 'function ' || oid::regprocedure from definer
              where not exists (select 1 from unnest(proconfig) as one (setting)
                where setting like 'search_path=%')
              """,
              "alter function ... set search_path = pg_catalog, pg_temp, and qualify its names"),
          new HoleQuery(
              IsolationHole.DEFAULT_PRIVILEGES,
              """
              select distinct 'tables that role ' || pg_get_userbyid(d.defaclrole)
                || ' is to create: ' || a.privilege_type
              from pg_default_acl d, aclexplode(d.defaclacl) a
              where d.defaclobjtype = 'r' and a.grantee <> d.defaclrole
                and a.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')
                and (a.grantee = 0 or pg_has_role(current_user, a.grantee, 'MEMBER'))
              """,
              "alter default privileges ... revoke"),
          new HoleQuery(
              IsolationHole.SIGNING_KEYS_REACHABLE,
              SignedSql.REACHABLE,
              "revoke it, and run the statements of SignedTenants again as another role"),
          new HoleQuery(
              IsolationHole.GRANTED_TO_PUBLIC,
              """
              select distinct name from tt, aclexplode(tt.relacl) a where a.grantee = 0
              """,
              "revoke all ... from public, and grant to the application's role"));

  private RightQueries() {}
}
