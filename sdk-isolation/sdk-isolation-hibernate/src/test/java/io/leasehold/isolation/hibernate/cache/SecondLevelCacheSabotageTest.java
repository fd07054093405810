package io.leasehold.isolation.hibernate.cache;

import static io.leasehold.isolation.hibernate.cache.CachedLabs.ACME;
import static io.leasehold.isolation.hibernate.cache.CachedLabs.GLOBEX;
import static io.leasehold.isolation.hibernate.cache.CachedLabs.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.internal.ScopeTenantResolver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.cache.internal.SimpleCacheKeysFactory;
import org.hibernate.cache.jcache.internal.JCacheRegionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Without what this library puts around the cache these attacks succeed, although row security is
 * on: a hit asks no database.
 */
class SecondLevelCacheSabotageTest {

  private static final CachedLabs LABS = new CachedLabs();

  @AfterAll
  static void stop() {
    LABS.close();
  }

  @BeforeEach
  void reset() {
    LABS.reset();
  }

  @Test
  void simpleKeysGiveATenantTheEntityOfAnother() {
    JCacheRegionFactory simple = new JCacheRegionFactory(SimpleCacheKeysFactory.INSTANCE);
    try (CachedLabs.Unit unit = unguarded(Map.of("hibernate.cache.region.factory_class", simple))) {
      assertThat(title(unit, GLOBEX)).isEqualTo("S3 of globex");
      assertThat(title(unit, ACME)).isEqualTo("S3 of globex");
    }
  }

  @Test
  void aSessionForAnotherTenantReadsItsEntityFromTheCache() {
    try (CachedLabs.Unit unit = unguarded(Map.of())) {
      title(unit, GLOBEX);
      String stolen =
          as(
              ACME,
              () -> {
                try (Session forged =
                    unit.factory.withOptions().tenantIdentifier((Object) "globex").openSession()) {
                  forged.beginTransaction();
                  return forged.find(Lab.class, 1L).title;
                }
              });
      assertThat(stolen).isEqualTo("S3 of globex");
    }
  }

  @Test
  void aCarriedSessionPutsOneTenantsRowsUnderTheOthersKey() {
    try (CachedLabs.Unit unit = unguarded(Map.of());
        Session carried = as(ACME, unit.factory::openSession)) {
      as(
          GLOBEX,
          () -> {
            carried.beginTransaction();
            everyTitle(carried);
            carried.getTransaction().commit();
            return null;
          });
      assertThat(unit.in(ACME, SecondLevelCacheSabotageTest::everyTitle))
          .containsExactly("S3 of globex");
    }
  }

  /** Everything but the caches is as it should be. */
  private static CachedLabs.Unit unguarded(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("leasehold.isolation", "none");
    ScopeTenantResolver resolver = new ScopeTenantResolver();
    all.put("hibernate.tenant_identifier_resolver", resolver);
    boolean[] ready = new boolean[1];
    CachedLabs.Unit unit =
        LABS.unit(
            TenantDataSource.around(LABS.app()).startingUntil(() -> ready[0]), all, Lab.class);
    ready[0] = true;
    return unit;
  }

  private static String title(CachedLabs.Unit unit, io.leasehold.tenancy.Tenant tenant) {
    return unit.in(tenant, session -> session.find(Lab.class, 1L).title);
  }

  private static List<String> everyTitle(Session session) {
    session.disableFilter("_tenantId");
    return session
        .createSelectionQuery("select title from Lab", String.class)
        .setCacheable(true)
        .getResultList();
  }
}
