package io.leasehold.tenancy.internal;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * For how long an answer counts, in nanoseconds.
 *
 * @param found how long an answer is used without asking again
 * @param notFound how long "nothing found" is used without asking again
 * @param staleWhileDown how long after it was last known to be true an answer is still used while
 *     nobody can be asked; never "nothing found"
 * @param unconfirmedFor for how long changes may have gone untold; zero while they are told
 */
public record Freshness(
    long found, long notFound, long staleWhileDown, LongSupplier unconfirmedFor) {

  /** Answers that time alone outdates, and that are not used beyond it. */
  public static Freshness of(Duration found, Duration notFound) {
    return new Freshness(found.toNanos(), notFound.toNanos(), 0, () -> 0);
  }

  /** Whether the answer is used without asking again. */
  boolean isFresh(Looked.Answer<?> answer, boolean nothing, long now) {
    long age = now - answer.askedAt();
    if (answer.doubtedSince() != null || age >= (nothing ? notFound : found)) {
      return false;
    }
    // While changes may go untold, an answer is good for as long as it takes not to be a flood.
    return age < LookupCache.PAUSE_NANOS || unconfirmedFor.getAsLong() == 0;
  }

  /** Whether the answer is used when nobody can be asked. */
  boolean isUsableInOutage(Looked.Answer<?> answer, boolean nothing, long now) {
    if (nothing || staleWhileDown == 0) {
      return false;
    }
    long age = now - answer.askedAt();
    long unknown = Math.min(age, unconfirmedFor.getAsLong());
    Long doubtedSince = answer.doubtedSince();
    return age < lifetime(false)
        && unknown < staleWhileDown
        && (doubtedSince == null || now - doubtedSince < staleWhileDown);
  }

  /** After which age nothing can make an answer of use. */
  long lifetime(boolean nothing) {
    return nothing ? notFound : found + staleWhileDown;
  }
}
