package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.texts;
import static io.leasehold.isolation.hibernate.LabsDatabase.titles;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static io.leasehold.isolation.hibernate.Tenants.on;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Behind a real PgBouncer with one connection to PostgreSQL. */
class PgBouncerTest {

  private final LabsDatabase database = LabsDatabase.isolated();

  @Test
  @Tag("mistake-10")
  void clientsThatShareOneConnectionByTransactionSeeTheirTenantsRowsOnly() throws Exception {
    try (PgBouncer pooler = PgBouncer.start(database, "transaction")) {
      DataSource source = TenantDataSource.around(pooler.app());
      try (Connection first = source.getConnection();
          Connection second = source.getConnection()) {
        first.setAutoCommit(false);
        second.setAutoCommit(false);
        for (int i = 0; i < 5; i++) {
          on(ACME, first, same -> assertThat(titles(same)).containsExactly("S3", "IAM"));
          first.commit();
          on(GLOBEX, second, same -> assertThat(titles(same)).containsExactly("VPC"));
          second.commit();
          assertThat(titles(first)).isEmpty();
          first.rollback();
        }
        assertThat(backend(first)).isEqualTo(backend(second));
      }
    }
  }

  @Test
  void bySessionEachClientHasAConnectionOfItsOwn() throws Exception {
    try (PgBouncer pooler = PgBouncer.start(database, "session")) {
      DataSource source = TenantDataSource.around(pooler.app());
      for (int i = 0; i < 5; i++) {
        assertThat(Tenants.as(ACME, source, LabsDatabase::titles)).containsExactly("S3", "IAM");
        assertThat(Tenants.as(GLOBEX, source, LabsDatabase::titles)).containsExactly("VPC");
        assertThat(Tenants.transaction(source, LabsDatabase::titles)).isEmpty();
      }
    }
  }

  @Test
  @Tag("mistake-10")
  void aVariableSetForTheSessionIsTheNextClientsToo() throws Exception {
    // Why it has to be set for the transaction: here nobody does.
    try (PgBouncer pooler = PgBouncer.start(database, "transaction");
        Connection first = pooler.app().getConnection();
        Connection second = pooler.app().getConnection()) {
      execute(first, "set leasehold.tenant = 'acme'");
      assertThat(titles(second)).containsExactly("S3", "IAM");
    }
  }

  private static String backend(Connection connection) throws Exception {
    String pid = texts(connection, "select pg_backend_pid()").get(0);
    connection.rollback();
    return pid;
  }
}
