package io.leasehold.tenancy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.spi.TenantChanges;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a source of changes has told, and the wait for it. */
final class Told {

  private final List<TenantChange> changes = new CopyOnWriteArrayList<>();

  private Told() {}

  /** Listens, and waits until the source has made its first contact. */
  static Told by(TenantChanges source) {
    Told told = new Told();
    source.subscribe(told.changes::add);
    await().atMost(PostgresTenantChanges.BOUND).until(() -> source.unconfirmedFor().isZero());
    told.changes.clear();
    return told;
  }

  void within(Duration bound, TenantChange... expected) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(bound)
        .untilAsserted(() -> assertThat(changes).contains(expected));
  }

  List<TenantChange> all() {
    return changes;
  }

  void clear() {
    changes.clear();
  }
}
