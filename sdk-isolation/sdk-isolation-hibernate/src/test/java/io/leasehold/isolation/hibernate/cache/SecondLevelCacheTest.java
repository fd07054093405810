package io.leasehold.isolation.hibernate.cache;

import static io.leasehold.isolation.hibernate.cache.CachedLabs.ACME;
import static io.leasehold.isolation.hibernate.cache.CachedLabs.GLOBEX;
import static io.leasehold.isolation.hibernate.cache.CachedLabs.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.SessionOfAnotherTenantException;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.registry.LocalTenantChanges;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.cache.CacheException;
import org.hibernate.cache.internal.SimpleCacheKeysFactory;
import org.hibernate.cache.jcache.internal.JCacheRegionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hibernate's caches on a real provider, for two tenants with the same ids. */
class SecondLevelCacheTest {

  private static final CachedLabs LABS = new CachedLabs();

  private CachedLabs.Unit unit;

  @AfterAll
  static void stop() {
    LABS.close();
  }

  @BeforeEach
  void start() {
    LABS.reset();
    unit = LABS.unit(Map.of(), Lab.class);
  }

  @AfterEach
  void close() {
    unit.close();
  }

  @Test
  @Tag("mistake-16")
  void theSameIdOfTwoTenantsIsTwoEntries() {
    assertThat(title(ACME)).isEqualTo("S3 of acme");
    assertThat(title(GLOBEX)).isEqualTo("S3 of globex");
    assertThat(title(ACME)).isEqualTo("S3 of acme");
    assertThat(title(GLOBEX)).isEqualTo("S3 of globex");
    assertThat(unit.statistics().getSecondLevelCacheHitCount()).as("from the cache").isEqualTo(2);
    assertThat(unit.statistics().getSecondLevelCachePutCount()).isEqualTo(2);
  }

  @Test
  @Tag("mistake-16")
  void theSameNaturalIdOfTwoTenantsIsTwoEntries() {
    for (int i = 0; i < 2; i++) {
      assertThat(byCode(ACME)).isEqualTo("S3 of acme");
      assertThat(byCode(GLOBEX)).isEqualTo("S3 of globex");
    }
    assertThat(unit.statistics().getNaturalIdCacheHitCount()).isEqualTo(2);
  }

  @Test
  @Tag("mistake-16")
  void aCollectionOfTheSameOwnersIdIsTwoEntries() {
    for (int i = 0; i < 2; i++) {
      assertThat(tags(ACME)).containsExactly("acme-tag");
      assertThat(tags(GLOBEX)).containsExactly("globex-tag");
    }
    assertThat(
            unit.statistics()
                .getDomainDataRegionStatistics(Lab.class.getName() + ".tags")
                .getHitCount())
        .isEqualTo(2);
  }

  @Test
  @Tag("mistake-16")
  void aStatelessSessionReadsItsOwnTenantsEntries() {
    title(ACME);
    title(GLOBEX);
    for (Tenant tenant : List.of(ACME, GLOBEX)) {
      String found = unit.stateless(tenant, session -> session.get(Lab.class, 1L).title);
      assertThat(found).isEqualTo("S3 of " + tenant.id());
    }
  }

  static Stream<Named<Function<Session, List<String>>>> queries() {
    return Stream.of(
        Named.of(
            "HQL",
            session ->
                session
                    .createSelectionQuery("select title from Lab", String.class)
                    .setCacheable(true)
                    .getResultList()),
        Named.of(
            "HQL of entities",
            session ->
                session
                    .createSelectionQuery("from Lab", Lab.class)
                    .setCacheable(true)
                    .getResultList()
                    .stream()
                    .map(lab -> lab.title)
                    .toList()),
        Named.of(
            "HQL with a parameter and a limit",
            session ->
                session
                    .createSelectionQuery("select title from Lab where id = :id", String.class)
                    .setParameter("id", 1L)
                    .setMaxResults(5)
                    .setCacheable(true)
                    .getResultList()),
        Named.of(
            "HQL with the filter switched off",
            session -> {
              session.disableFilter("_tenantId");
              return session
                  .createSelectionQuery("select title from Lab", String.class)
                  .setCacheable(true)
                  .getResultList();
            }),
        Named.of(
            "criteria",
            session -> {
              var query = session.getCriteriaBuilder().createQuery(String.class);
              query.select(query.from(Lab.class).get("title"));
              return session.createSelectionQuery(query).setCacheable(true).getResultList();
            }));
  }

  static Stream<Named<Function<Session, List<String>>>> nativeQueries() {
    return Stream.of(
        Named.of(
            "native",
            session ->
                session
                    .createNativeQuery("select title from labs.lab", String.class)
                    .setCacheable(true)
                    .getResultList()),
        Named.of(
            "native with a parameter",
            session ->
                session
                    .createNativeQuery("select title from labs.lab where id = ?1", String.class)
                    .setParameter(1, 1L)
                    .setCacheable(true)
                    .getResultList()),
        Named.of(
            "native of entities",
            session ->
                session
                    .createNativeQuery("select * from labs.lab", Lab.class)
                    .setCacheable(true)
                    .getResultList()
                    .stream()
                    .map(lab -> lab.title)
                    .toList()));
  }

  @ParameterizedTest
  @MethodSource("queries")
  @Tag("mistake-16")
  void aCachedQueryAnswersEachTenantWithItsOwn(Function<Session, List<String>> query) {
    for (int i = 0; i < 2; i++) {
      assertThat(unit.in(ACME, query)).containsExactly("S3 of acme");
      assertThat(unit.in(GLOBEX, query)).containsExactly("S3 of globex");
    }
    assertThat(unit.statistics().getQueryCacheHitCount()).as("from the cache").isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("nativeQueries")
  @Tag("mistake-16")
  void aCacheableNativeQueryAnswersEachTenantWithItsOwn(Function<Session, List<String>> query) {
    for (int i = 0; i < 2; i++) {
      assertThat(unit.in(ACME, query)).containsExactly("S3 of acme");
      assertThat(unit.in(GLOBEX, query)).containsExactly("S3 of globex");
    }
  }

  @Test
  @Tag("mistake-16")
  void keysWithoutATenantAreReplacedWhoeverMadeTheCache() {
    unit.close();
    unit =
        LABS.unit(
            Map.of(
                "hibernate.cache.region.factory_class",
                new JCacheRegionFactory(SimpleCacheKeysFactory.INSTANCE)),
            Lab.class);
    theSameIdOfTwoTenantsIsTwoEntries();
  }

  @Test
  void aWriteOfATenantIsSeenByItself() {
    title(ACME);
    unit.in(
        ACME,
        session -> {
          session.find(Lab.class, 1L).title = "renamed";
          return null;
        });
    assertThat(title(ACME)).isEqualTo("renamed");
    assertThat(title(GLOBEX)).isEqualTo("S3 of globex");
  }

  @Test
  @Tag("mistake-16")
  void aSessionForAnotherTenantThanTheScopesGetsNothingFromTheCache() {
    title(GLOBEX);
    as(
        ACME,
        () -> {
          try (Session forged =
              unit.factory.withOptions().tenantIdentifier((Object) "globex").openSession()) {
            forged.beginTransaction();
            assertThatThrownBy(() -> forged.find(Lab.class, 1L))
                .isInstanceOf(SessionOfAnotherTenantException.class);
            assertThatThrownBy(() -> everyTitle(forged))
                .isInstanceOf(CacheException.class)
                .hasCauseInstanceOf(CacheScopeException.class);
          }
          return null;
        });
    assertThat(title(GLOBEX)).isEqualTo("S3 of globex");
  }

  @Test
  @Tag("mistake-16")
  void aSessionCarriedIntoAnotherScopeNeitherReadsNorPoisonsTheCache() {
    title(ACME);
    Session carried = as(ACME, unit.factory::openSession);
    try (carried) {
      as(
          GLOBEX,
          () -> {
            carried.beginTransaction();
            assertThatThrownBy(() -> carried.find(Lab.class, 1L))
                .isInstanceOf(SessionOfAnotherTenantException.class);
            assertThatThrownBy(() -> everyTitle(carried)).isInstanceOf(CacheException.class);
            carried.getTransaction().rollback();
            return null;
          });
    }
    assertThat(unit.in(ACME, SecondLevelCacheTest::everyTitle)).containsExactly("S3 of acme");
  }

  @Test
  void outsideEveryScopeASessionGetsNothingFromTheCache() {
    title(ACME);
    try (Session session = as(ACME, unit.factory::openSession)) {
      assertThatThrownBy(() -> session.find(Lab.class, 1L))
          .isInstanceOf(SessionOfAnotherTenantException.class);
      assertThatThrownBy(() -> everyTitle(session)).isInstanceOf(CacheException.class);
    }
  }

  @Test
  void hibernatesOwnEvictionOfOneEntityFindsNothingAndOursDoes() {
    title(ACME);
    LABS.execute("update labs.lab set title = 'renamed' where tenant_id = 'acme'");
    as(
        ACME,
        () -> {
          unit.factory.getCache().evictEntityData(Lab.class, 1L);
          return null;
        });
    assertThat(title(ACME)).as("evicted nothing").isEqualTo("S3 of acme");
    TenantSecondLevelCache.of(unit.factory).clear(ACME.id());
    assertThat(title(ACME)).isEqualTo("renamed");
  }

  @Test
  @Tag("mistake-27")
  void aSuspendedTenantsEntriesAreTakenOutAndOthersKeepTheirs() {
    fill();
    LocalTenantChanges changes = new LocalTenantChanges();
    var following = TenantSecondLevelCache.of(unit.factory).follow(changes);
    // Past the cache, so that a hit shows the old title.
    LABS.execute("update labs.lab set title = 'changed'; update labs.lab_tag set tag = 'changed'");
    changes.publish(TenantChange.of(ACME.id(), TenantStatus.SUSPENDED));
    assertThat(title(ACME)).isEqualTo("changed");
    assertThat(tags(ACME)).containsExactly("changed");
    assertThat(unit.in(ACME, SecondLevelCacheTest::everyTitle)).containsExactly("changed");
    assertThat(title(GLOBEX)).as("still cached").isEqualTo("S3 of globex");
    assertThat(tags(GLOBEX)).containsExactly("globex-tag");
    assertThat(unit.in(GLOBEX, SecondLevelCacheTest::everyTitle))
        .as("results of queries go for everybody")
        .containsExactly("changed");
    changes.publish(TenantChange.anything());
    assertThat(title(GLOBEX)).isEqualTo("changed");
    following.close();
  }

  @Test
  @Tag("mistake-27")
  void anErasedTenantsNaturalIdIsNotFoundAnyMore() {
    fill();
    LABS.execute("delete from labs.lab_tag; delete from labs.lab where tenant_id = 'acme'");
    assertThat(byCode(ACME)).as("from the cache").isEqualTo("S3 of acme");
    TenantSecondLevelCache.of(unit.factory).clear(ACME.id());
    assertThat(byCode(ACME)).isNull();
    assertThat(byCode(GLOBEX)).isEqualTo("S3 of globex");
  }

  private void fill() {
    for (Tenant tenant : List.of(ACME, GLOBEX)) {
      title(tenant);
      byCode(tenant);
      tags(tenant);
      unit.in(tenant, SecondLevelCacheTest::everyTitle);
    }
  }

  private static List<String> everyTitle(Session session) {
    session.disableFilter("_tenantId");
    return session
        .createSelectionQuery("select title from Lab", String.class)
        .setCacheable(true)
        .getResultList();
  }

  private String title(Tenant tenant) {
    return unit.in(tenant, session -> session.find(Lab.class, 1L).title);
  }

  @SuppressWarnings("deprecation") // What most applications have.
  private String byCode(Tenant tenant) {
    return unit.in(
        tenant,
        session -> {
          Lab lab = session.bySimpleNaturalId(Lab.class).load("s3");
          return lab == null ? null : lab.title;
        });
  }

  private List<String> tags(Tenant tenant) {
    return unit.in(tenant, session -> List.copyOf(session.find(Lab.class, 1L).tags));
  }
}
