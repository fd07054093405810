package io.leasehold.tenancy.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.LocalTenantChanges;
import io.leasehold.tenancy.spi.TenantCacheStore;
import io.leasehold.tenancy.spi.TenantChanges;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("mistake-16")
class TenantCacheTest {

  private static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private static final Tenant ACME_2 = Tenant.active(TenantId.of("acme-2"), Tier.of("basic"));

  static Stream<Named<TenantCache<String>>> caches() {
    return Stream.of(
        Named.of("in memory", TenantCache.inMemory("labs", 100, Duration.ofMinutes(5))),
        Named.of(
            "over a map",
            TenantCache.over("labs", TenantCacheStore.of(new ConcurrentHashMap<>()))));
  }

  @ParameterizedTest
  @MethodSource("caches")
  void aTenantFindsWhatItCachedAndAnotherDoesNot(TenantCache<String> cache) {
    assertThat(load(cache, ACME, "of acme")).isEqualTo("of acme");
    assertThat(load(cache, ACME, "again")).isEqualTo("of acme");
    assertThat(load(cache, ACME_2, "of the other")).isEqualTo("of the other");
    TenantScopes.run(
        ACME,
        () -> {
          cache.remove(cache.key(7));
          assertThat(cache.find(cache.key(7))).isEmpty();
          cache.put(cache.key(7), "new");
          assertThat(cache.find(cache.key(7))).contains("new");
        });
    assertThat(load(cache, ACME_2, "again")).isEqualTo("of the other");
  }

  @ParameterizedTest
  @MethodSource("caches")
  void withoutATenantTheCacheDoesNothing(TenantCache<String> cache) {
    AtomicInteger loads = new AtomicInteger();
    assertThatThrownBy(() -> cache.get(cache.key(7), () -> "" + loads.incrementAndGet()))
        .isInstanceOf(TenantRequiredException.class);
    assertThat(loads).hasValue(0);
  }

  @ParameterizedTest
  @MethodSource("caches")
  void aKeyThatTravelledToAnotherTenantIsRefused(TenantCache<String> cache) throws Exception {
    load(cache, ACME, "secret");
    TenantCacheKey stolen = TenantScopes.call(ACME, () -> cache.key(7));
    TenantScopes.run(
        ACME_2,
        () -> {
          assertThatThrownBy(() -> cache.find(stolen)).isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(() -> cache.get(stolen, () -> "x"))
              .isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(() -> cache.put(stolen, "x"))
              .isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(() -> cache.remove(stolen))
              .isInstanceOf(IllegalArgumentException.class);
        });
    assertThatThrownBy(() -> cache.find(stolen)).isInstanceOf(TenantRequiredException.class);
  }

  @ParameterizedTest
  @MethodSource("caches")
  void clearingATenantClearsNoOtherWhoseIdStartsAlike(TenantCache<String> cache) {
    load(cache, ACME, "old");
    load(cache, ACME_2, "kept");
    cache.clear(ACME.id());
    assertThat(load(cache, ACME, "new")).isEqualTo("new");
    assertThat(load(cache, ACME_2, "lost")).isEqualTo("kept");
  }

  @ParameterizedTest
  @MethodSource("caches")
  void whatIsLoadedWhileTheTenantIsClearedIsNotKept(TenantCache<String> cache) {
    TenantScopes.run(
        ACME,
        () -> {
          String read =
              cache.get(
                  cache.key(7),
                  () -> {
                    cache.clear(ACME.id());
                    return "read before the change";
                  });
          assertThat(read).isEqualTo("read before the change");
          assertThat(cache.find(cache.key(7))).isEmpty();
        });
  }

  @Test
  void aTenantThatCachesMuchDrivesOutOnlyItsOwn() {
    TenantCache<String> cache = TenantCache.inMemory("labs", 50, Duration.ofMinutes(5));
    TenantScopes.run(
        ACME_2,
        () -> {
          for (int i = 0; i < 50; i++) {
            cache.put(cache.key(i), "kept");
          }
        });
    AtomicInteger flooded = new AtomicInteger();
    TenantScopes.run(
        ACME,
        () -> {
          for (int i = 0; i < 10_000; i++) {
            cache.put(cache.key(i), "flood");
          }
          for (int i = 0; i < 10_000; i++) {
            cache.find(cache.key(i)).ifPresent(found -> flooded.incrementAndGet());
          }
        });
    assertThat(flooded.get()).isLessThanOrEqualTo(50);
    TenantScopes.run(
        ACME_2,
        () -> {
          for (int i = 0; i < 50; i++) {
            assertThat(cache.find(cache.key(i))).contains("kept");
          }
        });
  }

  @Test
  void twoCachesOverOneStoreDoNotMeet() {
    TenantCacheStore<String> store = TenantCacheStore.of(new ConcurrentHashMap<>());
    TenantCache<String> labs = TenantCache.over("labs", store);
    TenantCache<String> users = TenantCache.over("users", store);
    TenantScopes.run(
        ACME,
        () -> {
          labs.put(labs.key(7), "a lab");
          assertThat(users.find(users.key(7))).isEmpty();
        });
  }

  @ParameterizedTest
  @MethodSource("caches")
  @Tag("mistake-27")
  void aTenantThatIsSuspendedFindsNothingThatWasCachedBefore(TenantCache<String> cache) {
    LocalTenantChanges changes = new LocalTenantChanges();
    TenantChanges.Subscription following = cache.follow(changes);
    load(cache, ACME, "before");
    load(cache, ACME_2, "kept");
    changes.publish(TenantChange.of(ACME.id(), TenantStatus.SUSPENDED));
    assertThat(load(cache, ACME, "after")).isEqualTo("after");
    assertThat(load(cache, ACME_2, "lost")).isEqualTo("kept");
    changes.publish(TenantChange.anything());
    assertThat(load(cache, ACME_2, "new")).isEqualTo("new");
    following.close();
    changes.publish(TenantChange.anything());
    assertThat(load(cache, ACME_2, "newer")).isEqualTo("new");
  }

  private static String load(TenantCache<String> cache, Tenant tenant, String value) {
    try {
      return TenantScopes.call(tenant, () -> cache.get(cache.key(7), () -> value));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
