package io.leasehold.isolation.hibernate.cache;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.leasehold.isolation.hibernate.RealPostgres;
import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.PersistenceConfiguration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.stat.Statistics;

/**
 * A real PostgreSQL with labs of two tenants that have the same ids and codes, and units over it
 * with a real second-level cache: Hibernate's JCache on Caffeine.
 */
final class CachedLabs extends RealPostgres implements AutoCloseable {

  static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  private static final String TABLES =
      """
      drop schema if exists labs cascade;
      create schema labs;
      grant usage on schema labs to labs_app;
      create table labs.lab (
        id bigint not null, tenant_id text not null, code text not null, title text not null,
        primary key (tenant_id, id), unique (tenant_id, code));
      create table labs.lab_tag (
        tenant_id text not null default nullif(current_setting('leasehold.tenant', true), ''),
        lab_id bigint not null, tag text not null,
        primary key (tenant_id, lab_id, tag),
        foreign key (tenant_id, lab_id) references labs.lab (tenant_id, id));
      grant select, insert, update, delete on all tables in schema labs to labs_app;
      insert into labs.lab values (1, 'acme', 's3', 'S3 of acme'), (1, 'globex', 's3', 'S3 of globex');
      insert into labs.lab_tag values ('acme', 1, 'acme-tag'), ('globex', 1, 'globex-tag');
      """;

  private final EmbeddedPostgres server;

  CachedLabs() {
    server =
        start(
            "create role labs_owner login; create role labs_app login nosuperuser nobypassrls;"
                + "grant create on database postgres to labs_owner");
    reset();
  }

  /** The rows as they were, under row security. */
  void reset() {
    execute(
        as("labs_owner"),
        TABLES
            + RowSecurity.enable("labs.lab").script()
            + RowSecurity.enable("labs.lab_tag").script());
  }

  DataSource app() {
    return as("labs_app");
  }

  /** As the superuser, past all caches. */
  void execute(String sql) {
    execute(as("postgres"), sql);
  }

  /** A unit as an application would make it, with all caches on. */
  Unit unit(Map<String, Object> settings, Class<?>... entities) {
    return unit(app(), settings, entities);
  }

  Unit unit(DataSource source, Map<String, Object> settings, Class<?>... entities) {
    PersistenceConfiguration configuration = new PersistenceConfiguration("labs");
    Map<String, Object> all = new HashMap<>();
    all.put("jakarta.persistence.nonJtaDataSource", source);
    all.put("jakarta.persistence.sharedCache.mode", "ENABLE_SELECTIVE");
    all.put("hibernate.cache.region.factory_class", "jcache");
    all.put("hibernate.cache.use_query_cache", true);
    // A manager of its own for each unit.
    all.put("hibernate.javax.cache.cache_manager", new CaffeineCachingProvider().getCacheManager());
    all.put("hibernate.javax.cache.missing_cache_strategy", "create");
    all.put("hibernate.generate_statistics", true);
    all.putAll(settings);
    configuration.properties(all);
    for (Class<?> entity : entities) {
      configuration.managedClass(entity);
    }
    return new Unit(configuration.createEntityManagerFactory().unwrap(SessionFactory.class));
  }

  private DataSource as(String role) {
    return source(server, role, "postgres");
  }

  @Override
  public void close() {
    stop(server);
  }

  static <T> T as(Tenant tenant, Callable<T> work) {
    try {
      return TenantScopes.call(tenant, work);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A persistence unit. */
  static final class Unit implements AutoCloseable {

    final SessionFactory factory;

    private Unit(SessionFactory factory) {
      this.factory = factory;
    }

    <T> T in(Tenant tenant, Function<Session, T> work) {
      return as(tenant, () -> factory.fromTransaction(session -> work.apply(session)));
    }

    <T> T stateless(Tenant tenant, Function<StatelessSession, T> work) {
      return as(tenant, () -> factory.fromStatelessTransaction(session -> work.apply(session)));
    }

    Statistics statistics() {
      return factory.getStatistics();
    }

    @Override
    public void close() {
      factory.close();
    }
  }
}
