package io.leasehold.tenancy.fairness;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The place that an admitted request takes until it is over. Thread-safe. */
public final class Permit implements AutoCloseable {

  private final AtomicReference<@Nullable Runnable> giveBack;

  Permit(Runnable giveBack) {
    this.giveBack = new AtomicReference<>(giveBack);
  }

  /** Gives the place back; a second time does nothing, so that no place is given back twice. */
  @Override
  public void close() {
    Runnable open = giveBack.getAndSet(null);
    if (open != null) {
      open.run();
    }
  }
}
