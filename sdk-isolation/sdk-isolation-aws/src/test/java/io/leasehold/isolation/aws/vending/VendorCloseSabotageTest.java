package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.policy.PolicyPlan;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import io.leasehold.isolation.aws.session.internal.PlatformDoor;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A vendor that is closed while calls are under way, and one that does not mind. */
@Timeout(60)
@Tag("attack-E21")
class VendorCloseSabotageTest {

  /** A vendor that forgets what it has when it is closed, and nothing else. */
  private static final class Overlooked extends ClosedSign {
    @Override
    boolean isUp() {
      return false;
    }
  }

  private final StubSts sts = new StubSts(Clock.systemUTC());

  @AfterEach
  void close() {
    sts.close();
  }

  private TenantCredentialVendor vendor(StsLimiter limiter, ClosedSign sign) {
    PolicyPlan plan = PolicyPlan.of(Samples.blueprint());
    TenantSessions sessions = Vendors.sessions(new PlatformDoor(sts.client()), plan);
    return new TenantCredentialVendor(
        sessions,
        new VendingPaths(plan, sessions::path),
        CredentialCache.standard(),
        limiter,
        TenantRevocation.local(),
        Clock.systemUTC(),
        () -> 0.5,
        sign);
  }

  /** The key that comes, or why none does. */
  private static String outcome(CompletableFuture<TenantCredentials> vended) {
    try {
      return vended.orTimeout(30, TimeUnit.SECONDS).join().accessKeyId();
    } catch (CompletionException e) {
      return ((CredentialVendingException) e.getCause()).reason().name();
    }
  }

  private String closedInFlight(ClosedSign sign) {
    TenantCredentialVendor vendor = vendor(StsLimiter.of(VendingLimits.standard()), sign);
    CountDownLatch gate = new CountDownLatch(1);
    sts.answerAfter(gate);
    CompletableFuture<TenantCredentials> airborne = vendor.vend(ACME).toCompletableFuture();

    vendor.close();
    gate.countDown();

    return outcome(airborne);
  }

  @Test
  void withoutTheSignAFlightDeliversAfterTheClose() {
    assertThat(closedInFlight(new ClosedSign())).isEqualTo(Reason.CLOSED.name());
    assertThat(closedInFlight(new Overlooked())).startsWith("ASIA-t-acme-");
  }

  /** How many calls reach STS that waited for their turn when the vendor was closed. */
  private int sentAfterTheClose(ClosedSign sign) {
    StsLimiter slow = StsLimiter.of(VendingLimits.standard().callsPerSecond(0.5));
    TenantCredentialVendor vendor = vendor(slow, sign);
    vendor.vend(GLOBEX).toCompletableFuture().join();
    CompletableFuture<TenantCredentials> waiting = vendor.vend(ACME).toCompletableFuture();
    assertThat(slow.waiting()).isEqualTo(1);
    int before = sts.calls().size();

    vendor.close();

    assertThat(outcome(waiting)).isNotEmpty();
    return sts.calls().size() - before;
  }

  @Test
  void withoutTheSignCallsThatWaitAreSentAfterTheClose() {
    assertThat(sentAfterTheClose(new ClosedSign())).isZero();
    assertThat(sentAfterTheClose(new Overlooked())).isEqualTo(1);
  }

  private String askedAfterTheClose(ClosedSign sign) {
    TenantCredentialVendor vendor = vendor(StsLimiter.of(VendingLimits.standard()), sign);
    vendor.close();
    return outcome(vendor.vend(ACME).toCompletableFuture());
  }

  @Test
  void withoutTheSignAClosedVendorGoesOnVending() {
    assertThat(askedAfterTheClose(new ClosedSign())).isEqualTo(Reason.CLOSED.name());
    assertThat(askedAfterTheClose(new Overlooked())).startsWith("ASIA-t-acme-");
  }
}
