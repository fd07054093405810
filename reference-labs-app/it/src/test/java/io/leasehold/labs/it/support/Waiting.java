package io.leasehold.labs.it.support;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Waits for something to become true, and says what did not. */
public final class Waiting {

  private Waiting() {}

  /** Looks again and again until the condition holds; returns what was seen then. */
  public static <T> T until(String what, Duration within, Callable<T> look, Predicate<T> holds) {
    return Awaitility.await(what)
        .atMost(within)
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(look, holds);
  }
}
