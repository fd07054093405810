package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.TenantMovingException;
import io.leasehold.isolation.hibernate.internal.ConnectionPlace;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnDatabase;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.Shared;
import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where one connection leads: to the shared database, or to the own one of one tenant. */
final class RoutedPlace implements ConnectionPlace {

  private static final String PATH = "search_path";

  private static final Set<String> NAMES = Set.of(PATH);

  private static final TenantPlacement SHARED = new Shared();

  private static final int ATTEMPTS = 3;

  private static final String IS_HERE = "select leasehold_move.is_here(?)";

  private final TenantRouting routing;
  private final @Nullable Silo silo;
  private @Nullable String path;
  private @Nullable TenantId current;

  /** A lease of a connection to the tenant's own database. */
  record Silo(TenantId tenant, OwnDatabase placement, PoolLease lease) {}

  RoutedPlace(TenantRouting routing, @Nullable Silo silo) {
    this.routing = routing;
    this.silo = silo;
  }

  @Override
  public Map<String, String> variables(Connection connection, String tenant) throws SQLException {
    String known = path;
    if (known == null) {
      known = routing.layout().searchPath(placement(connection, tenant));
      path = known;
    }
    return Map.of(PATH, known);
  }

  @Override
  public Set<String> names() {
    return NAMES;
  }

  private TenantPlacement placement(Connection connection, String tenant) throws SQLException {
    if (tenant.isEmpty()) {
      if (silo != null) {
        throw new PlaceChangedException();
      }
      return SHARED;
    }
    TenantId id = TenantId.of(tenant);
    TenantPlacement now = confirmed(id, connection);
    current = id;
    routing.requireReady(id, now, connection);
    return now;
  }

  /**
   * Where the tenant is. While it moves, the fence there is asked, too: this node may not know yet,
   * and rows that are guarded against that say nothing to a query that meets none.
   */
  private TenantPlacement confirmed(TenantId tenant, Connection connection) throws SQLException {
    TenantWhereabouts known = routing.whereabouts(tenant);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (!leadsTo(tenant, known.placement())) {
        throw new PlaceChangedException();
      }
      if (known.fence().isEmpty() || isHere(known.fence().getAsLong(), connection)) {
        return known.placement();
      }
      routing.moved(tenant);
      known = routing.whereabouts(tenant);
    }
    throw new PlaceChangedException();
  }

  private boolean leadsTo(TenantId tenant, TenantPlacement placement) {
    return silo == null
        ? !(placement instanceof OwnDatabase)
        : silo.tenant().equals(tenant) && silo.placement().equals(placement);
  }

  private static boolean isHere(long fence, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(IS_HERE)) {
      statement.setLong(1, fence);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    } catch (SQLException e) {
      throw TenantMovingException.translated(e);
    }
  }

  @Override
  public void failed(SQLException failure) {
    if (current != null
        && TenantMovingException.in(failure).filter(TenantMovingException::moved).isPresent()) {
      routing.moved(current);
    }
  }

  @Override
  public void transactionEnded() {
    path = null;
    current = null;
  }

  @Override
  public void closed() {
    if (silo != null) {
      silo.lease().release();
    }
  }
}
