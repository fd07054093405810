package io.leasehold.isolation.hibernate;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScopes;
import jakarta.persistence.PersistenceConfiguration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/** A persistence unit as an application would make it: nothing in it speaks of tenants. */
final class Unit implements AutoCloseable {

  final SessionFactory factory;

  private Unit(SessionFactory factory) {
    this.factory = factory;
  }

  static Unit of(DataSource source, Map<String, Object> settings, Class<?>... entities) {
    PersistenceConfiguration configuration = new PersistenceConfiguration("labs");
    configuration.property("jakarta.persistence.nonJtaDataSource", source);
    configuration.properties(settings);
    for (Class<?> entity : entities) {
      configuration.managedClass(entity);
    }
    return new Unit(configuration.createEntityManagerFactory().unwrap(SessionFactory.class));
  }

  static Unit of(DataSource source) {
    return of(source, Map.of(), LabRun.class, Note.class);
  }

  interface Work<S, T> {
    T on(S session) throws Exception;
  }

  <T> T in(Tenant tenant, Work<Session, T> work) throws Exception {
    return TenantScopes.call(tenant, () -> factory.fromTransaction(session -> run(work, session)));
  }

  <T> T stateless(Tenant tenant, Work<StatelessSession, T> work) throws Exception {
    return TenantScopes.call(
        tenant, () -> factory.fromStatelessTransaction(session -> run(work, session)));
  }

  /** The run that the tenant finds. */
  LabRun find(Tenant tenant, long id) throws Exception {
    return in(tenant, session -> session.find(LabRun.class, id));
  }

  /** The titles of the runs that the tenant sees. */
  List<String> titles(Tenant tenant) throws Exception {
    return in(tenant, Unit::titles);
  }

  /** The titles of the runs that the session sees. */
  static List<String> titles(Session session) {
    return session
        .createSelectionQuery("select title from LabRun order by id", String.class)
        .getResultList();
  }

  @Override
  public void close() {
    factory.close();
  }

  private static <S, T> T run(Work<S, T> work, S session) {
    try {
      return work.on(session);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
