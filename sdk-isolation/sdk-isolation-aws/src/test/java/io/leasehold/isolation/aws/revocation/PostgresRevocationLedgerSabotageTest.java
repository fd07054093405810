package io.leasehold.isolation.aws.revocation;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.MovableClock;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.vending.LedgerNode;
import io.leasehold.tenancy.TenantId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ledger's guards switched off, one after the other: what was revoked is handed out again. */
@Timeout(120)
@Tag("attack-E13")
class PostgresRevocationLedgerSabotageTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @TempDir private Path directory;
  private final MovableClock clock = new MovableClock();
  private final StubSts sts = new StubSts(clock);
  private EmbeddedPostgres server;

  @BeforeEach
  void start() throws IOException {
    clock.advance(Duration.between(clock.instant(), Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    server = open(directory.resolve("primary"));
    LedgerDatabases.create(server, "ledger");
  }

  private static EmbeddedPostgres open(Path data) throws IOException {
    return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).start();
  }

  @AfterEach
  void stop() throws IOException {
    sts.close();
    server.close();
  }

  private static PostgresRevocationLedger ledger(EmbeddedPostgres server, boolean refuseStandby) {
    return new PostgresRevocationLedger(
        LedgerDatabases.source(server, "ledger", "platform"), TIMEOUT, refuseStandby);
  }

  private LedgerNode node(RevocationLedger ledger) {
    return new LedgerNode(sts, clock, ledger);
  }

  @Test
  void aStandbyThatLagsIsRefusedAndOtherwiseHidesTheRevocation() throws IOException {
    Path copy = directory.resolve("standby");
    server.close();
    copy(directory.resolve("primary"), copy);
    Files.createFile(copy.resolve("standby.signal"));
    server = open(directory.resolve("primary"));
    try (EmbeddedPostgres standby = open(copy)) {
      LedgerNode careless = node(ledger(standby, false));
      String old = careless.vend(ACME);

      node(ledger(server, true)).revocation.revoke(ACME);
      careless.time.pass(LedgerNode.BOUND.multipliedBy(10));
      clock.advance(Duration.ofMinutes(1));

      assertThat(careless.vend(ACME)).isEqualTo(old);
      assertThat(node(ledger(standby, true)).vend(ACME)).isEqualTo("UNAVAILABLE");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      all.forEach(
          path -> {
            try {
              Files.copy(
                  path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  @Test
  void withoutTheTriggerARowThatWasDeletedHidesTheNextRevocation() {
    PostgresRevocationLedger ledger = ledger(server, true);
    LedgerNode two = node(ledger);
    node(ledger).revocation.revoke(ACME);
    two.revocation.refresh();
    clock.advance(Duration.ofSeconds(6));
    String afterTheFirst = two.vend(ACME);

    LedgerDatabases.execute(
        LedgerDatabases.source(server, "ledger", "postgres"),
        "drop trigger tenant_revocation_is_kept on leasehold_isolation.tenant_revocation",
        "delete from leasehold_isolation.tenant_revocation");
    node(ledger).revocation.revoke(ACME);
    two.time.pass(LedgerNode.BOUND.multipliedBy(10));
    clock.advance(Duration.ofMinutes(1));

    assertThat(two.vend(ACME)).isEqualTo(afterTheFirst);
  }

  @Test
  void aLedgerThatTakesAnOutageForNoRevocationHandsOutWhatWasRevoked() {
    PostgresRevocationLedger ledger = ledger(server, true);
    LedgerNode lenient =
        node(
            new RevocationLedger() {
              @Override
              public Revocation revoke(TenantId tenant, Instant issuedBefore) {
                return ledger.revoke(tenant, issuedBefore);
              }

              @Override
              public List<Revocation> all() {
                try {
                  return ledger.all();
                } catch (RevocationLedgerException outage) {
                  return List.of();
                }
              }
            });
    String old = lenient.vend(ACME);

    node(ledger).revocation.revoke(ACME);
    LedgerDatabases.execute(
        LedgerDatabases.source(server, "postgres", "postgres"),
        "alter database ledger with allow_connections false");
    lenient.time.pass(LedgerNode.BOUND.multipliedBy(10));

    assertThat(lenient.vend(ACME)).isEqualTo(old);
  }
}
