package io.leasehold.isolation.hibernate.encryption;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one tenant in memory, each loaded once for all who wait for it; they share a failure,
 * too, which is not remembered. Once wiped it gives only wiped keys. Thread-safe.
 */
final class KeyRing {

  /** The version that stands for the newest one. */
  static final int NEWEST = 0;

  private final Map<Slot, CompletableFuture<DataKey>> keys = new ConcurrentHashMap<>();
  private volatile boolean wiped;

  private record Slot(KeyPurpose purpose, int version) {}

  DataKey get(KeyPurpose purpose, int version, Supplier<DataKey> loader) {
    Slot slot = new Slot(purpose, version);
    CompletableFuture<DataKey> mine = new CompletableFuture<>();
    CompletableFuture<DataKey> there = keys.putIfAbsent(slot, mine);
    if (there != null) {
      return await(there);
    }
    try {
      DataKey loaded = loader.get();
      if (wiped) {
        loaded.wipe();
      }
      mine.complete(loaded);
      return loaded;
    } catch (RuntimeException | Error failure) {
      keys.remove(slot, mine);
      mine.completeExceptionally(failure);
      throw failure;
    }
  }

  /** Has the newest key looked up again. */
  void forgetNewest(KeyPurpose purpose) {
    keys.remove(new Slot(purpose, NEWEST));
  }

  /** Those that are still on their way, too. */
  @SuppressWarnings("FutureReturnValueIgnored") // Wiping does not fail.
  void wipe() {
    wiped = true;
    keys.values().forEach(key -> key.whenComplete(KeyRing::wipe));
  }

  private static void wipe(@Nullable DataKey key, @Nullable Throwable failure) {
    if (key != null) {
      key.wipe();
    }
  }

  private static DataKey await(CompletableFuture<DataKey> key) {
    try {
      return key.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TenantKeysUnavailableException(e);
    } catch (ExecutionException e) {
      // The stack of another thread would mislead, but the kind of answer is the same.
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new TenantKeysUnavailableException(e.getCause());
    }
  }
}
