package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.placement.PlacementUnavailableException;
import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import io.leasehold.isolation.hibernate.placement.TenantPlacements;
import io.leasehold.isolation.hibernate.placement.TenantWhereabouts;
import io.leasehold.tenancy.TenantId;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;

/** Where tenants are, as moves have written it down. Thread-safe. */
public final class StoredPlacements implements TenantPlacements {

  private final Journal journal;
  private final TenantPlacements initial;

  private StoredPlacements(Journal journal, TenantPlacements initial) {
    this.journal = journal;
    this.initial = initial;
  }

  /**
   * Placements of the shared database.
   *
   * @param shared logs in as a role that {@link MoveSchema#install} was told of
   * @param initial where a tenant is that never moved
   */
  public static StoredPlacements of(DataSource shared, TenantPlacements initial) {
    return new StoredPlacements(new Journal(shared), Objects.requireNonNull(initial, "initial"));
  }

  @Override
  public TenantPlacement of(TenantId tenant) {
    return whereabouts(tenant).placement();
  }

  @Override
  public TenantWhereabouts whereabouts(TenantId tenant) {
    try {
      return journal.whereabouts(tenant, initial);
    } catch (SQLException e) {
      throw new PlacementUnavailableException(tenant, e);
    }
  }
}
