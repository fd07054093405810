package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.fixture.MovableClock;
import io.leasehold.isolation.aws.fixture.OldSessions;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.revocation.InMemoryRevocationLedger;
import io.leasehold.isolation.aws.revocation.Revocation;
import io.leasehold.isolation.aws.revocation.RevocationDocument;
import io.leasehold.isolation.aws.revocation.RevocationLedger;
import io.leasehold.isolation.aws.revocation.RevocationPolicies;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@Tag("attack-E13")
class TenantRevocationTest {

  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofSeconds(6);

  private final MovableClock clock = new MovableClock();
  private final StubSts sts = new StubSts(clock);
  private final Ledger ledger = new Ledger();
  private final Node one = new Node();
  private final Node two = new Node();

  /** A ledger that may be away. */
  private static final class Ledger implements RevocationLedger {
    private final RevocationLedger rows = new InMemoryRevocationLedger();
    private List<Revocation> counted = List.of();
    private boolean away;
    private int reads;

    @Override
    public Revocation revoke(TenantId tenant, Instant issuedBefore) {
      requireThere();
      return rows.revoke(tenant, issuedBefore);
    }

    @Override
    public List<Revocation> all() {
      reads++;
      requireThere();
      return counted.isEmpty() ? rows.all() : counted;
    }

    private void requireThere() {
      if (away) {
        throw new IllegalStateException("no connection");
      }
    }
  }

  /** A vendor with a cache of its own; all it shares with the other is the ledger. */
  private final class Node {
    private final ManualTime time = new ManualTime();
    private final TenantRevocation revocation =
        new TenantRevocation(ledger, BOUND, clock, time, Runnable::run);
    private final TenantCredentialVendor vendor =
        Samples.vendor(sts).clock(clock).jitter(() -> 0.5).revocation(revocation).build();

    String vend(TenantId tenant) {
      return vendor.vend(tenant).toCompletableFuture().join().accessKeyId();
    }

    Reason refusal(TenantId tenant) {
      return reason(vendor.vend(tenant).toCompletableFuture());
    }
  }

  private static Reason reason(CompletableFuture<?> failed) {
    try {
      failed.join();
    } catch (CompletionException e) {
      return ((CredentialVendingException) e.getCause()).reason();
    }
    throw new AssertionError("credentials were vended");
  }

  @AfterEach
  void close() {
    sts.close();
  }

  @Test
  void aRevokedTenantsCredentialsAreNotHandedOutAgainAndNewOnesComeAfterTheInstant() {
    String old = one.vend(ACME);
    String others = one.vend(GLOBEX);

    Revocation revocation = one.revocation.revoke(ACME);

    assertThat(one.refusal(ACME)).isEqualTo(Reason.REVOKED);
    assertThat(one.vend(GLOBEX)).isEqualTo(others);
    clock.advance(SOON);
    assertThat(clock.instant()).isAfterOrEqualTo(revocation.issuedBefore());
    assertThat(one.vend(ACME)).isNotEqualTo(old);
    assertThat(one.vendor.cache().size()).isEqualTo(2);
  }

  @Test
  void anotherNodeLearnsOfItWithinTheBound() {
    String old = two.vend(ACME);
    one.revocation.revoke(ACME);
    clock.advance(SOON);

    two.time.pass(Duration.ofSeconds(2));
    assertThat(two.vend(ACME)).isEqualTo(old); // the ledger was looked into two seconds ago
    two.time.pass(BOUND);

    assertThat(two.vend(ACME)).isNotEqualTo(old);
  }

  @Test
  void aNodeThatCannotSeeTheLedgerVendsWithinTheBoundAndThenNothing() {
    String old = two.vend(ACME);
    ledger.away = true;
    two.time.pass(Duration.ofSeconds(9));
    assertThat(two.vend(ACME)).isEqualTo(old);

    two.time.pass(Duration.ofSeconds(2));

    assertThat(two.refusal(ACME)).isEqualTo(Reason.UNAVAILABLE);
    ledger.away = false;
    two.time.pass(Duration.ofSeconds(2));
    assertThat(two.vend(ACME)).isEqualTo(old);
  }

  @Test
  void anOutageOfTheLedgerIsNotAskedAboutByEveryCall() {
    ledger.away = true;
    int before = ledger.reads;
    for (int i = 0; i < 500; i++) {
      assertThat(two.refusal(ACME)).isEqualTo(Reason.UNAVAILABLE);
    }
    assertThat(ledger.reads - before).isEqualTo(1);
  }

  @Test
  void aRevocationThatTheLedgerDoesNotTakeIsNone() {
    String old = one.vend(ACME);
    ledger.away = true;

    assertThatThrownBy(() -> one.revocation.revoke(ACME)).hasMessage("no connection");

    assertThat(one.vend(ACME)).isEqualTo(old);
  }

  @Test
  @Tag("attack-E10")
  void aFlightThatIsOvertakenByTheRevocationDeliversNothing() {
    CountDownLatch gate = new CountDownLatch(1);
    sts.answerAfter(gate);
    CompletableFuture<TenantCredentials> airborne = one.vendor.vend(ACME).toCompletableFuture();

    one.revocation.revoke(ACME);
    gate.countDown();

    assertThat(reason(airborne)).isEqualTo(Reason.REVOKED);
    assertThat(one.vendor.cache().size()).isZero();
  }

  @Test
  void aLedgerThatCountsInMillisecondsKeepsNobodyBusy() {
    String old = one.vend(ACME);
    one.vend(GLOBEX);
    Instant before = Instant.parse("2020-01-01T00:00:00Z");
    ledger.counted = List.of(new Revocation(ACME, 1_800_000_000_000L, before));

    one.revocation.refresh();

    assertThat(one.vendor.cache().size()).isEqualTo(1);
    assertThat(one.vend(ACME)).isNotEqualTo(old);
  }

  @Test
  void epochsNeverGoBackWhateverTheLedgerForgets() {
    one.revocation.revoke(ACME);
    one.revocation.revoke(ACME);
    TenantRevocation amnesic =
        new TenantRevocation(new InMemoryRevocationLedger(), BOUND, clock, one.time, Runnable::run);
    amnesic.refresh();

    assertThat(one.revocation.epoch(ACME)).isEqualTo(2);
    one.revocation.refresh();
    assertThat(one.revocation.epoch(ACME)).isEqualTo(2);
    assertThat(amnesic.epoch(ACME)).isZero();
  }

  @Test
  void theDocumentHoldsWhatAllNodesRevoked() {
    List<String> put = new ArrayList<>();
    RevocationPolicies role = document -> put.add(document.json().orElseThrow());
    two.revocation.revoke(GLOBEX);

    one.revocation.revoke(
        ACME,
        all -> RevocationDocument.byTag("tenant", all, clock.instant(), Duration.ofHours(1)),
        role);

    assertThat(put).hasSize(1);
    Instant now = clock.instant();
    assertThat(OldSessions.works(put.get(0), ACME, now)).isFalse();
    assertThat(OldSessions.works(put.get(0), GLOBEX, now)).isFalse();
    assertThat(OldSessions.works(put.get(0), TenantId.of("third"), now)).isTrue();
    // What is vended from then on is not what the document stops.
    clock.advance(SOON);
    one.vend(ACME);
    assertThat(OldSessions.works(put.get(0), ACME, clock.instant())).isTrue();
  }

  @Test
  void aDocumentThatArrivesLateDoesNotUndoWhatAnotherNodePutMeanwhile() {
    Role role = new Role();
    role.beforeFirstPut = () -> two.revocation.revoke(GLOBEX, this::document, role);

    one.revocation.revoke(ACME, this::document, role);

    assertThat(OldSessions.works(role.document, ACME, clock.instant())).isFalse();
    assertThat(OldSessions.works(role.document, GLOBEX, clock.instant())).isFalse();
  }

  private RevocationDocument document(List<Revocation> all) {
    return RevocationDocument.byTag("tenant", all, clock.instant(), Duration.ofHours(1));
  }

  /** What stands on the role; something else happens before the first put gets there. */
  private static final class Role implements RevocationPolicies {
    private String document = "";
    private Runnable beforeFirstPut = () -> {};

    @Override
    public void put(RevocationDocument late) {
      Runnable first = beforeFirstPut;
      beforeFirstPut = () -> {};
      first.run();
      document = late.json().orElseThrow();
    }
  }

  @Test
  void revocationsOfOneProcessNeedNoLedger() {
    TenantRevocation local = TenantRevocation.local();

    assertThat(local.unsure()).isNull();
    assertThat(local.revoke(ACME).epoch()).isEqualTo(1);
    assertThat(local.revoke(ACME).epoch()).isEqualTo(2);
    assertThat(local.known()).extracting(Revocation::tenant).containsExactly(ACME);
    assertThatThrownBy(() -> TenantRevocation.over(ledger, Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
