package io.leasehold.isolation.hibernate.internal.loading;

import io.leasehold.isolation.hibernate.SessionOfAnotherTenantException;
import io.leasehold.tenancy.TenantContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.LoadEvent;
import org.hibernate.event.spi.LoadEventListener;

/**
 * Lets a session load entities in the scope of its tenant only. An entity that is in the session
 * already is handed out without asking the database, which so cannot refuse it. Hibernate tells a
 * listener of a load by one key; for many keys at once the persisters of this package ask.
 */
public final class SessionScope implements LoadEventListener {

  private SessionScope() {}

  /** Guards what sessions of a unit load by one key. */
  public static void guard(SessionFactoryImplementor factory) {
    factory
        .getEventEngine()
        .getListenerRegistry()
        .prependListeners(EventType.LOAD, new SessionScope());
  }

  @Override
  public void onLoad(LoadEvent event, LoadType type) {
    require(event.getSession());
  }

  static void require(SharedSessionContractImplementor session) {
    Object tenant = session.getTenantIdentifierValue();
    boolean mine =
        TenantContext.current().filter(found -> found.id().value().equals(tenant)).isPresent();
    if (!mine) {
      throw new SessionOfAnotherTenantException();
    }
  }
}
