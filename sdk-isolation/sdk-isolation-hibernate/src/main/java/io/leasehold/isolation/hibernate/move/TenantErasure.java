package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.TenantSigningKey;
import io.leasehold.isolation.hibernate.internal.SignedSetting;
import io.leasehold.isolation.hibernate.internal.TenantSetting;
import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import io.leasehold.tenancy.TenantId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Deletes all rows of a tenant at a place, and proves it. The tenant must be shut out already: rows
 * that somebody writes meanwhile make it fail. Immutable and thread-safe.
 */
public final class TenantErasure {

  private static final int CHUNK = 20_000;

  private final MovePlaces places;
  private final TenantSetting setting;

  private TenantErasure(MovePlaces places, TenantSetting setting) {
    this.places = Objects.requireNonNull(places, "places");
    this.setting = setting;
  }

  /** Erases at these places. */
  public static TenantErasure of(MovePlaces places) {
    return new TenantErasure(places, TenantSetting.PLAIN);
  }

  /** Erases rows of tables whose row security believes proofs by this key. */
  public TenantErasure signed(TenantSigningKey key) {
    return new TenantErasure(places, SignedSetting.of(Objects.requireNonNull(key, "key")));
  }

  /**
   * What was erased; of the rows it says how many, and nothing of what was in them.
   *
   * @param at when nothing was left
   * @param tables how many rows each table had
   */
  public record Proof(TenantId tenant, TenantPlacement place, Instant at, List<Erased> tables) {

    /** Validates. */
    public Proof {
      Objects.requireNonNull(tenant, "tenant");
      Objects.requireNonNull(place, "place");
      Objects.requireNonNull(at, "at");
      tables = List.copyOf(tables);
    }

    /** The rows of all tables. */
    public long rows() {
      return tables.stream().mapToLong(Erased::rows).sum();
    }
  }

  /** One table. */
  public record Erased(String table, long rows) {}

  /**
   * Deletes the tenant's rows, in the order of the foreign keys, and looks whether any is left.
   * Repeat it if it failed.
   *
   * @throws MoveException if a row is left, or a database does not answer
   */
  public Proof erase(TenantId tenant, TenantPlacement place) {
    PlaceDatabase at = PlaceDatabase.unfenced(places.of(place), tenant, setting);
    try {
      Map<String, Table> tables = at.inTransaction(at::tables);
      List<Erased> erased =
          at.inTransaction(
              connection -> {
                List<Erased> counts = new ArrayList<>();
                for (Table table : tables.values()) {
                  counts.add(
                      new Erased(
                          table.name(), RowCopy.sum(connection, table, tenant.value()).rows()));
                }
                return counts;
              });
      Rows.delete(at, tables, TableGroups.of(tables), CHUNK, () -> {});
      List<String> left = Rows.tablesWithRows(at, tables.values());
      if (!left.isEmpty()) {
        throw MoveException.notErased(tenant, left);
      }
      return new Proof(tenant, place, Instant.now(), erased);
    } catch (SQLException e) {
      throw MoveException.of("erasing tenant " + tenant, e);
    }
  }
}
