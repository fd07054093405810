package io.leasehold.tenancy.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.spi.ReplayWindow;
import io.leasehold.tenancy.spi.ReplayWindow.Standing;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InMemoryReplayWindowTest extends ReplayWindowContract {

  private final SettableClock clock = new SettableClock();

  @Override
  protected ReplayWindow window() {
    return new InMemoryReplayWindow(1_000, clock);
  }

  @Override
  protected void advance(Duration duration) {
    clock.advance(duration);
  }

  @Override
  protected Instant now() {
    return clock.instant();
  }

  @Test
  void aFullWindowRefusesRatherThanForget() {
    ReplayWindow window = new InMemoryReplayWindow(2, clock);
    Instant keepUntil = now().plusSeconds(3_600);
    window.enter("m1", now(), keepUntil);
    window.enter("m2", now(), keepUntil);
    assertThatThrownBy(() -> window.enter("m3", now(), keepUntil))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("more room");
    clock.advance(Duration.ofSeconds(3_601));
    assertThat(window.enter("m3", now(), now().plusSeconds(1))).isEqualTo(Standing.FIRST);
    assertThatThrownBy(() -> new InMemoryReplayWindow(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
