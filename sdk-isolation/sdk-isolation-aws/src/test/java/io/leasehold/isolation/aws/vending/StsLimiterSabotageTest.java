package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.vending.StsLimiter.Guards;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
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

  // One place in line for everybody: first come, first served.
  private static final Guards NO_TURNS =
      new Guards(tenant -> TenantId.of("anybody"), Guards.ALL.throttle());
  // A throttle is a failure like any other.
  private static final Guards NO_PAUSE = new Guards(Guards.ALL.place(), failure -> false);

  private final ManualTime time = new ManualTime();

  private StsLimiter limiter(double rate, Guards guards) {
    return new StsLimiter(WIDE.callsPerSecond(rate), time, time, () -> 0, Runnable::run, guards);
  }

  private CompletableFuture<TenantId> behindAFlood(Guards guards) {
    StsLimiter limiter = limiter(10, guards);
    for (int i = 0; i < 20_000; i++) {
      var unused = limiter.submit(ACME, () -> CompletableFuture.completedFuture(ACME));
    }
    return limiter.submit(GLOBEX, () -> CompletableFuture.completedFuture(GLOBEX));
  }

  @Test
  @Tag("attack-E14")
  void aLineThatDoesNotTellTenantsApartLetsAFloodStarveTheOther() {
    CompletableFuture<TenantId> inTurn = behindAFlood(Guards.ALL);
    CompletableFuture<TenantId> starved = behindAFlood(NO_TURNS);

    time.pass(Duration.ofMillis(200));
    assertThat(inTurn).isCompletedWithValue(GLOBEX);
    assertThat(starved).isNotDone();

    time.pass(Duration.ofMinutes(30));
    assertThat(starved).isNotDone();
  }

  /** When calls reach an STS that throttles them all, in milliseconds. */
  private List<Long> reachedWhileThrottling(Guards guards) {
    StsLimiter limiter = limiter(300, guards);
    RuntimeException throttle =
        StsException.builder()
            .statusCode(400)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("Throttling").build())
            .build();
    for (int i = 0; i < 5000; i++) {
      var unused =
          limiter.submit(
              TenantId.of("t" + i),
              () -> {
                time.mark();
                return CompletableFuture.failedFuture(throttle);
              });
    }
    time.pass(Duration.ofSeconds(15));
    return time.marks();
  }

  @Test
  @Tag("attack-E17")
  void withThePauseAnStsThatThrottlesIsAskedOnceForEach() {
    assertThat(reachedWhileThrottling(Guards.ALL)).containsExactly(0L, 500L, 1500L, 3500L, 7500L);
  }

  @Test
  @Tag("attack-E17")
  void withoutThePauseEverythingThatWaitsHitsAnStsThatThrottles() {
    assertThat(reachedWhileThrottling(NO_PAUSE)).hasSizeGreaterThan(4000);
    assertThat(time.most(Duration.ofMillis(100))).isGreaterThanOrEqualTo(300);
  }
}
