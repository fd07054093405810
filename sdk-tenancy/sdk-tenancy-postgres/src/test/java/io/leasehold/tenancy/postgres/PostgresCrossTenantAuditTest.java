package io.leasehold.tenancy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.CrossTenantAccess;
import io.leasehold.tenancy.CrossTenantRefusedException;
import io.leasehold.tenancy.spi.CrossTenantAudit.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("mistake-28")
class PostgresCrossTenantAuditTest {

  private RegistryDatabase database;
  private PostgresCrossTenantAudit audit;
  private CrossTenantAccess door;

  @BeforeEach
  void open() {
    database = RegistryDatabase.migrated();
    audit = new PostgresCrossTenantAudit(database.platform());
    door = CrossTenantAccess.audited(audit);
  }

  @Test
  void anAccessIsOnRecordWhileItRunsAndAfterwards() {
    door.run(
        "case 4711",
        "ada@platform.example",
        Duration.ofMinutes(5),
        () -> {
          CrossTenantRecord running = audit.latest(1).get(0);
          assertThat(running.entry().reason()).isEqualTo("case 4711");
          assertThat(running.entry().by()).isEqualTo("ada@platform.example");
          assertThat(running.outcome()).isEmpty();
        });
    CrossTenantRecord over = audit.latest(1).get(0);
    assertThat(over.outcome()).contains(Outcome.DONE);
    assertThat(over.endedAt().orElseThrow()).isBetween(over.entry().from(), over.entry().until());
  }

  @Test
  void theLatestComeFirstAndFailuresAreToldApart() {
    door.run("first", "ada", Duration.ofMinutes(5), () -> {});
    assertThatThrownBy(
            () ->
                door.run(
                    "second",
                    "bob",
                    Duration.ofMinutes(5),
                    () -> {
                      throw new IllegalStateException("boom");
                    }))
        .hasMessage("boom");
    assertThat(audit.latest(10))
        .extracting(one -> one.entry().reason(), CrossTenantRecord::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("second", Optional.of(Outcome.FAILED)),
            org.assertj.core.groups.Tuple.tuple("first", Optional.of(Outcome.DONE)));
  }

  @Test
  void withoutTheDatabaseNobodyEnters() {
    CrossTenantAccess unreachable =
        CrossTenantAccess.audited(new PostgresCrossTenantAudit(RegistryDatabase.unreachable()));
    assertThatThrownBy(
            () ->
                unreachable.run(
                    "case",
                    "ada",
                    Duration.ofMinutes(5),
                    () -> {
                      throw new AssertionError("the work ran");
                    }))
        .isInstanceOf(CrossTenantRefusedException.class);
  }

  @Test
  void thePlatformRoleAddsToTheRecordAndChangesNothing() {
    door.run("case", "ada", Duration.ofMinutes(5), () -> {});
    for (String forbidden :
        List.of(
            "update leasehold_tenancy.cross_tenant_access set reason = 'other'",
            "delete from leasehold_tenancy.cross_tenant_access",
            "truncate leasehold_tenancy.cross_tenant_access cascade",
            "update leasehold_tenancy.cross_tenant_access_end set outcome = 'DONE'",
            "delete from leasehold_tenancy.cross_tenant_access_end",
            "insert into leasehold_tenancy.cross_tenant_access"
                + " (id, reason, opened_by, opened_at, until, recorded_at)"
                + " values (gen_random_uuid(), 'r', 'x', now(), now() + interval '1 h',"
                + " now() - interval '1 year')",
            "insert into leasehold_tenancy.cross_tenant_access_end"
                + " (id, outcome, ended_at, recorded_by)"
                + " select id, 'DONE', now(), 'somebody' from leasehold_tenancy.cross_tenant_access")) {
      assertThatThrownBy(() -> run(database.platform(), forbidden))
          .as(forbidden)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
    assertThat(audit.latest(10)).hasSize(1);
  }

  @Test
  void anAccessEndsOnce() {
    door.run("case", "ada", Duration.ofMinutes(5), () -> {});
    CrossTenantRecord over = audit.latest(1).get(0);
    assertThatThrownBy(
            () -> audit.closed(over.entry(), over.endedAt().orElseThrow(), Outcome.FAILED))
        .isInstanceOf(RuntimeException.class);
    assertThat(audit.latest(1).get(0).outcome()).contains(Outcome.DONE);
  }

  @Test
  void aPageHasAnEnd() {
    for (int most : new int[] {0, -1, 1_001}) {
      assertThatThrownBy(() -> audit.latest(most)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void run(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
