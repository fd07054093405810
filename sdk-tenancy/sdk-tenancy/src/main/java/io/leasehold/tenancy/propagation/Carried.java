package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.spi.ScopeTransfer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work together with the scope, or the absence of one, that it has to run in. */
final class Carried {

  // What supplyAsync, runAsync and completeAsync hand to an executor, on the thread that asked for
  // it. Unknown names are taken for later stages, which get no scope.
  private static final Set<String> FIRST_STAGES =
      Set.of(
          "java.util.concurrent.CompletableFuture$AsyncSupply",
          "java.util.concurrent.CompletableFuture$AsyncRun");

  private Carried() {}

  static Runnable work(Runnable work) {
    return in(ScopeTransfer.ofCurrent(), work);
  }

  static <T extends @Nullable Object> Callable<T> call(Callable<T> work) {
    ScopeTransfer transfer = ScopeTransfer.ofCurrent();
    return () -> {
      ScopeTransfer.Begun begun = transfer.begin();
      try {
        return work.call();
      } finally {
        begun.end();
      }
    };
  }

  static <T> List<Callable<T>> calls(Collection<? extends Callable<T>> work) {
    return work.stream().map((Callable<T> one) -> call(one)).toList();
  }

  /**
   * What an executor was given to run. A later stage of a future is given to it by the thread that
   * completed the stage before, which may be anybody's, so that thread's scope must not count.
   */
  static Runnable command(Runnable command) {
    return in(
        isLaterStage(command) ? ScopeTransfer.ofNothing() : ScopeTransfer.ofCurrent(), command);
  }

  static <T extends @Nullable Object> Supplier<T> in(ScopeTransfer transfer, Supplier<T> work) {
    return () -> {
      ScopeTransfer.Begun begun = transfer.begin();
      try {
        return work.get();
      } finally {
        begun.end();
      }
    };
  }

  static Runnable in(ScopeTransfer transfer, Runnable work) {
    return () -> {
      ScopeTransfer.Begun begun = transfer.begin();
      try {
        work.run();
      } finally {
        begun.end();
      }
    };
  }

  static <T extends @Nullable Object, R extends @Nullable Object> Function<T, R> function(
      Function<? super T, ? extends R> work) {
    ScopeTransfer transfer = ScopeTransfer.ofCurrent();
    return value -> {
      ScopeTransfer.Begun begun = transfer.begin();
      try {
        return work.apply(value);
      } finally {
        begun.end();
      }
    };
  }

  private static boolean isLaterStage(Runnable command) {
    return command instanceof CompletableFuture.AsynchronousCompletionTask
        && !FIRST_STAGES.contains(command.getClass().getName());
  }
}
