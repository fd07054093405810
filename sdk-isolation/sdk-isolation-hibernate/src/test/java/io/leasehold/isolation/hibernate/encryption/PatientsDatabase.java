package io.leasehold.isolation.hibernate.encryption;

import io.leasehold.isolation.hibernate.RealPostgres;
import io.leasehold.isolation.hibernate.RowSecurity;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import javax.sql.DataSource;

/**
 * A real PostgreSQL with the table of keys and one of patients, the owner {@code labs_owner}, the
 * application {@code labs_app} and the role {@code labs_shredder}.
 */
final class PatientsDatabase extends RealPostgres implements AutoCloseable {

  private static final String ROLES =
      """
      create role labs_owner login;
      create role labs_app login nosuperuser nobypassrls;
      create role labs_shredder login nosuperuser nobypassrls;
      grant create on database postgres to labs_owner;
      """;

  private static final String PATIENTS =
      """
      create schema labs;
      grant usage on schema labs to labs_app;
      create table labs.patient (
        id bigint not null,
        tenant_id text not null,
        diagnosis bytea,
        diagnosis_key bytea,
        primary key (tenant_id, id));
      grant select, insert, update, delete on labs.patient to labs_app;
      """;

  private final EmbeddedPostgres server;

  PatientsDatabase() {
    server = start(ROLES);
    execute(as("labs_owner"), PATIENTS + RowSecurity.enable("labs.patient").script());
    makeKeyTable();
  }

  /** As a migration does it, again and again. */
  void makeKeyTable() {
    execute(as("labs_owner"), PostgresTenantKeyStore.script("labs_app", "labs_shredder"));
  }

  DataSource app() {
    return as("labs_app");
  }

  DataSource shredder() {
    return as("labs_shredder");
  }

  DataSource superuser() {
    return as("postgres");
  }

  void empty() {
    execute(superuser(), "truncate labs.patient, leasehold_keys.tenant_key");
  }

  DataSource as(String role) {
    return source(server, role, "postgres");
  }

  /** The first column of all rows, as the superuser sees them. */
  List<String> texts(String sql) {
    return texts(superuser(), sql);
  }

  @Override
  public void close() {
    stop(server);
  }
}
