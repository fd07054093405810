package io.leasehold.isolation.databench;

import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The data set: tenants, each with the same number of projects and tasks. Everybody reads and
 * writes the same rows, in tables of their own.
 */
final class Data {

  static final int TENANTS = 20;
  static final int PROJECTS = 100;
  static final int TASKS = 1_000;

  private static final List<Tenant> ALL =
      IntStream.range(0, TENANTS).mapToObj(Data::newTenant).toList();

  private Data() {}

  static Tenant tenant(int number) {
    return ALL.get(number);
  }

  private static Tenant newTenant(int number) {
    return Tenant.active(TenantId.of("tenant" + number), Tier.of("basic"));
  }

  static long task(int tenant, Random random) {
    return tenant * 1_000_000L + random.nextInt(TASKS);
  }

  static long project(int tenant, Random random) {
    return tenant * 1_000_000L + random.nextInt(PROJECTS);
  }

  static String assignee(int tenant, Random random) {
    return "t" + tenant + "-user" + random.nextInt(TASKS / 10);
  }

  static String code(int tenant, Random random) {
    return "t" + tenant + "-project" + random.nextInt(PROJECTS);
  }

  /** The tables of one schema, run by their owner. */
  static String tables(String schema, boolean tenants) {
    String column = tenants ? "tenant_id text not null," : "";
    String lead = tenants ? "tenant_id, " : "";
    return """
    create schema %1$s;
    set search_path to %1$s;
    create table project (
      id bigint primary key, %2$s code text not null, name text not null);
    create table task (
      id bigint primary key, %2$s project_id bigint not null references project,
      title text not null, assignee text not null, points int not null);
    create unique index on project (%3$scode);
    create index on task (%3$sassignee);
    create index on task (%3$sproject_id);
    create sequence task_seq start with 100000000 increment by 50;
    """
        .formatted(schema, column, lead);
  }

  /** The rows of one tenant, or of all, in the schema on the search path. */
  static String rows(int from, int until, boolean tenants) {
    String id = tenants ? "'tenant' || t," : "";
    return """
    insert into project
      select t * 1000000 + p, %1$s 't' || t || '-project' || p, 'Project ' || p
      from generate_series(%2$d, %3$d) t, generate_series(0, %4$d) p;
    insert into task
      select t * 1000000 + n, %1$s t * 1000000 + n %% %5$d, 'Task ' || n,
        't' || t || '-user' || n / 10, n %% 13
      from generate_series(%2$d, %3$d) t, generate_series(0, %6$d) n;
    analyze;
    """
        .formatted(id, from, until - 1, PROJECTS - 1, PROJECTS, TASKS - 1);
  }

  static String grants(String schema) {
    return """
    grant usage on schema %1$s to bench_app;
    grant select, insert, update, delete on all tables in schema %1$s to bench_app;
    grant usage on all sequences in schema %1$s to bench_app;
    """
        .formatted(schema);
  }

  static String rowSecurity(String schema) {
    return RowSecurity.enable(schema + ".project").script()
        + RowSecurity.enable(schema + ".task").script();
  }
}
