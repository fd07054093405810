package io.leasehold.isolation.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A pool of one connection, alternating tenants, and everything that goes wrong: 500 transactions a
 * lane, 100,000 with {@code -Plong}.
 */
@Tag("mistake-10")
class OneConnectionSoakTest {

  static final long SEED = 20_260_731;

  private final LabsDatabase database = LabsDatabase.isolated();

  OneConnectionSoakTest() {
    LabsDatabase.execute(database.superuser(), "drop schema if exists soak cascade");
    LabsDatabase.execute(database.owner(), SoakEntry.SCHEMA);
    database.isolate("soak.entry");
  }

  @Test
  void plainJdbcLeavesNobodyOnTheConnection() throws Exception {
    try (HikariDataSource pool = database.pool(1)) {
      soak("JDBC", SoakLane.jdbc(pool, TenantDataSource.around(pool)::getConnection));
    }
  }

  @Test
  void hibernateLeavesNobodyOnTheConnection() throws Exception {
    try (HikariDataSource pool = database.pool(1);
        Unit unit = Unit.of(pool, Map.of(), SoakEntry.class)) {
      soak("JPA", SoakLane.jpa(pool, unit.factory));
    }
  }

  @Test
  void transactionsOfAManagerLeaveNobodyOnTheConnection() throws Exception {
    try (AgroalDataSource pool = Narayana.pool(database.appUrl(), 1)) {
      TenantDataSource source = TenantDataSource.around(pool, Narayana.REGISTRY);
      try (Unit unit = Unit.of(source, Narayana.SETTINGS, SoakEntry.class)) {
        soak("JTA", Narayana.lane(pool, source, unit));
      }
    }
  }

  /** Three clients of the pooler, which has one connection for all of them. */
  @Test
  void theSameThroughPgBouncerByTransaction() throws Exception {
    try (PgBouncer pooler = PgBouncer.start(database, "transaction");
        HikariDataSource first = pooler.pool(1);
        HikariDataSource second = pooler.pool(1);
        HikariDataSource third = pooler.pool(1)) {
      List<SoakLane> lanes =
          Stream.of(first, second, third)
              .map(pool -> SoakLane.jdbc(pool, TenantDataSource.around(pool)::getConnection))
              .toList();
      soak("PgBouncer", SoakLane.turns(lanes));
    }
  }

  private void soak(String name, SoakLane lane) throws Exception {
    try (Connection superuser = database.superuser().getConnection()) {
      clean(new Soak(lane, superuser, SEED), name);
    }
  }

  static void clean(Soak soak, String name) throws Exception {
    long start = System.nanoTime();
    soak.run(Soaks.TRANSACTIONS);
    soak.counts.put("seconds", (int) ((System.nanoTime() - start) / 1_000_000_000));
    System.out.println(soak.line(name));
    assertThat(soak.wrongs()).isEmpty();
    assertThat(soak.counts)
        .containsKeys(
            "committed",
            "rolled back",
            "savepoint",
            "kill of the backend",
            "statement timeout",
            "cancel",
            "interrupt",
            "exception of the application",
            "stored procedure",
            "cursor",
            "batch",
            "insert, generated key",
            "change of tenant refused");
  }
}
