package io.leasehold.tenancy.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What a {@link LookupCache} holds for a key: an answer, or the flight that brings one. */
sealed interface Looked<V> {

  /**
   * An answer.
   *
   * @param value what was found
   * @param askedAt when it was asked for, on the clock of the cache
   * @param doubtedSince since when it may be wrong; null if nothing speaks against it
   */
  record Answer<V>(V value, long askedAt, @Nullable Long doubtedSince) implements Looked<V> {

    Answer<V> doubted(long now) {
      return doubtedSince == null ? new Answer<>(value, askedAt, now) : this;
    }
  }

  /** A question that is being asked; everybody else who asks it waits here. */
  final class Flight<V> implements Looked<V> {

    private final CompletableFuture<V> landing = new CompletableFuture<>();
    private final @Nullable Answer<V> previous;

    Flight(@Nullable Answer<V> previous) {
      this.previous = previous;
    }

    /** The answer from before, which the flight is to renew. */
    @Nullable Answer<V> previous() {
      return previous;
    }

    void land(V value) {
      landing.complete(value);
    }

    void fail(Throwable failure) {
      landing.completeExceptionally(failure);
    }

    V await() {
      try {
        return landing.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw e;
      }
    }
  }
}
