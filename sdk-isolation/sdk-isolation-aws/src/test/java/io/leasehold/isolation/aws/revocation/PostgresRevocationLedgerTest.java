package io.leasehold.isolation.aws.revocation;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.fixture.MovableClock;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.vending.LedgerNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The ledger on a real PostgreSQL, and vendors that share nothing but it. */
@Timeout(120)
@Tag("attack-E13")
class PostgresRevocationLedgerTest {

  private static final Duration SOON = Duration.ofSeconds(6);
  private static EmbeddedPostgres server;
  private static int databases;

  private final MovableClock clock = new MovableClock();
  private final StubSts sts = new StubSts(clock);
  private final Instant second = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private String database;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void create() {
    database = "ledger" + databases++;
    LedgerDatabases.create(server, database);
    // The clock of the nodes is the test's; the database goes by its own.
    clock.advance(Duration.between(clock.instant(), second));
  }

  @AfterEach
  void close() {
    sts.close();
  }

  private PostgresRevocationLedger ledger() {
    return new PostgresRevocationLedger(LedgerDatabases.source(server, database, "platform"));
  }

  private LedgerNode node() {
    return new LedgerNode(sts, clock, ledger());
  }

  private void asOwner(String sql) {
    LedgerDatabases.execute(LedgerDatabases.source(server, database, "postgres"), sql);
  }

  private void databaseIsThere(boolean there) {
    LedgerDatabases.execute(
        LedgerDatabases.source(server, "postgres", "postgres"),
        "alter database %s with allow_connections %s".formatted(database, there));
  }

  @Test
  void oneNodeRevokesAndTheOtherVendsNothingOldOnceTheBoundHasPassed() {
    LedgerNode one = node();
    LedgerNode two = node();
    String old = two.vend(ACME);
    String others = two.vend(GLOBEX);

    one.revocation.revoke(ACME);
    two.time.pass(LedgerNode.BOUND);

    assertThat(two.vend(ACME)).isEqualTo("REVOKED");
    assertThat(two.vend(GLOBEX)).isEqualTo(others);
    clock.advance(SOON);
    assertThat(two.vend(ACME)).startsWith("ASIA-t-acme-").isNotEqualTo(old);
  }

  @Test
  void aNodeThatStartsLaterKnowsOfIt() {
    node().revocation.revoke(ACME);

    assertThat(node().vend(ACME)).isEqualTo("REVOKED");
  }

  @Test
  void whileTheDatabaseIsDownNothingIsVendedAndNothingRevoked() {
    LedgerNode node = node();
    String old = node.vend(ACME);
    databaseIsThere(false);
    node.time.pass(LedgerNode.BOUND);

    assertThat(node.vend(ACME)).isEqualTo("UNAVAILABLE");
    assertThat(node().vend(ACME)).isEqualTo("UNAVAILABLE"); // one that never saw the ledger
    assertThatThrownBy(() -> node.revocation.revoke(ACME))
        .isInstanceOf(RevocationLedgerException.class)
        .hasMessageContaining("did not take")
        .extracting(e -> ((RevocationLedgerException) e).code())
        .isEqualTo("LH-ISO-126");

    databaseIsThere(true);
    node.time.pass(Duration.ofSeconds(2));
    assertThat(node.vend(ACME)).isEqualTo(old);
  }

  @Test
  void revocationsAtTheSameTimeNeverLoseAnEpoch() throws Exception {
    int threads = 8;
    int times = 20;
    long sum = threads * (long) times;
    List<RevocationLedger> nodes = List.of(ledger(), ledger());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<Long>>> running =
          IntStream.range(0, threads)
              .mapToObj(i -> pool.submit(() -> revoke(nodes.get(i % 2), i, times)))
              .toList();
      List<Long> epochs = new ArrayList<>();
      for (Future<List<Long>> one : running) {
        epochs.addAll(one.get());
      }

      assertThat(epochs)
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, sum).boxed().toList());
      assertThat(ledger().all())
          .containsExactly(new Revocation(ACME, sum, second.plusSeconds(sum)));
    } finally {
      pool.shutdownNow();
    }
  }

  // Each with an instant of its own, the latest of which is to win whoever comes last.
  private List<Long> revoke(RevocationLedger ledger, int thread, int times) {
    return IntStream.rangeClosed(1, times)
        .mapToObj(i -> ledger.revoke(ACME, second.plusSeconds(thread * (long) times + i)).epoch())
        .toList();
  }

  @Test
  void theLaterInstantStays() {
    RevocationLedger ledger = ledger();
    ledger.revoke(ACME, second);

    assertThat(ledger.revoke(ACME, second.minusSeconds(60)))
        .isEqualTo(new Revocation(ACME, 2, second));
    assertThat(ledger.all()).containsExactly(new Revocation(ACME, 2, second));
  }

  @Test
  void aTenantWhoseSessionsHaveAllExpiredIsLeftOutButItsCountStays() {
    RevocationLedger ledger = ledger();
    ledger.revoke(ACME, second.minus(Duration.ofHours(25)));
    ledger.revoke(GLOBEX, second.minus(Duration.ofHours(12)));

    assertThat(ledger.all()).extracting(Revocation::tenant).containsExactly(GLOBEX);
    assertThat(ledger.revoke(ACME, second).epoch()).isEqualTo(2);
  }

  @Test
  void aDatabaseThatHangsIsAnOutageToo() throws SQLException {
    PGSimpleDataSource owner = LedgerDatabases.source(server, database, "postgres");
    RevocationLedger impatient =
        new PostgresRevocationLedger(
            LedgerDatabases.source(server, database, "platform"), Duration.ofMillis(300), true);
    try (Connection other = owner.getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table leasehold_isolation.tenant_revocation");

      assertThatThrownBy(impatient::all).isInstanceOf(RevocationLedgerException.class);
      other.rollback();
    }
    assertThat(impatient.all()).isEmpty();
  }

  @Test
  void aRowThatCannotBeReadIsNotSkipped() {
    asOwner(
        "insert into leasehold_isolation.tenant_revocation values ('No Tenant', 1, now()::date)");

    assertThatThrownBy(() -> ledger().all()).isInstanceOf(RevocationLedgerException.class);
  }

  @Test
  void withoutTheTableThereIsNoAnswer() {
    asOwner("drop table leasehold_isolation.tenant_revocation");

    assertThatThrownBy(() -> ledger().all()).isInstanceOf(RevocationLedgerException.class);
    assertThat(node().vend(ACME)).isEqualTo("UNAVAILABLE");
  }

  @Test
  void aPoolThatDoesNotCommitByItselfLosesNothing() {
    PGSimpleDataSource manual =
        new PGSimpleDataSource() {
          @Override
          public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            connection.setAutoCommit(false);
            return connection;
          }
        };
    LedgerDatabases.on(manual, server, database, "platform");

    new PostgresRevocationLedger(manual).revoke(ACME, second);

    assertThat(ledger().all()).containsExactly(new Revocation(ACME, 1, second));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from leasehold_isolation.tenant_revocation",
        "truncate leasehold_isolation.tenant_revocation",
        "update leasehold_isolation.tenant_revocation set epoch = 1",
        "update leasehold_isolation.tenant_revocation set tenant = 'globex', epoch = 9",
        "update leasehold_isolation.tenant_revocation set epoch = 9, issued_before = '2020-01-01'"
      })
  void aRevocationIsNotTakenBackEvenByTheOwnerOfTheTable(String sql) {
    RevocationLedger ledger = ledger();
    ledger.revoke(ACME, second);
    ledger.revoke(ACME, second);

    assertThatThrownBy(() -> asOwner(sql)).hasMessageContaining("never taken back");
    assertThat(ledger.all()).containsExactly(new Revocation(ACME, 2, second));
  }

  @Test
  void thePlatformsRoleIsNotGrantedDelete() {
    PGSimpleDataSource platform = LedgerDatabases.source(server, database, "platform");

    assertThatThrownBy(
            () ->
                LedgerDatabases.execute(
                    platform, "delete from leasehold_isolation.tenant_revocation"))
        .hasMessageContaining("permission denied");
  }
}
