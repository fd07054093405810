package io.leasehold.isolation.hibernate.cache;

import io.leasehold.isolation.hibernate.internal.CachedTenants;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.spi.TenantChanges;
import jakarta.persistence.EntityManagerFactory;
import java.util.Objects;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/**
 * Empties Hibernate's second-level cache of one tenant, which Hibernate itself cannot: its {@code
 * evict} of an entity by its id looks for an entry without a tenant, and finds none. Thread-safe.
 *
 * <pre>{@code
 * TenantSecondLevelCache.of(entityManagerFactory).follow(registry.changes());
 * }</pre>
 *
 * <p>Through {@code hibernate-jcache} a tenant's entities, collections and natural ids are taken
 * out one by one, and others keep theirs; a region of another provider is emptied altogether.
 * Results of queries do not tell whose they are, so they are forgotten for everybody. A transaction
 * that began before may put back what it has read: clear again when the tenant's transactions have
 * ended.
 */
public final class TenantSecondLevelCache {

  private final CachedTenants cache;

  private TenantSecondLevelCache(CachedTenants cache) {
    this.cache = cache;
  }

  /** The cache of the persistence unit. */
  public static TenantSecondLevelCache of(EntityManagerFactory unit) {
    return new TenantSecondLevelCache(
        new CachedTenants(unit.unwrap(SessionFactoryImplementor.class).getCache()));
  }

  /** Forgets everything of the tenant; for any scope, and for none. */
  public void clear(TenantId tenant) {
    Objects.requireNonNull(tenant, "tenant");
    cache.clear(tenant.value());
  }

  /** Forgets everything of everybody; for any scope, and for none. */
  public void clearAll() {
    cache.clearAll();
  }

  /**
   * Clears a tenant whenever it changes, as when it is suspended, moved or leaves; and everything
   * when any tenant may have changed.
   *
   * @return ends it
   */
  public TenantChanges.Subscription follow(TenantChanges changes) {
    return changes.subscribe(
        change -> change.tenant().ifPresentOrElse(this::clear, this::clearAll));
  }
}
