package io.leasehold.tenancy.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lengths in the key and the check of the scope stop the attacks: without, they go through. */
@Tag("mistake-16")
class CacheKeySabotageTest {

  private static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  /** The key that everybody writes first. */
  private static String separated(TenantId tenant, String region, String... parts) {
    return tenant + ":" + region + ":" + String.join(":", parts);
  }

  @Test
  void withASeparatorInsteadOfLengthsAPartForgesTheNextOne() {
    assertThat(separated(ACME.id(), "report", "jane", "salary:draft"))
        .isEqualTo(separated(ACME.id(), "report", "jane:salary", "draft"));
    assertThat(TenantCacheKey.of(ACME.id(), "report", List.of("jane", "salary:draft")))
        .isNotEqualTo(TenantCacheKey.of(ACME.id(), "report", List.of("jane:salary", "draft")));
  }

  @Test
  void withTheCheckOfTheScopeAStolenKeyIsWorthNothing() throws Exception {
    TenantCache<String> cache = TenantCache.inMemory("labs", 10, Duration.ofMinutes(1));
    assertThatThrownBy(() -> steal(cache)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withoutItTheThiefReadsTheOtherTenantsEntry() throws Exception {
    TenantCache<String> cache =
        new TenantCache<>("labs", new MemoryRooms<>(10, 10, Duration.ofMinutes(1)), key -> {});
    assertThat(steal(cache)).isEqualTo("secret of acme");
  }

  private static String steal(TenantCache<String> cache) throws Exception {
    TenantCacheKey stolen =
        TenantScopes.call(
            ACME,
            () -> {
              cache.put(cache.key(7), "secret of acme");
              return cache.key(7);
            });
    return TenantScopes.call(GLOBEX, () -> cache.find(stolen).orElseThrow());
  }
}
