package io.leasehold.tenancy;

import io.leasehold.tenancy.spi.ScopeObserver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what the thread under test goes through; found by the service loader. */
public final class RecordingObserver implements ScopeObserver {

  private static final ThreadLocal<List<String>> MOVES = new ThreadLocal<>();

  /** What the work made the calling thread go through, one "left > entered (context)" a move. */
  static List<String> movesOf(Runnable work) {
    List<String> moves = new ArrayList<>();
    MOVES.set(moves);
    try {
      work.run();
    } finally {
      MOVES.remove();
    }
    return moves;
  }

  @Override
  public void moved(@Nullable TenantScope left, @Nullable TenantScope entered) {
    List<String> moves = MOVES.get();
    if (moves != null) {
      moves.add(
          name(left)
              + " > "
              + name(entered)
              + " ("
              + name(TenantContext.scope().orElse(null))
              + ")");
    }
  }

  private static String name(@Nullable TenantScope scope) {
    return scope instanceof TenantScope.InTenant inTenant
        ? inTenant.tenant().id().value()
        : scope == null ? "none" : scope.getClass().getSimpleName();
  }
}
