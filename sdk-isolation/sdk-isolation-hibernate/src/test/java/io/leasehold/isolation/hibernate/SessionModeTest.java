package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.texts;
import static io.leasehold.isolation.hibernate.LabsDatabase.titles;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static io.leasehold.isolation.hibernate.Tenants.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Statements outside a transaction, for those who cannot do without, over one connection. */
class SessionModeTest {

  private final LabsDatabase database = LabsDatabase.isolated();
  private final HikariDataSource pool = database.pool(1);
  private final DataSource source = TenantDataSource.around(pool).withSessions();

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  @Tag("rls-05")
  @Tag("mistake-10")
  void aStatementRunsForTheTenantInScopeAndNothingIsLeft() throws Exception {
    for (int i = 0; i < 8; i++) {
      TenantsHelp.in(ACME, source, same -> assertThat(titles(same)).containsExactly("S3", "IAM"));
      nothingIsLeft();
      TenantsHelp.in(GLOBEX, source, same -> assertThat(titles(same)).containsExactly("VPC"));
      nothingIsLeft();
      try (Connection nobodys = source.getConnection()) {
        assertThat(titles(nobodys)).isEmpty();
      }
    }
  }

  @Test
  void eachStatementIsForTheTenantThatItRunsFor() throws Exception {
    try (Connection connection = source.getConnection()) {
      on(ACME, connection, same -> assertThat(titles(same)).hasSize(2));
      on(GLOBEX, connection, same -> assertThat(titles(same)).containsExactly("VPC"));
      assertThat(titles(connection)).isEmpty();
      on(
          ACME,
          connection,
          same -> {
            execute(same, "reset all");
            assertThat(titles(same)).hasSize(2);
            execute(same, "discard all");
            assertThat(titles(same)).hasSize(2);
          });
    }
  }

  @Test
  void aTransactionHasOneTenantAsEver() throws Exception {
    try (Connection connection = source.getConnection()) {
      on(ACME, connection, same -> assertThat(titles(same)).hasSize(2));
      connection.setAutoCommit(false);
      on(GLOBEX, connection, same -> assertThat(titles(same)).containsExactly("VPC"));
      on(
          ACME,
          connection,
          same ->
              assertThatThrownBy(() -> titles(same)).isInstanceOf(TenantChangedException.class));
    }
    nothingIsLeft();
  }

  @Test
  void aConnectionThatIsGivenBackInAFailedTransactionCarriesNoTenant() throws Exception {
    TenantsHelp.in(
        ACME,
        source,
        connection -> {
          titles(connection);
          connection.setAutoCommit(false);
          assertThatThrownBy(() -> texts(connection, "select 1 / 0")).isNotNull();
        });
    nothingIsLeft();
    // Begun by text, so that the connection does not know: it is broken off.
    assertThatThrownBy(
            () ->
                TenantsHelp.in(
                    ACME,
                    source,
                    connection -> {
                      execute(connection, "begin");
                      assertThatThrownBy(() -> texts(connection, "select 1 / 0")).isNotNull();
                    }))
        .hasMessageContaining("closed");
    nothingIsLeft();
  }

  @Test
  void behindAPoolerItIsRefusedAndATransactionIsNot() throws Exception {
    for (String mode : new String[] {"transaction", "session"}) {
      try (PgBouncer pooler = PgBouncer.start(database, mode)) {
        DataSource behind = TenantDataSource.around(pooler.app()).withSessions();
        TenantsHelp.in(
            ACME,
            behind,
            connection ->
                assertThatThrownBy(() -> titles(connection))
                    .isInstanceOf(SharedSessionException.class)
                    .hasMessageNotContaining("acme"));
        assertThat(Tenants.as(ACME, behind, LabsDatabase::titles)).hasSize(2);
        try (Connection next = pooler.app().getConnection()) {
          assertThat(titles(next)).isEmpty();
        }
      }
    }
  }

  @Test
  void itIsNoneForProofs() {
    assertThatThrownBy(
            () -> TenantDataSource.around(pool).signed(SignedDatabase.KEY).withSessions())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> TenantDataSource.around(pool).withSessions().signed(SignedDatabase.KEY))
        .isInstanceOf(IllegalStateException.class);
  }

  private void nothingIsLeft() throws Exception {
    try (Connection next = pool.getConnection()) {
      assertThat(titles(next)).isEmpty();
      assertThat(texts(next, "select nullif(current_setting('leasehold.tenant', true), '')"))
          .containsOnlyNulls();
    }
  }
}
