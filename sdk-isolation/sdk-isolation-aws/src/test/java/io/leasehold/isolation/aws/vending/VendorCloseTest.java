package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VendorCloseTest {

  private static Reason reason(CompletableFuture<?> failed) {
    try {
      failed.orTimeout(30, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      return ((CredentialVendingException) e.getCause()).reason();
    }
    throw new AssertionError("credentials were vended");
  }

  @Test
  @Tag("attack-E21")
  void closingDuringAFlightFailsItsCallersAndKeepsNothing() {
    try (StubSts sts = new StubSts(Clock.systemUTC())) {
      TenantCredentialVendor vendor = Samples.vendor(sts).build();
      vendor.vend(GLOBEX).toCompletableFuture().join();
      CountDownLatch gate = new CountDownLatch(1);
      sts.answerAfter(gate);
      CompletableFuture<TenantCredentials> airborne = vendor.vend(ACME).toCompletableFuture();

      vendor.close();
      assertThat(reason(vendor.vend(GLOBEX).toCompletableFuture())).isEqualTo(Reason.CLOSED);
      gate.countDown();

      assertThat(reason(airborne)).isEqualTo(Reason.CLOSED);
      assertThat(vendor.cache().size()).isZero();
      assertThat(vendor.idle()).isTrue();
      vendor.close(); // a second time changes nothing
    }
  }

  @Test
  @Tag("attack-E21")
  void closingWhileCallsWaitForTheirTurnSendsNoneOfThem() {
    try (StubSts sts = new StubSts(Clock.systemUTC())) {
      StsLimiter slow = StsLimiter.of(VendingLimits.standard().callsPerSecond(0.5));
      TenantCredentialVendor vendor = Samples.vendor(sts).limiter(slow).build();
      vendor.vend(GLOBEX).toCompletableFuture().join();
      CompletableFuture<TenantCredentials> waiting = vendor.vend(ACME).toCompletableFuture();
      assertThat(slow.waiting()).isEqualTo(1);

      vendor.close();

      assertThat(reason(waiting)).isEqualTo(Reason.CLOSED);
      assertThat(sts.calls()).hasSize(1);
    }
  }

  @Test
  @Tag("attack-E12")
  void credentialsThatAreInUseOutliveTheirPlaceInTheCache() {
    try (StubSts sts = new StubSts(Clock.systemUTC())) {
      TenantCredentialVendor vendor =
          Samples.vendor(sts)
              .cache(CredentialCache.ofBytes(500))
              .duration(Duration.ofHours(1))
              .build();
      TenantCredentials inUse = vendor.vend(ACME).toCompletableFuture().join();
      for (int i = 0; i < 20; i++) {
        vendor.vend(GLOBEX).toCompletableFuture().join();
        vendor.forget(GLOBEX);
        vendor.forget(ACME);
      }

      assertThat(inUse.secretAccessKey()).isEqualTo("top-secret");
      assertThat(inUse.forAwsSdk().sessionToken()).isEqualTo("hush-token");
    }
  }
}
