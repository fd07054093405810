package io.leasehold.tenancy.internal;

import io.leasehold.tenancy.spi.TransactionProbe;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The probes of this process. One that cannot be asked, or not even be loaded, counts as one that
 * sees a transaction, because nobody can say that there is none.
 */
final class TransactionProbes {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionProbes.class);

  private final TransactionProbe[] probes;

  TransactionProbes(List<TransactionProbe> probes) {
    this.probes = probes.toArray(TransactionProbe[]::new);
  }

  /** Those that the class loader of this library sees. */
  static TransactionProbes load() {
    return load(TransactionProbes.class.getClassLoader());
  }

  static TransactionProbes load(ClassLoader loader) {
    List<TransactionProbe> found = new ArrayList<>();
    Iterator<TransactionProbe> services =
        ServiceLoader.load(TransactionProbe.class, loader).iterator();
    boolean more = true;
    while (more) {
      try {
        more = services.hasNext();
        if (more) {
          found.add(services.next());
        }
      } catch (ServiceConfigurationError | LinkageError unusable) {
        LOG.error("A transaction probe cannot be loaded, so no tenant can be entered", unusable);
        found.add(() -> true);
      }
    }
    return new TransactionProbes(found);
  }

  boolean anySeesTransaction() {
    for (TransactionProbe probe : probes) {
      if (seesTransaction(probe)) {
        return true;
      }
    }
    return false;
  }

  private static boolean seesTransaction(TransactionProbe probe) {
    try {
      return probe.inTransaction();
    } catch (RuntimeException | LinkageError failure) {
      LOG.error("{} cannot tell whether there is a transaction", probe.getClass(), failure);
      return true;
    }
  }
}
