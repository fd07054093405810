package io.leasehold.tenancy.jakarta;

import static io.leasehold.tenancy.jakarta.Fixture.ACME_HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.registry.CachingTenantRegistry;
import io.leasehold.tenancy.registry.LocalTenantChanges;
import io.leasehold.tenancy.spi.TenantChanges;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two servers with a cache each, and one source of changes between them; an operator suspends a
 * tenant on one of them in the middle of a stream from the other.
 */
@Tag("mistake-27")
class TwoNodesTest {

  private final LocalTenantChanges bus = new LocalTenantChanges();
  private final Wire wire = new Wire();
  private Fixture first;
  private Fixture second;

  /** What a node hears; may be cut. */
  private final class Wire implements TenantChanges {
    private final AtomicReference<Duration> deaf = new AtomicReference<>(Duration.ZERO);

    @Override
    public Subscription subscribe(Consumer<TenantChange> listener) {
      return bus.subscribe(
          change -> {
            if (deaf.get().isZero()) {
              listener.accept(change);
            }
          });
    }

    @Override
    public Duration unconfirmedFor() {
      return deaf.get();
    }
  }

  @BeforeEach
  void start() throws Exception {
    Faucet.reset();
    first = node();
    second = node();
  }

  @AfterEach
  void stop() throws Exception {
    Faucet.reset();
    first.close();
    second.close();
  }

  @Test
  void aSuspensionOnOneNodeEndsTheStreamOfTheOther() throws Exception {
    try (OpenAnswer answer = open()) {
      answer.readUntil("drop 1 ");
      suspend(first);
      assertThat(answer.readToEnd()).doesNotContain("drop 2");
    }
    assertThat(second.http().get("/api/labs", ACME_HOST, second.acmeBearer()).body())
        .contains("LH-TEN-105");
  }

  @Test
  void aNodeThatMayHaveMissedAChangeAsksBeforeItSendsMore() throws Exception {
    try (OpenAnswer answer = open()) {
      answer.readUntil("drop 1 ");
      wire.deaf.set(Duration.ofSeconds(1));
      suspend(first);
      // The cache believes what it has asked for within the last second, and nothing older.
      await()
          .atMost(Duration.ofSeconds(25))
          .until(
              () -> {
                Faucet.drip();
                return Faucet.refused();
              });
      assertThat(answer.readToEnd()).doesNotContain("drop 999");
    }
  }

  private OpenAnswer open() throws Exception {
    return OpenAnswer.get(second.http().port(), "/api/faucet/sse", ACME_HOST, second.acmeBearer());
  }

  // Each fixture has a store of its own here, so it is written to both: one database.
  private void suspend(Fixture node) {
    second.registry.save(second.acme.withStatus(TenantStatus.SUSPENDED));
    node.registry.save(node.acme.withStatus(TenantStatus.SUSPENDED));
    bus.publish(TenantChange.of(node.acme.id(), TenantStatus.SUSPENDED));
  }

  private Fixture node() throws Exception {
    return new Fixture(
        TenantFilterSettings.defaults(),
        (parts, store) -> {
          CachingTenantRegistry cache = CachingTenantRegistry.following(store, wire);
          return parts.withEntry(Fixture.entry(cache)).withChanges(cache.changes(), cache);
        });
  }
}
