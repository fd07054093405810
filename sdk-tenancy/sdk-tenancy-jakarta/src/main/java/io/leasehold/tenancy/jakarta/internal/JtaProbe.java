package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.spi.TransactionProbe;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a JTA transaction is active on the thread, as the container's registry says. Where there
 * is no such registry there is no JTA.
 */
public final class JtaProbe implements TransactionProbe {

  /** Where every Jakarta EE server has it. */
  static final String NAME = "java:comp/TransactionSynchronizationRegistry";

  private static final boolean HAS_JTA = hasJta();

  // The registry is one object for the whole server, and knows each thread's transaction.
  private volatile @Nullable TransactionSynchronizationRegistry registry;
  private volatile boolean noNaming;

  /** For the service loader. */
  public JtaProbe() {}

  @Override
  public boolean inTransaction() {
    return HAS_JTA && !noNaming && Jta.isActive(this);
  }

  private static boolean hasJta() {
    try {
      Class.forName("jakarta.transaction.Status", false, JtaProbe.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  // A constant name in the container's own naming: nothing of a user gets there.
  @SuppressWarnings("BanJNDI")
  private @Nullable TransactionSynchronizationRegistry registry() {
    TransactionSynchronizationRegistry known = registry;
    if (known != null) {
      return known;
    }
    try {
      Context naming = new InitialContext();
      if (naming.lookup(NAME) instanceof TransactionSynchronizationRegistry found) {
        registry = found;
        return found;
      }
    } catch (NoInitialContextException plainJava) {
      noNaming = true;
    } catch (NamingException unmanaged) {
      // A thread that is not the server's has no java:comp, and no transaction of the server.
      return null;
    }
    return null;
  }

  /** Of its own, so that it is not loaded where there is no JTA. */
  private static final class Jta {

    static boolean isActive(JtaProbe probe) {
      TransactionSynchronizationRegistry known = probe.registry();
      return known != null && known.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }
  }
}
