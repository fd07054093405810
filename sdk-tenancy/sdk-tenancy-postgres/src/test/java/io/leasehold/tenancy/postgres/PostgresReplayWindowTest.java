package io.leasehold.tenancy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.propagation.Delivery;
import io.leasehold.tenancy.propagation.EnvelopeSealer;
import io.leasehold.tenancy.propagation.PropagationKey;
import io.leasehold.tenancy.propagation.PropagationKeys;
import io.leasehold.tenancy.propagation.ReplayWindowContract;
import io.leasehold.tenancy.propagation.SignedEnvelopes;
import io.leasehold.tenancy.propagation.TenantWorker;
import io.leasehold.tenancy.spi.ReplayWindow;
import io.leasehold.tenancy.spi.ReplayWindow.Standing;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("row-C48")
class PostgresReplayWindowTest extends ReplayWindowContract {

  private final Hours clock = new Hours();
  private RegistryDatabase database;

  @BeforeEach
  void migrate() throws SQLException {
    database = RegistryDatabase.migrated();
  }

  @Override
  protected ReplayWindow window() {
    return new PostgresReplayWindow(database.platform(), "orders", clock);
  }

  @Override
  protected void advance(Duration duration) {
    clock.now = clock.now.plus(duration);
  }

  @Override
  protected Instant now() {
    return clock.instant();
  }

  @Test
  void aMessageThatOneNodeWorkedOffIsReplayedAtTheOther() throws Exception {
    Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
    PostgresTenantRegistry registry = new PostgresTenantRegistry(database.platform());
    registry.save(acme);
    PropagationKeys keys = PropagationKeys.signingWith(PropagationKey.of("k1", new byte[32]));
    byte[] body = {1, 2, 3};
    Map<String, String> message =
        TenantScopes.call(acme, () -> EnvelopeSealer.of(keys).seal("orders", body));
    List<TenantWorker> nodes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      nodes.add(
          TenantWorker.builder(registry)
              .receiving(
                  SignedEnvelopes.of(keys, "orders", registry),
                  new PostgresReplayWindow(database.platform(), "orders"))
              .build());
    }
    List<String> done = new ArrayList<>();
    assertThat(nodes.get(0).receive(message, body, () -> done.add("first")))
        .isEqualTo(new Delivery.Done(acme));
    assertThat(nodes.get(1).receive(message, body, () -> done.add("second")))
        .isEqualTo(new Delivery.Replayed());
    assertThat(done).containsExactly("first");
  }

  @Test
  void twoConsumersOfOneTopicEachWorkItOff() {
    ReplayWindow billing = new PostgresReplayWindow(database.platform(), "billing", clock);
    assertThat(window().enter("m1", now().plusSeconds(60), now().plusSeconds(600)))
        .isEqualTo(Standing.FIRST);
    assertThat(billing.enter("m1", now().plusSeconds(60), now().plusSeconds(600)))
        .isEqualTo(Standing.FIRST);
  }

  @Test
  void whatHasExpiredIsForgottenAndNothingElse() {
    PostgresReplayWindow window = (PostgresReplayWindow) window();
    window.enter("short", now(), now().plusSeconds(60));
    window.enter("long", now(), now().plusSeconds(600));
    window.done("long");
    advance(Duration.ofSeconds(61));
    assertThat(window.forgetExpired()).isEqualTo(1);
    assertThat(window.forgetExpired()).isZero();
    assertThat(window.enter("long", now(), now().plusSeconds(600))).isEqualTo(Standing.DONE);
  }

  @Test
  void withoutTheDatabaseNothingIsKnown() {
    ReplayWindow window = new PostgresReplayWindow(RegistryDatabase.unreachable(), "orders");
    assertThatThrownBy(() -> window.enter("m1", Instant.now(), Instant.now()))
        .isInstanceOf(TenantRegistryUnavailableException.class);
    assertThatThrownBy(() -> window.done("m1"))
        .isInstanceOf(TenantRegistryUnavailableException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a'b", "ä"})
  void aMalformedConsumerIsRefused(String consumer) {
    assertThatThrownBy(() -> new PostgresReplayWindow(database.platform(), consumer))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A clock that stands until it is moved. */
  private static final class Hours extends Clock {

    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
