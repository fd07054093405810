package io.leasehold.labs.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/** Lines with the seconds since the start. Thread-safe. */
final class Progress implements Consumer<String> {

  private final Instant start = Instant.now();
  private final PrintStream out;

  Progress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void accept(String line) {
    double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
    out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, line));
    out.flush();
  }
}
