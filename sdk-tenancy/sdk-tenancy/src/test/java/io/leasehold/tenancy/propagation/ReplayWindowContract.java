package io.leasehold.tenancy.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.spi.ReplayWindow;
import io.leasehold.tenancy.spi.ReplayWindow.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every replay window does; an implementation's test extends this. */
public abstract class ReplayWindowContract {

  /** A new window. */
  protected abstract ReplayWindow window();

  /** Moves the window's clock, and {@link #now()}, on. */
  protected abstract void advance(Duration duration);

  /** The window's time. */
  protected abstract Instant now();

  @Test
  void aMessageIsTakenOnceAndDoneForGood() {
    ReplayWindow window = window();
    assertThat(enter(window, "m1")).isEqualTo(Standing.FIRST);
    assertThat(enter(window, "m1")).isEqualTo(Standing.IN_WORK);
    assertThat(enter(window, "m2")).isEqualTo(Standing.FIRST);
    window.done("m1");
    assertThat(enter(window, "m1")).isEqualTo(Standing.DONE);
    assertThat(enter(window, "m2")).isEqualTo(Standing.IN_WORK);
  }

  @Test
  void failedWorkMayBeTriedAgainAndDoneWorkMayNotBeUndone() {
    ReplayWindow window = window();
    enter(window, "m1");
    window.undo("m1", lease());
    assertThat(enter(window, "m1")).isEqualTo(Standing.FIRST);
    window.done("m1");
    window.undo("m1", lease());
    assertThat(enter(window, "m1")).isEqualTo(Standing.DONE);
  }

  @Test
  void aLateWorkerDoesNotUndoTheWorkOfWhoTookOver() {
    ReplayWindow window = window();
    Instant late = lease();
    enter(window, "m1");
    advance(Duration.ofSeconds(61));
    assertThat(enter(window, "m1")).isEqualTo(Standing.FIRST);
    window.undo("m1", late);
    assertThat(enter(window, "m1")).isEqualTo(Standing.IN_WORK);
  }

  @Test
  void theWorkOfAWorkerThatDiedIsTakenOverAfterItsLease() {
    ReplayWindow window = window();
    enter(window, "m1");
    advance(Duration.ofSeconds(59));
    assertThat(enter(window, "m1")).isEqualTo(Standing.IN_WORK);
    advance(Duration.ofSeconds(2));
    assertThat(enter(window, "m1")).isEqualTo(Standing.FIRST);
    assertThat(enter(window, "m1")).isEqualTo(Standing.IN_WORK);
  }

  @Test
  void doneIsRememberedUntilTheEnvelopeIsOver() {
    ReplayWindow window = window();
    enter(window, "m1");
    window.done("m1");
    advance(Duration.ofMinutes(59));
    assertThat(enter(window, "m1")).isEqualTo(Standing.DONE);
  }

  @Test
  void ofManyWhoWantOneMessageOneGetsIt() throws Exception {
    ReplayWindow window = window();
    int workers = 8;
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Standing>> answers = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return enter(window, "m1");
                }));
      }
      start.countDown();
      List<Standing> standings = new ArrayList<>();
      for (Future<Standing> answer : answers) {
        standings.add(answer.get());
      }
      assertThat(Collections.frequency(standings, Standing.FIRST)).isEqualTo(1);
      assertThat(Collections.frequency(standings, Standing.IN_WORK)).isEqualTo(workers - 1);
    } finally {
      threads.shutdownNow();
    }
  }

  private Standing enter(ReplayWindow window, String id) {
    return window.enter(id, lease(), now().plusSeconds(3_600));
  }

  private Instant lease() {
    return now().plusSeconds(60);
  }
}
