package io.leasehold.isolation.databench;

import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
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

  /** A schema with the tables, run by their owner. */
  static String schema(String schema, boolean tenants) {
    return """
    create schema %1$s;
    grant usage on schema %1$s to bench_app;
    set search_path to %1$s;
    """
            .formatted(schema)
        + tables(tenants);
  }

  /** The tables in the schema on the search path. */
  static String tables(boolean tenants) {
    String column = tenants ? "tenant_id text not null," : "";
    String lead = tenants ? "tenant_id, " : "";
    return """
    create table project (
      id bigint primary key, %1$s code text not null, name text not null);
    create table task (
      id bigint primary key, %1$s project_id bigint not null references project,
      title text not null, assignee text not null, points int not null);
    create unique index on project (%2$scode);
    create index on task (%2$sassignee);
    create index on task (%2$sproject_id);
    create sequence task_seq start with 100000000 increment by 50;
    grant select, insert, update, delete on project, task to bench_app;
    grant usage on sequence task_seq to bench_app;
    """
        .formatted(column, lead);
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

  static String rowSecurity(String schema) {
    return rowSecurity(schema, UnaryOperator.identity());
  }

  static String rowSecurity(String schema, UnaryOperator<RowSecurity> how) {
    return how.apply(RowSecurity.enable(schema + ".project")).script()
        + how.apply(RowSecurity.enable(schema + ".task")).script();
  }
}
