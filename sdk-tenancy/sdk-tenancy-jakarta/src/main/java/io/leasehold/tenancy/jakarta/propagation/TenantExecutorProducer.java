package io.leasehold.tenancy.jakarta.propagation;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Produces what {@link TenantPropagating} injects. */
@Dependent
public class TenantExecutorProducer {

  private static final String EXECUTOR = "java:comp/DefaultManagedExecutorService";
  private static final String TIMER = "java:comp/DefaultManagedScheduledExecutorService";

  /** The server's default executor, carrying the scope. */
  @Produces
  @Dependent
  @TenantPropagating
  public ManagedExecutorService executor() {
    return new TenantManagedExecutor(lookUp(EXECUTOR, ManagedExecutorService.class));
  }

  /** The server's default timer, carrying the scope. It is no second candidate for an executor. */
  @Produces
  @Dependent
  @TenantPropagating
  @Typed(ManagedScheduledExecutorService.class)
  public ManagedScheduledExecutorService timer() {
    return new TenantManagedScheduler(lookUp(TIMER, ManagedScheduledExecutorService.class));
  }

  // The names are ours and the server's own; nothing of them comes from outside.
  @SuppressWarnings("BanJNDI")
  private static <T> T lookUp(String name, Class<T> type) {
    try {
      return type.cast(new InitialContext().lookup(name));
    } catch (NamingException e) {
      throw new IllegalStateException(
          "the server has no "
              + name
              + ": switch Jakarta Concurrency on, or wrap an executor with"
              + " TenantExecutors.propagating",
          e);
    }
  }
}
