package io.leasehold.tenancy.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitHeadersTest {

  private static final Permit PERMIT = new Permit(() -> {});

  @Test
  void eachAllowanceIsToldWithWhatIsLeftOfIt() {
    assertThat(
            RateLimitHeaders.of(
                new Admission.Admitted(
                    PERMIT,
                    List.of(
                        new Standing(Rate.perSecond(100), 42, Duration.ofMillis(580)),
                        new Standing(Quota.perDay(10_000), 9_999, Duration.ofHours(5))))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "RateLimit-Policy", "\"rate\";q=100;w=1, \"quota\";q=10000;w=86400",
                "RateLimit", "\"rate\";r=42;t=1, \"quota\";r=9999;t=18000"));
  }

  @Test
  void aRatePerPartOfASecondIsToldInWholeSeconds() {
    assertThat(
            RateLimitHeaders.of(
                new Admission.Admitted(
                    PERMIT,
                    List.of(
                        new Standing(
                            new Rate(5, Duration.ofMillis(100), 5), 0, Duration.ofNanos(1))))))
        .containsEntry("RateLimit-Policy", "\"rate\";q=50;w=1")
        .containsEntry("RateLimit", "\"rate\";r=0;t=1");
  }

  @Test
  void aRefusalSaysWhenToComeBackInSecondsThatAreEnough() {
    assertThat(
            RateLimitHeaders.of(
                new Admission.Refused(Admission.Limit.RATE, Duration.ofMillis(1_001), List.of())))
        .isEqualTo(Map.of("Retry-After", "2"));
    assertThat(RateLimitHeaders.of(new Admission.Unavailable(Duration.ZERO)))
        .isEqualTo(Map.of("Retry-After", "1"));
  }

  @Test
  void whereNothingIsLimitedNothingIsTold() {
    assertThat(RateLimitHeaders.of(new Admission.Admitted(PERMIT, List.of()))).isEmpty();
  }

  @Test
  void everyAdmissionButOneHasAProblem() {
    assertThat(FairnessProblems.of(new Admission.Admitted(PERMIT, List.of()))).isEmpty();
    assertThat(
            FairnessProblems.of(
                new Admission.Refused(Admission.Limit.QUOTA, Duration.ZERO, List.of())))
        .contains(FairnessProblems.TOO_MANY);
    assertThat(FairnessProblems.of(new Admission.Unavailable(Duration.ZERO)))
        .contains(FairnessProblems.UNAVAILABLE);
  }
}
