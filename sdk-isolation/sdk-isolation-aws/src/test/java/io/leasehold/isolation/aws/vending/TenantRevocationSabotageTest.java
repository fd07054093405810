package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.MovableClock;
import io.leasehold.isolation.aws.fixture.OldSessions;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.revocation.InMemoryRevocationLedger;
import io.leasehold.isolation.aws.revocation.Revocation;
import io.leasehold.isolation.aws.revocation.RevocationDocument;
import io.leasehold.isolation.aws.revocation.RevocationLedger;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.registry.LocalTenantChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tenant that is shut out while its credentials are cached, and nobody looks. */
@Timeout(60)
@Tag("attack-E13")
class TenantRevocationSabotageTest {

  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final Duration UNBOUNDED = Duration.ofDays(36_500);

  private final MovableClock clock = new MovableClock();
  private final StubSts sts = new StubSts(clock);

  @AfterEach
  void close() {
    sts.close();
  }

  /** Whether a node of that bound still hands out what another node revoked two bounds ago. */
  private boolean handsOutTheOld(Duration bound) {
    RevocationLedger ledger = new InMemoryRevocationLedger();
    ManualTime time = new ManualTime();
    TenantRevocation here = new TenantRevocation(ledger, bound, clock, time, Runnable::run);
    here.refresh();
    TenantCredentialVendor vendor = Samples.vendor(sts).clock(clock).revocation(here).build();
    TenantCredentials old = vendor.vend(ACME).toCompletableFuture().join();

    new TenantRevocation(ledger, BOUND, clock, time, Runnable::run).revoke(ACME);
    clock.advance(BOUND.multipliedBy(2));
    time.pass(BOUND.multipliedBy(2));

    return vendor.vend(ACME).toCompletableFuture().join() == old;
  }

  @Test
  void aNodeThatDoesNotLookIntoTheLedgerAgainGoesOnHandingOutWhatWasRevoked() {
    assertThat(handsOutTheOld(BOUND)).isFalse();
    assertThat(handsOutTheOld(UNBOUNDED)).isTrue();
  }

  private boolean outlivesSuspension(boolean following) {
    Tenant acme = Tenant.active(ACME, Tier.of("basic"));
    InMemoryTenantRegistry tenants = InMemoryTenantRegistry.of(acme);
    LocalTenantChanges changes = new LocalTenantChanges();
    TenantCredentialVendor vendor = Samples.vendor(sts).clock(clock).tenants(tenants).build();
    if (following) {
      vendor.follow(changes);
    }
    vendor.vend(ACME).toCompletableFuture().join();

    tenants.save(acme.withStatus(TenantStatus.SUSPENDED));
    changes.publish(TenantChange.of(ACME, TenantStatus.SUSPENDED));

    return !vendor.vend(ACME).toCompletableFuture().isCompletedExceptionally();
  }

  @Test
  void aVendorThatDoesNotFollowTheChangesServesASuspendedTenantFromItsCache() {
    assertThat(outlivesSuspension(true)).isFalse();
    assertThat(outlivesSuspension(false)).isTrue();
  }

  /** A ledger that tells the same at the second look as at the first. */
  private record SeenOnce(RevocationLedger rows, List<List<Revocation>> first)
      implements RevocationLedger {
    @Override
    public Revocation revoke(TenantId tenant, Instant issuedBefore) {
      return rows.revoke(tenant, issuedBefore);
    }

    @Override
    public List<Revocation> all() {
      if (first.isEmpty()) {
        first.add(rows.all());
      }
      return first.get(0);
    }
  }

  /** Whether a session of globex works, though it was revoked while acme's document was late. */
  private boolean worksAfterALateDocument(RevocationLedger rows, RevocationLedger seen) {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    List<String> role = new ArrayList<>();
    rows.revoke(ACME, now);

    new TenantRevocation(seen, BOUND, clock, new ManualTime(), Runnable::run)
        .enforce(
            all -> RevocationDocument.byTag("tenant", all, now, Duration.ofHours(1)),
            late -> {
              if (role.isEmpty()) {
                rows.revoke(GLOBEX, now); // by another node, whose document is there first
                role.add(
                    RevocationDocument.byTag("tenant", rows.all(), now, Duration.ofHours(1))
                        .json()
                        .orElseThrow());
                assertThat(works(role, now)).isFalse();
              }
              role.add(late.json().orElseThrow());
            });
    return works(role, now);
  }

  private static boolean works(List<String> role, Instant now) {
    return OldSessions.works(role.get(role.size() - 1), GLOBEX, now.minusSeconds(60));
  }

  @Test
  void withoutASecondLookALateDocumentUndoesWhatAnotherNodePut() {
    RevocationLedger ledger = new InMemoryRevocationLedger();
    assertThat(worksAfterALateDocument(ledger, ledger)).isFalse();

    RevocationLedger other = new InMemoryRevocationLedger();
    assertThat(worksAfterALateDocument(other, new SeenOnce(other, new ArrayList<>()))).isTrue();
  }
}
