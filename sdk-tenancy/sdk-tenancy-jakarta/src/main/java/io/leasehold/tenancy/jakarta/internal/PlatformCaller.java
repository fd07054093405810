package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.token.VerifiedToken;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Who came in through the platform's door, for the thread that runs the request. It does not go to
 * other threads: there nobody looks across tenants.
 */
public final class PlatformCaller {

  private static final ThreadLocal<@Nullable VerifiedToken> CURRENT = new ThreadLocal<>();

  private PlatformCaller() {}

  /** The caller, if the request is the platform's. */
  public static Optional<VerifiedToken> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Calls the work for the caller. */
  public static <T extends @Nullable Object> T call(VerifiedToken caller, Callable<T> work)
      throws Exception {
    VerifiedToken outer = CURRENT.get();
    CURRENT.set(caller);
    try {
      return work.call();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }
}
