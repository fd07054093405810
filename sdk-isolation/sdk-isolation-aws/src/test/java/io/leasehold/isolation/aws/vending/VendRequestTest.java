package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.fixture.MovableClock;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VendRequestTest {

  private final MovableClock clock = new MovableClock();
  private final StubSts sts = new StubSts(clock);
  private final TenantCredentialVendor vendor =
      Samples.vendor(sts).clock(clock).jitter(() -> 1).build();

  @AfterEach
  void close() {
    sts.close();
  }

  private String vend(VendRequest request) {
    return vendor.vend(request).toCompletableFuture().join().accessKeyId();
  }

  private Reason refusal(VendRequest request) {
    try {
      vend(request);
    } catch (CompletionException e) {
      return ((CredentialVendingException) e.getCause()).reason();
    }
    throw new AssertionError("credentials were vended");
  }

  @Test
  @Tag("attack-D23")
  void credentialsLastAsLongAsTheCallerNeedsThem() {
    assertThat(vend(VendRequest.of(ACME))).isEqualTo("ASIA-t-acme-1");
    clock.advance(Duration.ofMinutes(20));

    assertThat(vend(VendRequest.of(ACME).lasting(Duration.ofMinutes(40))))
        .isEqualTo("ASIA-t-acme-1");
    assertThat(vend(VendRequest.of(ACME).lasting(Duration.ofMinutes(40).plusMillis(1))))
        .isEqualTo("ASIA-t-acme-2");
    assertThat(vend(VendRequest.of(ACME))).isEqualTo("ASIA-t-acme-2");
    assertThat(sts.calls()).hasSize(2);
  }

  @Test
  @Tag("attack-D23")
  void whatNoCredentialsOfTheVendorLastIsRefusedBeforeSts() {
    assertThat(refusal(VendRequest.of(ACME).lasting(Duration.ofMinutes(49))))
        .isEqualTo(Reason.TOO_LONG);
    assertThat(sts.calls()).isEmpty();
  }

  @Test
  @Tag("attack-E11")
  void anStsThatGivesLessThanAskedForServesNobodyWhoNeedsMore() {
    sts.lifetime(Duration.ofMinutes(20));

    assertThat(refusal(VendRequest.of(ACME).lasting(Duration.ofMinutes(30))))
        .isEqualTo(Reason.UNAVAILABLE);
    assertThat(vend(VendRequest.of(ACME))).isEqualTo("ASIA-t-acme-1");
  }

  @Test
  @Tag("attack-E10")
  void aCallerThatGivesUpLeavesTheCallToTheOthers() {
    CountDownLatch gate = new CountDownLatch(1);
    sts.answerAfter(gate);
    CompletableFuture<TenantCredentials> patient =
        vendor.vend(VendRequest.of(ACME)).toCompletableFuture();

    assertThat(refusal(VendRequest.of(ACME).within(Duration.ofMillis(50))))
        .isEqualTo(Reason.TIMED_OUT);
    gate.countDown();

    assertThat(patient.join().accessKeyId()).isEqualTo("ASIA-t-acme-1");
    assertThat(sts.calls()).hasSize(1);
  }

  @Test
  void aRequestThatMakesNoSenseIsRefused() {
    VendRequest request = VendRequest.of(ACME);

    assertThatThrownBy(() -> request.lasting(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> request.within(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
