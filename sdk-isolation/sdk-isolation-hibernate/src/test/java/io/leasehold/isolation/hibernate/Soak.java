package io.leasehold.isolation.hibernate;

import io.leasehold.isolation.hibernate.SoakLane.End;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Alternating tenants in random transactions, over one connection. It counts what it sees of
 * others' rows and what is left on the connection, and keeps a ledger of the rows that there must
 * be.
 */
final class Soak {

  static final List<String> TENANTS = List.of("acme", "globex", "initech", "umbrella");

  /** What happened, by name. */
  final Map<String, Integer> counts = new TreeMap<>();

  private final SoakLane lane;
  private final Connection superuser;
  private final Random random;
  private final Map<String, Set<Long>> ledger = new HashMap<>();

  Soak(SoakLane lane, Connection superuser, long seed) {
    this.lane = lane;
    this.superuser = superuser;
    this.random = new Random(seed);
    TENANTS.forEach(tenant -> ledger.put(tenant, new HashSet<>()));
  }

  void run(int transactions) throws Exception {
    String before = "";
    for (int i = 0; i < transactions; i++) {
      String tenant = "";
      do {
        int next = random.nextInt(TENANTS.size() * 8 + 1);
        tenant = next == 0 ? "" : TENANTS.get(next % TENANTS.size());
      } while (tenant.equals(before));
      before = tenant;
      one(tenant);
      lookAtConnection();
    }
    lookAtTable();
  }

  /** What happened and must not: it is said in capitals. */
  Map<String, Integer> wrongs() {
    Map<String, Integer> wrongs = new TreeMap<>(counts);
    wrongs.keySet().removeIf(what -> !what.equals(what.toUpperCase(Locale.ROOT)));
    return wrongs;
  }

  private void one(String tenant) throws Exception {
    SoakStep step =
        new SoakStep(
            tenant, random, superuser, this::happened, mine(tenant).size(), lane.hasSavepoints());
    End end = SoakStep.oneOf(random, End.COMMIT, End.COMMIT, End.COMMIT, End.ROLLBACK, End.DROP);
    if (random.nextInt(50) == 0) {
      end = End.TEXT_COMMIT;
    }
    End chosen = end;
    try {
      boolean committed = in(tenant, () -> lane.transaction(step::on, chosen));
      happened(committed ? "committed" : "rolled back");
      if (step.failsOnPurpose()) {
        ask(tenant);
      } else if (committed) {
        mine(tenant).addAll(step.made);
        mine(tenant).removeAll(step.removed);
      }
    } catch (TenantRequiredException e) {
      happened(tenant.isEmpty() ? "no tenant, no session" : "TENANT LOST");
    } catch (Exception e) {
      if (!step.failsOnPurpose()) {
        throw e;
      }
      happened("failed, on purpose");
      ask(tenant);
    } finally {
      // So that the flag is the one transaction's only.
      if (Thread.interrupted()) {
        happened("interrupted still");
      }
    }
  }

  /** Where it is not sure what was committed, PostgreSQL knows. */
  private void ask(String tenant) {
    ledger.computeIfPresent(tenant, (same, ids) -> rowsOf(tenant));
  }

  private Set<Long> mine(String tenant) {
    return tenant.isEmpty() ? new HashSet<>() : ledger.getOrDefault(tenant, new HashSet<>());
  }

  private static <T> T in(String tenant, java.util.concurrent.Callable<T> work) throws Exception {
    return tenant.isEmpty()
        ? work.call()
        : TenantScopes.call(Tenant.active(TenantId.of(tenant), Tier.of("basic")), work);
  }

  /** As the next borrower, past the guard and outside a transaction. */
  private void lookAtConnection() throws Exception {
    SQLException last = null;
    for (int attempt = 0; attempt < 5; attempt++) {
      try (Connection raw = lane.raw();
          Statement statement = raw.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "select coalesce(current_setting('leasehold.tenant', true), ''),"
                      + " (select count(*) from soak.entry)")) {
        row.next();
        if (!row.getString(1).isEmpty()) {
          happened("TENANT LEFT");
        }
        if (row.getInt(2) != 0) {
          happened("ROWS LEFT");
        }
        return;
      } catch (SQLException e) {
        last = e; // a connection that was killed, and that its pool did not notice yet
      }
    }
    throw last;
  }

  private void lookAtTable() {
    for (String tenant : TENANTS) {
      if (!rowsOf(tenant).equals(mine(tenant))) {
        happened("LEDGER DIFFERS");
      }
    }
    int all = TENANTS.stream().mapToInt(tenant -> rowsOf(tenant).size()).sum();
    happened("rows at the end", all);
    if (ids("select id from soak.entry where text not like tenant_id || ' %'").size() > 0
        || ids("select id from soak.entry").size() != all) {
      happened("ROWS OF OTHERS");
    }
  }

  private Set<Long> rowsOf(String tenant) {
    return ids("select id from soak.entry where tenant_id = '" + tenant + "'");
  }

  private Set<Long> ids(String sql) {
    try {
      Set<Long> found = new HashSet<>();
      for (String id : new ArrayList<>(LabsDatabase.texts(superuser, sql))) {
        found.add(Long.valueOf(id));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void happened(String what) {
    happened(what, 1);
  }

  private void happened(String what, int times) {
    counts.merge(what, times, Integer::sum);
  }

  /** One line for whoever reads the build's output. */
  String line(String name) {
    return "soak, " + name + ": " + counts;
  }
}
