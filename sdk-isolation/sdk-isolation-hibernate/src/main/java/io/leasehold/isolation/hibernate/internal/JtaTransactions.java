package io.leasehold.isolation.hibernate.internal;

import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import org.jspecify.annotations.Nullable;

/** The transactions that Jakarta Transactions keeps. Thread-safe. */
public final class JtaTransactions implements Transactions {

  private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

  // The key of the registry's own map, which it drops with the transaction.
  private static final Object TENANT = new Object();

  private final Supplier<@Nullable TransactionSynchronizationRegistry> registry;

  /**
   * Reads from the given registry.
   *
   * @param registry the registry, or null as long as it cannot be had
   */
  public JtaTransactions(Supplier<@Nullable TransactionSynchronizationRegistry> registry) {
    this.registry = registry;
  }

  /** Reads from the container's registry, found at its standard name when first needed. */
  public static JtaTransactions ofContainer() {
    return new JtaTransactions(new Lookup());
  }

  @Override
  public @Nullable Global current() {
    TransactionSynchronizationRegistry found = registry.get();
    if (found == null) {
      return null;
    }
    Object key = found.getTransactionKey();
    return key == null ? null : new Current(found, key);
  }

  private record Current(TransactionSynchronizationRegistry registry, Object key)
      implements Global {

    @Override
    public @Nullable String claim(String tenant) {
      Object before = registry.getResource(TENANT);
      if (before == null) {
        registry.putResource(TENANT, tenant);
      }
      return (String) before;
    }

    @Override
    public void afterCompletion(Runnable work) {
      try {
        registry.registerInterposedSynchronization(new AfterCompletion(work));
      } catch (IllegalStateException e) {
        work.run();
      }
    }
  }

  private record AfterCompletion(Runnable work) implements Synchronization {

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      work.run();
    }
  }

  /** Looks again until it finds: the name exists only on threads that belong to a component. */
  private static final class Lookup
      implements Supplier<@Nullable TransactionSynchronizationRegistry> {

    private volatile @Nullable TransactionSynchronizationRegistry found;
    private volatile boolean withoutNames;

    @Override
    @SuppressWarnings("BanJNDI") // The name is a constant; nobody's input is looked up.
    public @Nullable TransactionSynchronizationRegistry get() {
      TransactionSynchronizationRegistry known = found;
      if (known == null && !withoutNames) {
        try {
          known = InitialContext.doLookup(REGISTRY);
          found = known;
        } catch (NoInitialContextException e) {
          withoutNames = true; // No container, and none will come.
        } catch (NamingException e) {
          return null;
        }
      }
      return known;
    }
  }
}
