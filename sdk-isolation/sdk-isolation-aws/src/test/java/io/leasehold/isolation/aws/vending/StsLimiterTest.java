package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sts.model.StsException;

class StsLimiterTest {

  private final ManualTime time = new ManualTime();
  private final List<String> calls = new ArrayList<>();

  private StsLimiter limiter(VendingLimits limits) {
    return new StsLimiter(limits, time, time, () -> 0, Runnable::run);
  }

  private static VendingLimits limits(double rate, int waiting, int perTenant) {
    return VendingLimits.standard()
        .callsPerSecond(rate)
        .atOnce(1000, 1000)
        .waiting(waiting, perTenant, Duration.ofSeconds(30));
  }

  @CanIgnoreReturnValue
  private CompletableFuture<String> submit(StsLimiter limiter, TenantId tenant) {
    return limiter.submit(
        tenant,
        () -> {
          calls.add(tenant.value());
          time.mark();
          return CompletableFuture.completedFuture(tenant.value());
        });
  }

  private static Reason reason(CompletableFuture<?> failed) {
    try {
      failed.getNow(null);
    } catch (CompletionException e) {
      return ((CredentialVendingException) e.getCause()).reason();
    }
    throw new AssertionError("it did not fail");
  }

  @Test
  void aSecondsCallsPassAtOnceAndTheRestAtTheRate() {
    StsLimiter limiter = limiter(limits(10, 10_000, 10_000));
    for (int i = 0; i < 100; i++) {
      submit(limiter, ACME);
    }
    assertThat(calls).hasSize(10);

    time.pass(Duration.ofSeconds(5));

    assertThat(calls).hasSize(60);
    assertThat(limiter.waiting()).isEqualTo(40);
  }

  @Test
  @Tag("attack-E14")
  void aFloodOfOneTenantCostsAnotherOneTurnAndNoMore() {
    StsLimiter limiter = limiter(limits(10, 100_000, 100_000));
    for (int i = 0; i < 20_000; i++) {
      submit(limiter, ACME);
    }
    assertThat(calls).hasSize(10);

    CompletableFuture<String> other = submit(limiter, GLOBEX);
    time.pass(Duration.ofMillis(200));

    assertThat(other).isCompletedWithValue("globex");
    assertThat(calls.indexOf("globex")).isLessThanOrEqualTo(11);
  }

  @Test
  @Tag("attack-E14")
  void tenantsTakeTurnsHoweverManyEachHasSent() {
    StsLimiter limiter = limiter(limits(10, 100_000, 100_000));
    IntStream.range(0, 1000).forEach(i -> submit(limiter, ACME));
    List<CompletableFuture<String>> others = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      others.add(submit(limiter, TenantId.of("quiet-" + i)));
    }

    time.pass(Duration.ofMillis(2200));

    // 22 turns: the flooding tenant had two or so of them.
    assertThat(others).allSatisfy(other -> assertThat(other).isCompleted());
    assertThat(calls.stream().skip(10).filter("acme"::equals).count()).isLessThanOrEqualTo(2);
  }

  @Test
  @Tag("attack-E14")
  void aTenantHasSoManyInLineAndAFullLineMakesRoomForThoseWhoHaveFewer() {
    StsLimiter limiter = limiter(limits(1, 10, 8));
    submit(limiter, ACME); // takes the only turn there is
    List<CompletableFuture<String>> flood = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      flood.add(submit(limiter, ACME));
    }
    assertThat(reason(flood.get(8))).isEqualTo(Reason.OVERLOADED);
    submit(limiter, TenantId.of("a"));
    submit(limiter, TenantId.of("b"));
    assertThat(limiter.waiting()).isEqualTo(10);

    CompletableFuture<String> late = submit(limiter, GLOBEX);

    assertThat(late).isNotCompletedExceptionally();
    assertThat(reason(flood.get(7))).isEqualTo(Reason.OVERLOADED);
    assertThat(flood.get(6)).isNotDone();
    assertThat(limiter.waiting()).isEqualTo(10);
    assertThat(limiter.turnedAway()).isEqualTo(2);
  }

  @Test
  @Tag("attack-E14")
  void aTenantWhoseCallsHangLeavesConnectionsToOthers() {
    StsLimiter limiter =
        limiter(VendingLimits.standard().atOnce(10, 4).waiting(100, 100, Duration.ofSeconds(30)));
    List<CompletableFuture<String>> hanging = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      var unused =
          limiter.submit(
              ACME,
              () -> {
                CompletableFuture<String> never = new CompletableFuture<>();
                hanging.add(never);
                return never;
              });
    }

    assertThat(hanging).hasSize(4);
    assertThat(submit(limiter, GLOBEX)).isCompleted();
    hanging.get(0).complete("at last");
    assertThat(hanging).hasSize(5);
  }

  @Test
  void whoWaitsTooLongIsTurnedAway() {
    StsLimiter limiter = limiter(limits(0.01, 100, 100).waiting(100, 100, Duration.ofSeconds(10)));
    submit(limiter, ACME);
    CompletableFuture<String> second = submit(limiter, ACME);

    time.pass(Duration.ofSeconds(12));

    assertThat(reason(second)).isEqualTo(Reason.OVERLOADED);
    assertThat(limiter.waiting()).isZero();
  }

  @Test
  void whatIsThereAtOnceDoesNotRecurse() {
    StsLimiter limiter = limiter(limits(1e9, 200_000, 200_000).atOnce(1, 1));
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> held = limiter.submit(ACME, () -> first);
    for (int i = 0; i < 100_000; i++) {
      submit(limiter, ACME);
    }

    first.complete("go");

    assertThat(held).isCompleted();
    assertThat(calls).hasSize(100_000);
  }

  @Test
  @Timeout(60)
  void aCallerThatBlocksInItsContinuationHoldsNobodyUp() throws Exception {
    StsLimiter limiter = StsLimiter.of(VendingLimits.standard().atOnce(1, 1));
    CompletableFuture<String> chained =
        limiter
            .submit(ACME, () -> CompletableFuture.completedFuture("first"))
            // Waits, on whichever thread this runs, for a call that needs its turn, too.
            .thenApply(
                first ->
                    limiter
                        .submit(GLOBEX, () -> CompletableFuture.completedFuture("second"))
                        .join());

    assertThat(chained.get(30, TimeUnit.SECONDS)).isEqualTo("second");
  }

  @Test
  void anErrorDoesNotStopTheLine() {
    StsLimiter limiter = limiter(limits(10, 10, 10));
    CompletableFuture<String> broken =
        limiter.submit(
            ACME,
            () -> {
              throw new NoClassDefFoundError("half an upgrade");
            });

    assertThat(broken).isCompletedExceptionally();
    assertThat(submit(limiter, GLOBEX)).isCompleted();
  }

  @Test
  void aCallThatThrowsFreesItsPlace() {
    StsLimiter limiter = limiter(limits(10, 10, 10).atOnce(1, 1));
    CompletableFuture<String> broken =
        limiter.submit(
            ACME,
            () -> {
              throw new IllegalStateException("a bug");
            });

    assertThatThrownBy(broken::join).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(submit(limiter, GLOBEX)).isCompleted();
  }

  /** STS that throttles while it is told to. */
  private boolean throttling;

  private void cold(StsLimiter limiter, int tenants) {
    for (int i = 0; i < tenants; i++) {
      var unused =
          limiter.submit(
              TenantId.of("t" + i),
              () -> {
                time.mark();
                return throttling
                    ? CompletableFuture.failedFuture(throttle())
                    : CompletableFuture.completedFuture("ok");
              });
    }
  }

  private static RuntimeException throttle() {
    return StsException.builder()
        .statusCode(400)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode("Throttling").build())
        .build();
  }

  @Test
  @Tag("attack-E17")
  void whileStsThrottlesThereIsOneCallForEachPauseAndThePausesDouble() {
    StsLimiter limiter = limiter(limits(300, 10_000, 10_000));
    throttling = true;
    cold(limiter, 5000);

    // The first is throttled at once; all others wait.
    assertThat(time.marks()).hasSize(1);
    time.pass(Duration.ofSeconds(15));

    assertThat(time.marks()).containsExactly(0L, 500L, 1500L, 3500L, 7500L);
  }

  @Test
  @Tag("attack-E17")
  void afterAThrottleCallsComeBackSlowlyAndNeverAsAHerd() {
    StsLimiter limiter = limiter(limits(300, 10_000, 10_000));
    throttling = true;
    cold(limiter, 5000);
    time.pass(Duration.ofSeconds(5));
    throttling = false;
    int before = time.marks().size();

    time.pass(Duration.ofSeconds(4)); // one probe after 7.5 s, and then 1.5 s of recovery

    assertThat(time.marks().size()).isGreaterThan(before + 10);
    assertThat(time.most(Duration.ofMillis(100))).isLessThanOrEqualTo(31);
    List<Long> first = time.marks().stream().filter(at -> at >= 7500 && at < 7600).toList();
    assertThat(first).hasSizeLessThanOrEqualTo(5);
    time.pass(Duration.ofSeconds(20));
    assertThat(limiter.waiting()).isZero();
    assertThat(limiter.throttles()).isEqualTo(4);
  }

  @Test
  @Tag("attack-E17")
  void callsThatWereUnderWayWhenThrottlingBeganCountAsOneThrottle() {
    StsLimiter limiter = limiter(limits(300, 10_000, 10_000));
    List<CompletableFuture<String>> airborne = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      var unused =
          limiter.submit(
              ACME,
              () -> {
                CompletableFuture<String> call = new CompletableFuture<>();
                airborne.add(call);
                return call;
              });
    }
    airborne.forEach(call -> call.completeExceptionally(throttle()));
    CompletableFuture<String> next = submit(limiter, GLOBEX);

    time.pass(Duration.ofMillis(499));
    assertThat(next).isNotDone();
    time.pass(Duration.ofMillis(2));
    assertThat(next).isCompleted();
  }

  @Test
  void refreshesAheadTakeOnlyWhatIsToSpare() {
    StsLimiter limiter = limiter(limits(100, 1000, 1000));
    assertThat(limiter.plenty()).isTrue();
    IntStream.range(0, 90).forEach(i -> submit(limiter, ACME));
    assertThat(limiter.plenty()).isFalse();
    time.pass(Duration.ofSeconds(1));
    assertThat(limiter.plenty()).isTrue();
    throttling = true;
    cold(limiter, 1);
    assertThat(limiter.plenty()).isFalse();
  }

  @Test
  void limitsThatLetNothingPassAreRefused() {
    assertThatThrownBy(() -> VendingLimits.standard().callsPerSecond(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VendingLimits.standard().atOnce(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
