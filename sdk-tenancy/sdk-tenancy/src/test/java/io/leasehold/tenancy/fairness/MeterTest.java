package io.leasehold.tenancy.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeterTest {

  private final FakeTime time = new FakeTime();

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noPatternOfArrivalsGetsMoreThanBurstAndRateInAnySpanOfTime(long seed) {
    Random random = new Random(seed);
    Rate rate =
        new Rate(
            1 + random.nextInt(50),
            Duration.ofMillis(1 + random.nextInt(2_000)),
            1 + random.nextInt(50));
    RateMeter meter = new RateMeter(rate, time);
    List<Long> granted = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      if (random.nextInt(3) == 0) {
        time.pass(Duration.ofNanos((long) (random.nextDouble() * rate.per().toNanos() / 4)));
      }
      if (meter.take() instanceof Meter.Granted) {
        granted.add(time.read());
      }
    }
    assertThat(granted).isNotEmpty();
    for (int from = 0; from < granted.size(); from += 7) {
      for (int to = from; to < granted.size(); to += 3) {
        double most = rate.burst() + (granted.get(to) - granted.get(from)) * rate.permitsPerNano();
        assertThat(to - from + 1).isLessThanOrEqualTo((int) Math.ceil(most + 1e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whoWaitsAsLongAsItIsToldIsAdmitted(long seed) {
    Random random = new Random(seed);
    Rate rate = new Rate(1 + random.nextInt(1_000), Duration.ofSeconds(1), 1 + random.nextInt(5));
    RateMeter meter = new RateMeter(rate, time);
    for (int i = 0; i < 200; i++) {
      if (meter.take() instanceof Meter.Denied denied) {
        assertThat(denied.retryAfter()).isPositive();
        time.pass(denied.retryAfter());
        assertThat(meter.take()).isInstanceOf(Meter.Granted.class);
      }
    }
  }

  @Test
  void aQuotaIsThereAgainWhenTheNextPeriodBegins() {
    QuotaMeter meter = new QuotaMeter(Quota.perDay(2), time);
    assertThat(meter.take())
        .isEqualTo(new Meter.Granted(new Standing(Quota.perDay(2), 1, Duration.ofSeconds(1))));
    assertThat(meter.take()).isInstanceOf(Meter.Granted.class);
    assertThat(meter.take())
        .isEqualTo(
            new Meter.Denied(
                new Standing(Quota.perDay(2), 0, Duration.ofSeconds(1)), Duration.ofSeconds(1)));
    time.pass(Duration.ofMillis(999));
    assertThat(meter.take()).isInstanceOf(Meter.Denied.class);
    time.pass(Duration.ofMillis(1));
    assertThat(meter.take()).isInstanceOf(Meter.Granted.class);
  }

  @Test
  void aClockThatIsSetBackGivesNoSecondQuota() {
    AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2026-03-02T00:00:01Z"));
    QuotaMeter meter = new QuotaMeter(Quota.perDay(1), clock::get);
    assertThat(meter.take()).isInstanceOf(Meter.Granted.class);
    clock.set(Instant.parse("2026-03-01T23:59:59Z"));
    assertThat(meter.take()).isInstanceOf(Meter.Denied.class);
    clock.set(Instant.parse("2026-03-02T00:00:02Z"));
    assertThat(meter.take()).isInstanceOf(Meter.Denied.class);
  }

  @Test
  void limitsThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> Rate.perSecond(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rate.perSecond(5).withBurst(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(1, Duration.ofDays(2), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(1, Duration.ZERO, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Quota.perDay(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Quota(1, Duration.ofMillis(1_500)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Limits.unlimited().withAtOnce(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
