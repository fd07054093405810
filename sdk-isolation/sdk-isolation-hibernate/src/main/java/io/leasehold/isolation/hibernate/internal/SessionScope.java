package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.SessionOfAnotherTenantException;
import io.leasehold.tenancy.TenantContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.LoadEvent;
import org.hibernate.event.spi.LoadEventListener;

/**
 * Lets a session load entities in the scope of its tenant only. An entity that is in the session
 * already is handed out without asking the database, which so cannot refuse it.
 */
final class SessionScope implements LoadEventListener {

  private SessionScope() {}

  static void guard(SessionFactoryImplementor factory) {
    factory
        .getEventEngine()
        .getListenerRegistry()
        .prependListeners(EventType.LOAD, new SessionScope());
  }

  @Override
  public void onLoad(LoadEvent event, LoadType type) {
    Object tenant = event.getSession().getTenantIdentifierValue();
    boolean mine =
        TenantContext.current().filter(found -> found.id().value().equals(tenant)).isPresent();
    if (!mine) {
      throw new SessionOfAnotherTenantException();
    }
  }
}
