package io.leasehold.isolation.hibernate.placement;

import io.leasehold.tenancy.TenantId;

/**
 * Where one tenant's rows are. Immutable; equal when it is the same place.
 *
 * <p>Names of places come from {@link #in(IsolationMode, TenantId)}, never from a user.
 */
public sealed interface TenantPlacement {

  /** The tables that tenants share. */
  record Shared() implements TenantPlacement {

    @Override
    public IsolationMode mode() {
      return IsolationMode.DISCRIMINATOR;
    }
  }

  /**
   * A schema in the shared database that is this tenant's only.
   *
   * @param schema its name: a plain lower-case SQL name
   */
  record OwnSchema(String schema) implements TenantPlacement {

    /**
     * Validates.
     *
     * @throws IllegalArgumentException if it is no plain lower-case SQL name
     */
    public OwnSchema {
      PlainNames.require(schema);
    }

    @Override
    public IsolationMode mode() {
      return IsolationMode.SCHEMA;
    }
  }

  /**
   * A database that is this tenant's only.
   *
   * @param database its name: a plain lower-case SQL name
   */
  record OwnDatabase(String database) implements TenantPlacement {

    /**
     * Validates.
     *
     * @throws IllegalArgumentException if it is no plain lower-case SQL name
     */
    public OwnDatabase {
      PlainNames.require(database);
    }

    @Override
    public IsolationMode mode() {
      return IsolationMode.DATABASE;
    }
  }

  /** The mode that has places of this kind. */
  IsolationMode mode();

  /**
   * The tenant's place in the mode.
   *
   * @throws PlaceNameTooLongException if the mode needs a name and the tenant's id is too long
   */
  static TenantPlacement in(IsolationMode mode, TenantId tenant) {
    return switch (mode) {
      case DISCRIMINATOR -> new Shared();
      case SCHEMA -> new OwnSchema(nameOf(tenant));
      case DATABASE -> new OwnDatabase(nameOf(tenant));
    };
  }

  /**
   * The name of the tenant's own schema or database: {@code t_} and the id, with {@code _} for
   * {@code -}. An id has no {@code _}, so two tenants never have one name.
   *
   * @throws PlaceNameTooLongException if it were longer than the 63 characters that PostgreSQL
   *     keeps; a name that was cut off might be another tenant's
   */
  static String nameOf(TenantId tenant) {
    String name = "t_" + tenant.value().replace('-', '_');
    if (name.length() > 63) {
      throw new PlaceNameTooLongException(tenant);
    }
    return name;
  }
}
