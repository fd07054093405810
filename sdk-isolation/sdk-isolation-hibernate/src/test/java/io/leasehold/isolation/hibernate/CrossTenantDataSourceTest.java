package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.titles;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.tenancy.CrossTenantAccess;
import io.leasehold.tenancy.CrossTenantEndedException;
import io.leasehold.tenancy.CrossTenantEntry;
import io.leasehold.tenancy.CrossTenantRequiredException;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.spi.CrossTenantAudit;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real database, where the support role has a policy of its own. */
@Tag("mistake-28")
class CrossTenantDataSourceTest {

  private final LabsDatabase database = LabsDatabase.sound();
  private final String support = database.role("");
  private final DataSource across = CrossTenantDataSource.around(database.as(support));
  private final CrossTenantAccess door = CrossTenantAccess.audited(new SilentAudit());

  CrossTenantDataSourceTest() {
    execute(database.owner(), RowSecurity.enable("labs.lab_run").acrossTenants(support).script());
  }

  @Test
  void insideAnAccessTheRowsOfAllTenantsAreRead() throws Exception {
    assertThat(access(() -> read(across, "select title from labs.lab_run order by id")))
        .containsExactly("S3", "IAM", "VPC");
  }

  @Test
  void outsideAnAccessThereIsNoConnection() {
    assertThatThrownBy(across::getConnection).isInstanceOf(CrossTenantRequiredException.class);
    assertThatThrownBy(() -> TenantScopes.call(ACME, across::getConnection))
        .isInstanceOf(CrossTenantRequiredException.class);
    assertThatThrownBy(
            () -> TenantScopes.call(new TenantScope.Platform("report"), across::getConnection))
        .isInstanceOf(CrossTenantRequiredException.class);
  }

  @Test
  void aConnectionThatWasKeptRunsNothingAfterItsAccess() throws Exception {
    try (Connection kept = access(across::getConnection)) {
      assertThatThrownBy(() -> titles(kept)).isInstanceOf(CrossTenantRequiredException.class);
      assertThatThrownBy(() -> access(() -> titles(kept)))
          .as("in another access, which has another reason")
          .isInstanceOf(CrossTenantScopeException.class);
      assertThatThrownBy(() -> TenantScopes.call(ACME, () -> titles(kept)))
          .isInstanceOf(CrossTenantRequiredException.class);
    }
  }

  @Test
  void nothingRunsAndNoFurtherRowIsReadAfterTheTimeOfItsAccess() throws Exception {
    MovingClock clock = new MovingClock();
    door.withClock(clock)
        .call(
            "case 4711",
            "ada",
            Duration.ofMinutes(1),
            () -> {
              try (Connection connection = across.getConnection();
                  var statement = connection.prepareStatement("select 1");
                  var other = connection.prepareStatement("select generate_series(1, 3)");
                  var rows = other.executeQuery()) {
                statement.executeQuery().close();
                assertThat(rows.next()).isTrue();
                clock.pass(Duration.ofMinutes(1));
                assertThatThrownBy(rows::next).isInstanceOf(CrossTenantEndedException.class);
                assertThatThrownBy(statement::executeQuery)
                    .isInstanceOf(CrossTenantEndedException.class);
                assertThatThrownBy(across::getConnection)
                    .isInstanceOf(CrossTenantEndedException.class);
              }
              return clock;
            });
  }

  @Test
  void theApplicationsDataSourceRefusesInsideAnAccess() throws Exception {
    try (HikariDataSource pool = database.pool(1)) {
      DataSource app = TenantDataSource.around(pool);
      assertThatThrownBy(() -> access(() -> Tenants.transaction(app, LabsDatabase::titles)))
          .isInstanceOf(CrossTenantScopeException.class)
          .extracting("code")
          .isEqualTo("LH-ISO-206");
      assertThat(Tenants.as(ACME, app, LabsDatabase::titles)).hasSize(2);
    }
  }

  @Test
  void theRoleReadsOnlyTablesThatHaveThePolicyAndWritesNone() throws Exception {
    assertThatThrownBy(
            () -> access(() -> Tenants.update(across.getConnection(), "delete from labs.lab_run")))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
    // The table has row security, and no policy for the role.
    assertThat(access(() -> read(across, "select text from labs.note"))).isEmpty();
  }

  @Test
  void aRoleThatMayWriteWritesAcrossTenants() throws Exception {
    execute(database.owner(), "grant update on labs.lab_run to " + support);
    CrossTenantPolicy reading = RowSecurity.enable("labs.lab_run").acrossTenants(support);
    assertThat(access(() -> rename())).as("with the grant and a policy for reading").isZero();
    execute(database.owner(), reading.andWrites().script());
    assertThat(access(() -> rename())).isEqualTo(3);
  }

  @Test
  void theSelfCheckReportsAnApplicationThatMayBecomeTheRole() throws Exception {
    assertThat(TenantIsolationCheck.of(database.app(), "labs").run().errors()).isEmpty();
    execute(database.superuser(), "grant " + support + " to labs_app");
    try {
      assertThat(TenantIsolationCheck.of(database.app(), "labs").run().findings())
          .extracting(IsolationFinding::hole)
          .contains(IsolationHole.POLICY_TOO_WIDE);
    } finally {
      execute(database.superuser(), "revoke " + support + " from labs_app");
    }
  }

  @Test
  void nothingWithoutAGuardCanBeReached() {
    assertThatThrownBy(() -> across.unwrap(org.postgresql.ds.PGSimpleDataSource.class))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("LH-ISO-204");
    assertThatThrownBy(() -> access(() -> across.getConnection("labs_app", "")))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> CrossTenantDataSource.around(TenantDataSource.around(database.app())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "public", "Support", "a b", "x\" to public --"})
  void aRoleThatIsNoPlainNameIsRefused(String role) {
    assertThatThrownBy(() -> RowSecurity.enable("labs.lab_run").acrossTenants(role))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private int rename() throws SQLException {
    try (Connection connection = across.getConnection()) {
      return Tenants.update(connection, "update labs.lab_run set title = lower(title)");
    }
  }

  private static List<String> read(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return LabsDatabase.texts(connection, sql);
    }
  }

  private <T> T access(Callable<T> work) throws Exception {
    return door.call("case 4711", "ada", Duration.ofMinutes(1), work);
  }

  private static final class SilentAudit implements CrossTenantAudit {
    @Override
    public void opened(CrossTenantEntry entry) {}

    @Override
    public void closed(CrossTenantEntry entry, Instant at, Outcome outcome) {}
  }
}
