package io.leasehold.isolation.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The check as the server asks for it. */
class TenantIsolationHealthTest {

  private final LabsDatabase database = LabsDatabase.sound();
  private final MovingClock clock = new MovingClock();
  private final TenantIsolationHealth health =
      new TenantIsolationHealth(
          TenantIsolationCheck.of(database.app(), "labs"), Duration.ofMinutes(5), clock);

  @Test
  void aSoundDatabaseIsUp() {
    HealthCheckResponse answer = health.call();
    assertThat(answer.getName()).isEqualTo("tenant-isolation");
    assertThat(answer.getStatus()).isEqualTo(Status.UP);
    assertThat(answer.getData().orElseThrow())
        .containsEntry("tables", 2L)
        .containsEntry("errors", 0L);
  }

  @Test
  void aHoleThatIsMadeWhileTheApplicationRunsTakesItDownAndBackUp() {
    health.call();
    change("alter table labs.note no force row level security");
    assertThat(health.call().getStatus()).as("not asked again yet").isEqualTo(Status.UP);
    clock.pass(Duration.ofMinutes(5));
    HealthCheckResponse answer = health.call();
    assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
    change("alter table labs.note force row level security");
    clock.pass(Duration.ofMinutes(5));
    assertThat(health.call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void theAnswerTellsCodesAndNoNames() {
    change("grant truncate on labs.note to labs_app");
    Map<String, Object> data = health.call().getData().orElseThrow();
    assertThat((String) data.get("codes")).contains("LH-ISO-223");
    assertThat(data.toString()).doesNotContain("note").doesNotContain("labs");
    assertThat(health.report().orElseThrow().text()).contains("LH-ISO-223 MAY_TRUNCATE labs.note");
  }

  @Test
  void withoutTheDatabaseNothingIsKnownAndSoItIsDown() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setServerNames(new String[] {"127.0.0.1"});
    nowhere.setPortNumbers(new int[] {1});
    TenantIsolationHealth blind =
        TenantIsolationHealth.of(TenantIsolationCheck.of(nowhere, "labs"));
    assertThat(blind.call().getStatus()).isEqualTo(Status.DOWN);
    assertThat(blind.report()).isEmpty();
  }

  @Test
  void anIntervalIsPositive() {
    assertThatThrownBy(() -> health.every(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void change(String sql) {
    LabsDatabase.execute(database.owner(), sql);
  }
}
