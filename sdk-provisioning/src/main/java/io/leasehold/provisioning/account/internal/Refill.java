package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.AccountState;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.PoolSettings;
import io.leasehold.provisioning.plan.StartKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/**
 * Requests accounts. Counts as capacity what is free or provably on its way, and never a
 * quarantined account, which yet counts against the maximum: broken accounts neither starve the
 * pool nor make it create without end.
 */
final class Refill {

  private final Tables tables;
  private final String emails;

  Refill(Tables tables, String emails) {
    this.tables = tables;
    this.emails = emails;
  }

  int now() {
    return tables
        .transactions()
        .run(
            c -> {
              tables.gate().enter(c);
              return inside(c);
            });
  }

  /** The caller is inside the gate, so two nodes do not fill the same gap. */
  int inside(Connection c) throws SQLException {
    Instant now = tables.now();
    int wanted = wanted(c, now);
    for (int i = 0; i < wanted; i++) {
      request(c, now);
    }
    return Math.max(0, wanted);
  }

  private int wanted(Connection c, Instant now) throws SQLException {
    PoolSettings s = tables.settings();
    Map<AccountState, Integer> counts = counts(c);
    int total = counts.values().stream().mapToInt(Integer::intValue).sum();
    int coming =
        counts.entrySet().stream()
            .filter(e -> e.getKey().progressing())
            .mapToInt(Map.Entry::getValue)
            .sum();
    int creating =
        counts.getOrDefault(AccountState.REQUESTED, 0)
            + counts.getOrDefault(AccountState.CREATING, 0);
    long queued = tables.leases().queued(c);
    long deficit = s.target() + queued - counts.getOrDefault(AccountState.READY, 0) - coming;
    long today = requestedSince(c, now.minus(Duration.ofDays(1)));
    if (waitingForLimit(c)) {
      return 0;
    }
    long most = Math.min(s.max() - total, s.creationsInFlight() - creating);
    return Math.toIntExact(Math.min(deficit, Math.min(most, s.creationsPerDay() - today)));
  }

  private void request(Connection c, Instant now) throws SQLException {
    UUID key = UUID.randomUUID();
    String id = key.toString().replace("-", "").substring(0, 12);
    tables.accounts().insert(c, key, emails.replace("{id}", id), "lab-" + id, now);
    tables
        .runner()
        .require()
        .start(c, VendPlan.NAME, StartKey.of(VendPlan.NAME + ':' + key), Order.of(key, Epoch.NONE));
  }

  private static Map<AccountState, Integer> counts(Connection c) throws SQLException {
    Map<AccountState, Integer> counts = new EnumMap<>(AccountState.class);
    Query.of("select state, count(*) from $.pool_account group by state")
        .all(c, row -> counts.put(AccountState.valueOf(row.getString(1)), row.getInt(2)));
    return counts;
  }

  private static long requestedSince(Connection c, Instant then) throws SQLException {
    return Query.of("select count(*) from $.pool_account where requested_at > ?", then).number(c);
  }

  /** A limit that AWS named for one account holds for all. */
  private static boolean waitingForLimit(Connection c) throws SQLException {
    return Query.of("select count(*) from $.pool_account where state = 'REQUESTED' and limited")
            .number(c)
        > 0;
  }
}
