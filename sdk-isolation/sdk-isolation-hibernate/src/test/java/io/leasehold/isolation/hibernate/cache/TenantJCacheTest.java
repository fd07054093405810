package io.leasehold.isolation.hibernate.cache;

import static io.leasehold.isolation.hibernate.cache.CachedLabs.ACME;
import static io.leasehold.isolation.hibernate.cache.CachedLabs.GLOBEX;
import static io.leasehold.isolation.hibernate.cache.CachedLabs.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.cache.TenantCache;
import io.leasehold.tenancy.cache.TenantCacheKey;
import io.leasehold.tenancy.registry.LocalTenantChanges;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cache of JCache, Caffeine's, with typed tenant keys. */
class TenantJCacheTest {

  private final CacheManager manager = new CaffeineCachingProvider().getCacheManager();
  private final Cache<String, String> cache =
      manager.createCache(
          "labs", new MutableConfiguration<String, String>().setTypes(String.class, String.class));
  private final TenantCache<String> labs = TenantJCache.over("labs", cache);

  @AfterEach
  void close() {
    manager.destroyCache("labs");
    manager.close();
  }

  @Test
  @Tag("mistake-16")
  void theSameKeyOfTwoTenantsIsTwoEntries() {
    assertThat(load(ACME, "of acme")).isEqualTo("of acme");
    assertThat(load(GLOBEX, "of globex")).isEqualTo("of globex");
    assertThat(load(ACME, "not loaded again")).isEqualTo("of acme");
    assertThat(cache).hasSize(2);
  }

  @Test
  @Tag("mistake-16")
  void anotherTenantsKeyAndNoTenantAreRefused() {
    load(GLOBEX, "of globex");
    TenantCacheKey theirs = as(GLOBEX, () -> labs.key(1));
    assertThatThrownBy(() -> as(ACME, () -> labs.find(theirs)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> labs.find(theirs)).isInstanceOf(TenantRequiredException.class);
    assertThatThrownBy(() -> labs.key(1)).isInstanceOf(TenantRequiredException.class);
  }

  @Test
  @Tag("mistake-27")
  void aSuspendedTenantsEntriesAreTakenOut() {
    LocalTenantChanges changes = new LocalTenantChanges();
    var following = labs.follow(changes);
    for (int i = 0; i < 2_500; i++) {
      int id = i;
      as(ACME, () -> labs.get(labs.key("lab", id), () -> "lab"));
    }
    load(GLOBEX, "of globex");
    changes.publish(TenantChange.of(ACME.id(), TenantStatus.SUSPENDED));
    assertThat(cache).hasSize(1);
    assertThat(load(GLOBEX, "not loaded again")).isEqualTo("of globex");
    following.close();
  }

  @Test
  void oneEntryIsRemoved() {
    load(ACME, "old");
    as(
        ACME,
        () -> {
          labs.remove(labs.key(1));
          return null;
        });
    assertThat(load(ACME, "new")).isEqualTo("new");
  }

  private String load(Tenant tenant, String value) {
    return as(tenant, () -> labs.get(labs.key(1), () -> value));
  }
}
