package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.IsolationHole.*;

import java.util.List;

/**
 * One seeded fault.
 *
 * @param hole what has to be found
 * @param subject the thing that has to be named
 * @param superuser whether a superuser seeds it, and not the owner
 * @param sql seeds it
 */
record Fault(IsolationHole hole, String subject, boolean superuser, String sql) {

  private static final String MINE =
      "(tenant_id = nullif(current_setting('leasehold.tenant', true), ''))";

  private static final String POLICY = RowSecurity.enable("labs.note").policy();

  static final List<Fault> ALL =
      List.of(
          owner(ROW_SECURITY_OFF, "labs.note", "alter table labs.note disable row level security"),
          owner(NOT_FORCED, "labs.note", "alter table labs.note no force row level security"),
          owner(NO_POLICY, "labs.note", "drop policy " + POLICY + " on labs.note"),
          owner(
              NO_CHECK,
              "policy p on labs.note",
              "drop policy "
                  + POLICY
                  + " on labs.note; create policy p on labs.note using "
                  + MINE),
          owner(
              POLICY_TOO_WIDE,
              "policy p on labs.note",
              "create policy p on labs.note for select using (true)"),
          // It reads like the right one where the search path hides its schema.
          owner(
              POLICY_TOO_WIDE,
              "policy p on labs.note",
              "create function labs.current_setting(text, boolean) returns text language sql"
                  + " as 'select ''globex'''; "
                  + "set search_path = labs, pg_catalog; create policy p on labs.note using "
                  + MINE),
          owner(
              POLICY_OUTDATED,
              "policy leasehold_tenant on labs.note",
              "alter policy " + POLICY + " on labs.note rename to leasehold_tenant"),
          superuser(SUPERUSER, "role labs_app", "alter role labs_app superuser"),
          superuser(BYPASSES_ROW_SECURITY, "role labs_app", "alter role labs_app bypassrls"),
          superuser(OWNS_TABLE, "labs.note", "alter table labs.note owner to labs_app"),
          superuser(OWNS_TABLE, "labs.lab_run", "grant labs_owner to labs_app"),
          owner(MAY_TRUNCATE, "labs.note", "grant truncate on labs.note to labs_app"),
          owner(MAY_REFERENCE, "labs.note", "grant references on labs.note to labs_app"),
          owner(MAY_REFERENCE, "labs.note", "grant references (id) on labs.note to labs_app"),
          owner(MAY_TRIGGER, "labs.note", "grant trigger on labs.note to public"),
          owner(MAY_CREATE, "schema labs", "grant create on schema labs to labs_app"),
          owner(
              LARGE_OBJECTS,
              "column picture of labs.note",
              "alter table labs.note add picture oid"),
          superuser(
              MAY_MAKE_TEMPORARY_TABLES,
              "database postgres",
              "grant temporary on database postgres to labs_app"),
          superuser(
              PREDEFINED_ROLE,
              "role pg_read_server_files",
              "grant pg_read_server_files to labs_app"),
          superuser(
              MAY_REPLICATE_OR_MAKE_ROLES, "role labs_app", "alter role labs_app replication"),
          superuser(MAY_REPLICATE_OR_MAKE_ROLES, "role labs_app", "alter role labs_app createrole"),
          superuser(
              TENANT_PRESET,
              "settings of role labs_app",
              "alter role labs_app set leasehold.tenant = 'globex'"),
          superuser(
              TENANT_PRESET,
              "settings of the database",
              "alter database postgres set leasehold.tenant = 'globex'"),
          owner(
              FOREIGN_KEY_CROSSES_TENANTS,
              "foreign key crossing on labs.note",
              "alter table labs.note add constraint crossing"
                  + " foreign key (run_id) references labs.lab_run (id)"),
          owner(
              UNIQUE_CROSSES_TENANTS,
              "index global_title on labs.lab_run",
              "create unique index global_title on labs.lab_run (title)"),
          // The tenant is only carried along; it does not make the key wider.
          owner(
              UNIQUE_CROSSES_TENANTS,
              "index carried on labs.lab_run",
              "create unique index carried on labs.lab_run (lower(title)) include (tenant_id)"),
          owner(
              UNIQUE_CROSSES_TENANTS,
              "index excluded on labs.lab_run",
              "alter table labs.lab_run add constraint excluded"
                  + " exclude using btree (title with =)"),
          owner(
              GUESSABLE_KEY,
              "index visit_pkey on labs.visit",
              "create table labs.visit (id bigserial primary key, tenant_id text not null);"
                  + RowSecurity.enable("labs.visit").script()),
          owner(
              TENANT_COLUMN_NULLABLE,
              "labs.lab_run",
              "alter table labs.lab_run alter tenant_id drop not null"),
          owner(
              TENANT_COLUMN_UNFIT,
              "labs.visit: text collate any_case",
              "create collation labs.any_case (provider = icu, locale = 'und-u-ks-level2',"
                  + " deterministic = false);"
                  + "create table labs.visit (tenant_id text collate labs.any_case not null);"
                  + RowSecurity.enable("labs.visit").script()),
          owner(
              TENANT_COLUMN_UNFIT,
              "labs.visit: character(8)",
              "create table labs.visit (tenant_id char(8) not null);"
                  + RowSecurity.enable("labs.visit").script()),
          owner(
              TENANT_COLUMN_DEFAULT,
              "labs.note",
              "alter table labs.note alter tenant_id set default 'globex'"),
          owner(
              CHILD_WITHOUT_TENANT,
              "labs.run_tag",
              "create table labs.run_tag (run_id bigint references labs.lab_run (id), tag text);"
                  + "grant select on labs.run_tag to labs_app"),
          owner(
              TABLE_NOT_DECLARED,
              "labs.region",
              "create table labs.region (name text); grant select on labs.region to labs_app"),
          owner(
              CHILD_TABLE_WITHOUT_ROW_SECURITY,
              "elsewhere.visit_1",
              "create table labs.visit (tenant_id text not null, day date)"
                  + " partition by range (day);"
                  + RowSecurity.enable("labs.visit").script()
                  + "create schema elsewhere;"
                  + "create table elsewhere.visit_1 partition of labs.visit default"),
          owner(
              CHILD_TABLE_WITHOUT_ROW_SECURITY,
              "labs.old_note",
              "create table labs.old_note () inherits (labs.note)"),
          owner(
              RULE_ON_TABLE,
              "rule r on labs.note",
              "create rule r as on insert to labs.note do also update labs.lab_run set title = ''"),
          owner(
              VIEW_WITH_OWNERS_RIGHTS,
              "labs.outer_view",
              "create view labs.inner_view as select * from labs.note;"
                  + "create view labs.outer_view as select * from labs.inner_view;"
                  + "grant select on labs.outer_view to labs_app"),
          owner(
              VIEW_WITH_OWNERS_RIGHTS,
              "labs.door",
              "create view labs.door as select * from labs.note;"
                  + "grant insert on labs.door to labs_app"),
          owner(
              MATERIALIZED_VIEW,
              "labs.totals",
              "create materialized view labs.totals as select * from labs.note;"
                  + "grant select on labs.totals to labs_app"),
          owner(
              DEFINER_FUNCTION,
              "function labs.all_notes()",
              "create function labs.all_notes() returns bigint language sql security definer"
                  + " set search_path = pg_catalog, pg_temp as 'select count(*) from labs.note'"),
          superuser(
              DEFINER_FUNCTION,
              "function public.all_notes()",
              "create function public.all_notes() returns bigint language sql security definer"
                  + " set search_path = pg_catalog, pg_temp as 'select count(*) from labs.note'"),
          owner(
              DEFINER_FUNCTION,
              "function labs.copy_note()",
              "create function labs.copy_note() returns trigger language plpgsql security definer"
                  + " set search_path = pg_catalog, pg_temp as 'begin return new; end';"
                  + "revoke execute on function labs.copy_note() from public;"
                  + "create trigger copy_note before insert on labs.note"
                  + " for each row execute function labs.copy_note()"),
          owner(
              DEFINER_SEARCH_PATH,
              "function public.now_and_then()",
              "create function public.now_and_then() returns text language sql security definer"
                  + " as 'select now()::text'"),
          owner(
              DEFAULT_PRIVILEGES,
              "tables that role labs_owner is to create: TRUNCATE",
              "alter default privileges in schema labs grant truncate on tables to labs_app"),
          owner(GRANTED_TO_PUBLIC, "labs.note", "grant select on labs.note to public"),
          owner(
              POLICY_FOR_OTHERS,
              "policy audit on labs.note for auditor",
              "create policy audit on labs.note to auditor using (true)"));

  /** Takes away what is left when the schema is dropped. */
  static final String REPAIR =
      """
      alter role labs_app nosuperuser nobypassrls noreplication nocreaterole;
      alter role labs_app reset all;
      alter database postgres reset all;
      revoke labs_owner, pg_read_server_files from labs_app;
      revoke temporary on database postgres from labs_app;
      drop schema if exists elsewhere cascade;
      drop function if exists public.all_notes(), public.now_and_then();
      """;

  private static Fault owner(IsolationHole hole, String subject, String sql) {
    return new Fault(hole, subject, false, sql);
  }

  private static Fault superuser(IsolationHole hole, String subject, String sql) {
    return new Fault(hole, subject, true, sql);
  }

  @Override
  public String toString() {
    return hole.code() + " " + hole + ": " + subject;
  }
}
