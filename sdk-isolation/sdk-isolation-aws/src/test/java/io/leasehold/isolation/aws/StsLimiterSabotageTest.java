package io.leasehold.isolation.aws;

import static io.leasehold.isolation.aws.Samples.ACME;
import static io.leasehold.isolation.aws.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sts.model.StsException;

/** The same attacks with the fair line, or the pause, switched off. */
class StsLimiterSabotageTest {

  private static final VendingLimits WIDE =
      VendingLimits.standard()
          .callsPerSecond(10)
          .atOnce(1000, 1000)
          .waiting(100_000, 100_000, Duration.ofHours(1));

  private final ManualTime time = new ManualTime();

  @Test
  @Tag("attack-E14")
  void aLineThatDoesNotTellTenantsApartLetsAFloodStarveTheOther() {
    StsLimiter limiter = new StsLimiter(WIDE, time, time, () -> 0, Runnable::run);
    // One name for everybody: first come, first served.
    TenantId anybody = TenantId.of("anybody");
    for (int i = 0; i < 20_000; i++) {
      var unused = limiter.submit(anybody, () -> CompletableFuture.completedFuture(ACME));
    }
    CompletableFuture<TenantId> other =
        limiter.submit(anybody, () -> CompletableFuture.completedFuture(GLOBEX));

    time.pass(Duration.ofMinutes(30));

    assertThat(other).isNotDone();
  }

  @Test
  @Tag("attack-E17")
  void throttlesThatAreNotRecognisedHitStsWithEverythingThatWaits() {
    StsLimiter limiter =
        new StsLimiter(WIDE.callsPerSecond(300), time, time, () -> 0, Runnable::run);
    // As if the code of the error were unknown: a refusal like any other.
    RuntimeException unrecognised =
        StsException.builder()
            .statusCode(400)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("Trhottling").build())
            .build();
    for (int i = 0; i < 5000; i++) {
      var unused =
          limiter.submit(
              TenantId.of("t" + i),
              () -> {
                time.mark();
                return CompletableFuture.failedFuture(unrecognised);
              });
    }

    time.pass(Duration.ofSeconds(15));

    assertThat(time.marks()).hasSizeGreaterThan(4000);
    assertThat(time.most(Duration.ofMillis(100))).isGreaterThanOrEqualTo(300);
  }
}
