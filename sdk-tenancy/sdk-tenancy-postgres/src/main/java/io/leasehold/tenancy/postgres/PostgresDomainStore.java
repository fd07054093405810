package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.domain.ClaimId;
import io.leasehold.tenancy.domain.CustomDomain;
import io.leasehold.tenancy.domain.DomainEvent;
import io.leasehold.tenancy.postgres.internal.DomainRows;
import io.leasehold.tenancy.postgres.internal.DomainSql;
import io.leasehold.tenancy.postgres.internal.PlatformDatabase;
import io.leasehold.tenancy.spi.DomainStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/**
 * Claims to hosts on PostgreSQL, in the schema of {@link TenancySchema}. Thread-safe.
 *
 * <p>A host that becomes active is a domain of its tenant in the same transaction, so that {@link
 * PostgresTenantRegistry} finds it, and stops being one in the transaction that ends that. Changes
 * about one host come one after the other, on whichever nodes they are made; a unique index stands
 * behind that.
 */
public final class PostgresDomainStore implements DomainStore {

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String FOREIGN_KEY_VIOLATION = "23503";
  private static final String ALIVE = "status not in ('RELEASED', 'ABANDONED')";
  private static final String SELECT = "select * from leasehold_tenancy.domain_claim where ";

  private final PlatformDatabase database;

  /**
   * A store on the database.
   *
   * @param platform logs in as the platform's role
   */
  public PostgresDomainStore(DataSource platform) {
    this.database = new PlatformDatabase(Objects.requireNonNull(platform, "platform"));
  }

  @Override
  public Added add(DomainEvent.Claimed event, int max) {
    try {
      return inTransaction(connection -> add(connection, event, max));
    } catch (SQLException e) {
      if (FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
        throw new IllegalArgumentException("there is no tenant " + event.domain().tenant(), e);
      }
      throw new TenantRegistryUnavailableException(e);
    }
  }

  private static Added add(Connection connection, DomainEvent.Claimed event, int max)
      throws SQLException {
    CustomDomain claim = event.domain();
    // The tenant before the host, always: so nobody waits in a circle.
    DomainSql.lock(connection, "of " + claim.tenant());
    DomainSql.lock(connection, claim.domain().value());
    String tenant = claim.tenant().value();
    List<CustomDomain> own =
        DomainSql.claims(
            connection,
            SELECT + "tenant_id = ? and domain = ? and " + ALIVE,
            tenant,
            claim.domain().value());
    if (!own.isEmpty()) {
      return new Added.Existing(own.get(0));
    }
    if (DomainSql.isHeld(connection, claim)) {
      return new Added.Held();
    }
    Optional<Instant> coolingOff = DomainSql.coolingOff(connection, claim, event.at());
    if (coolingOff.isPresent()) {
      return new Added.CoolingOff(coolingOff.get());
    }
    String counts = SELECT + "tenant_id = ? and (" + ALIVE + " or claimed_at > ?) limit ?";
    Instant yesterday = event.at().minus(Duration.ofDays(1));
    if (DomainSql.claims(connection, counts, tenant, yesterday, max).size() >= max) {
      return new Added.Full();
    }
    DomainRows.insert(connection, claim);
    DomainRows.insert(connection, event);
    return new Added.Stored(claim);
  }

  @Override
  public Changed change(CustomDomain from, CustomDomain to, Optional<DomainEvent> event) {
    try {
      return inTransaction(connection -> change(connection, from, to, event));
    } catch (HeldException held) {
      return Changed.HELD;
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        return Changed.HELD;
      }
      throw new TenantRegistryUnavailableException(e);
    }
  }

  private static Changed change(
      Connection connection, CustomDomain from, CustomDomain to, Optional<DomainEvent> event)
      throws SQLException {
    DomainSql.lock(connection, to.domain().value());
    boolean takes = to.status().holds() && !from.status().holds();
    Instant now = event.map(DomainEvent::at).orElse(to.since());
    boolean late =
        takes
            && (DomainSql.isHeld(connection, to)
                || DomainSql.coolingOff(connection, to, now).isPresent());
    if (!DomainRows.update(connection, to, from.version())) {
      return Changed.STALE;
    }
    boolean served = from.status().serves();
    boolean serves = to.status().serves();
    if (late || (serves && !served && !DomainSql.serve(connection, to))) {
      throw new HeldException();
    }
    if (served && !serves) {
      DomainSql.endService(connection, to);
    }
    if (event.isPresent()) {
      DomainRows.insert(connection, event.get());
    }
    return Changed.DONE;
  }

  @Override
  public Optional<CustomDomain> find(ClaimId id) {
    return read(c -> DomainSql.claims(c, SELECT + "id = ?", id.value())).stream().findFirst();
  }

  @Override
  public List<CustomDomain> ofTenant(TenantId tenant) {
    String sql = SELECT + "tenant_id = ? order by claimed_at desc, id limit 200";
    return read(connection -> DomainSql.claims(connection, sql, tenant.value()));
  }

  @Override
  public List<String> history(ClaimId id) {
    return read(
        connection ->
            DomainSql.query(
                connection,
                row ->
                    (row.getString("name")
                            + ' '
                            + DomainRows.time(row, "at").orElseThrow()
                            + ' '
                            + row.getString("detail"))
                        .strip(),
                "select name, at, detail from leasehold_tenancy.domain_event"
                    + " where claim_id = ? order by id",
                id.value()));
  }

  @Override
  public Optional<CustomDomain> takeDue(Instant now, Instant again) {
    String sql =
        """
        update leasehold_tenancy.domain_claim set due_at = ? where id = (
          select id from leasehold_tenancy.domain_claim
          where status not in ('RELEASED', 'ABANDONED') and due_at <= ?
          order by due_at limit 1 for update skip locked)
        returning *
        """;
    return read(connection -> DomainSql.claims(connection, sql, again, now)).stream().findFirst();
  }

  /** Every host of every tenant that is not deleted, also those that operators gave. */
  @Override
  public Set<TenantDomain> served() {
    return Set.copyOf(
        read(
            connection ->
                DomainSql.query(
                    connection,
                    row -> TenantDomain.of(row.getString("domain")),
                    "select d.domain from leasehold_tenancy.tenant_domain d"
                        + " join leasehold_tenancy.tenant t on t.id = d.tenant_id"
                        + " where t.status <> 'DELETED'")));
  }

  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  // Thrown to undo what the transaction did so far.
  private static final class HeldException extends RuntimeException {}

  private <T> T read(Question<T> question) {
    try {
      return inTransaction(question);
    } catch (SQLException e) {
      throw new TenantRegistryUnavailableException(e);
    }
  }

  private <T> T inTransaction(Question<T> question) throws SQLException {
    AtomicReference<T> answer = new AtomicReference<>();
    database.inTransaction(connection -> answer.set(question.ask(connection)));
    return Objects.requireNonNull(answer.get());
  }
}
