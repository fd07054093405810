package io.leasehold.isolation.hibernate.placement;

import java.util.Locale;
import java.util.Optional;

/** What keeps a tenant's rows apart from those of others. Row security does in every mode. */
public enum IsolationMode {
  /** The tables of all tenants of this mode are the same; each row says whose it is. */
  DISCRIMINATOR,
  /** The tenant has a schema of its own in the shared database. */
  SCHEMA,
  /** The tenant has a database of its own. */
  DATABASE;

  /** The mode with the name, whatever its case; empty if there is none. */
  public static Optional<IsolationMode> named(String name) {
    for (IsolationMode mode : values()) {
      if (mode.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
