package io.leasehold.isolation.hibernate.internal.loading;

import java.util.function.UnaryOperator;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** The load plans that a unit keeps, for tests outside their package. */
public final class KeptPlans {

  private KeptPlans() {}

  /** How many there are. */
  public static long of(SessionFactory factory) {
    return plans(factory).size();
  }

  /** Keeps them for somebody else than the tenant from now on. */
  public static void keepFor(SessionFactory factory, UnaryOperator<Object> whose) {
    plans(factory).keepFor(whose);
  }

  private static TenantPlans plans(SessionFactory factory) {
    return factory
        .unwrap(SessionFactoryImplementor.class)
        .getServiceRegistry()
        .requireService(TenantPlans.class);
  }
}
