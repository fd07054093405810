package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.titles;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static io.leasehold.isolation.hibernate.Tenants.transaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantSwitchInTransactionException;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The probe as it is installed: by being on the class path. */
class LocalTransactionSwitchTest {

  private final LabsDatabase database = LabsDatabase.isolated();
  private final HikariDataSource pool = database.pool(2);
  private final DataSource source = TenantDataSource.around(pool);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void theTenantDoesNotChangeInsideItsTransaction() throws Exception {
    TenantScopes.call(
        ACME,
        () ->
            transaction(
                source,
                connection -> {
                  assertThat(titles(connection)).hasSize(2);
                  assertSwitchRefused();
                  assertThat(TenantContext.require()).isEqualTo(ACME);
                  // The same tenant again is no change.
                  TenantScopes.run(ACME, () -> {});
                  return titles(connection);
                }));
  }

  @Test
  void afterTheTransactionTheTenantChanges() throws Exception {
    TenantScopes.call(
        ACME,
        () -> {
          try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            titles(connection);
            assertSwitchRefused();
            connection.commit();
            assertThat(Tenants.as(GLOBEX, source, LabsDatabase::titles)).containsExactly("VPC");
            titles(connection);
            assertSwitchRefused();
            connection.rollback();
            assertThat(Tenants.as(GLOBEX, source, LabsDatabase::titles)).containsExactly("VPC");
            titles(connection);
          }
          // Closed in the middle of a transaction.
          return Tenants.as(GLOBEX, source, LabsDatabase::titles);
        });
  }

  @Test
  void aTransactionThatIsEndedOnAnotherThreadIsOverHereToo() throws Exception {
    TenantScopes.call(
        ACME,
        () -> {
          Connection connection = source.getConnection();
          connection.setAutoCommit(false);
          titles(connection);
          assertSwitchRefused();
          CompletableFuture.runAsync(
                  () -> {
                    try {
                      connection.close();
                    } catch (java.sql.SQLException e) {
                      throw new IllegalStateException(e);
                    }
                  })
              .join();
          return Tenants.as(GLOBEX, source, LabsDatabase::titles);
        });
  }

  @Test
  void theTransactionOfAnotherThreadIsNotOurs() throws Exception {
    TenantScopes.call(
        ACME,
        () ->
            transaction(
                source,
                connection -> {
                  titles(connection);
                  return CompletableFuture.supplyAsync(
                          () -> {
                            TenantScopes.run(GLOBEX, () -> {});
                            return true;
                          })
                      .join();
                }));
  }

  private static void assertSwitchRefused() {
    assertThatThrownBy(
            () ->
                TenantScopes.run(
                    GLOBEX,
                    () -> {
                      throw new AssertionError("the work ran");
                    }))
        .isInstanceOf(TenantSwitchInTransactionException.class);
  }
}
