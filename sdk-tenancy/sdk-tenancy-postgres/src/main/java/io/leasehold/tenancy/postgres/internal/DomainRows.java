package io.leasehold.tenancy.postgres.internal;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.domain.ClaimId;
import io.leasehold.tenancy.domain.CustomDomain;
import io.leasehold.tenancy.domain.DnsRecord;
import io.leasehold.tenancy.domain.DomainEvent;
import io.leasehold.tenancy.domain.DomainProof;
import io.leasehold.tenancy.domain.DomainStatus;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a claim to a host lies in its tables. */
public final class DomainRows {

  private static final String INSERT =
      """
      insert into leasehold_tenancy.domain_claim
        (status, since, due_at, checked_at, seen_at, missing_since, misses, wanted, trouble,
         cool_off_until, version, id, domain, tenant_id, token, claimed_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String UPDATE =
      """
      update leasehold_tenancy.domain_claim set status = ?, since = ?, due_at = ?, checked_at = ?,
        seen_at = ?, missing_since = ?, misses = ?, wanted = ?, trouble = ?, cool_off_until = ?,
        version = ?
      where id = ? and version = ?
      """;

  private static final String EVENT =
      """
      insert into leasehold_tenancy.domain_event (claim_id, name, at, detail) values (?, ?, ?, ?)
      """;

  private DomainRows() {}

  /** The claim of the current row. */
  public static CustomDomain map(ResultSet row) throws SQLException {
    return new CustomDomain(
        new ClaimId(row.getString("id")),
        TenantId.of(row.getString("tenant_id")),
        TenantDomain.of(row.getString("domain")),
        row.getString("token"),
        DomainStatus.valueOf(row.getString("status")),
        time(row, "claimed_at").orElseThrow(),
        time(row, "since").orElseThrow(),
        time(row, "due_at").orElseThrow(),
        new DomainProof(
            time(row, "checked_at"),
            time(row, "seen_at"),
            time(row, "missing_since"),
            row.getInt("misses")),
        Arrays.stream((String[]) row.getArray("wanted").getArray()).map(DnsRecord::ofLine).toList(),
        Optional.ofNullable(row.getString("trouble")),
        time(row, "cool_off_until"),
        row.getLong("version"));
  }

  /** Adds the claim. */
  public static void insert(Connection connection, CustomDomain claim) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      int at = bind(connection, insert, claim);
      insert.setLong(at++, claim.version());
      insert.setString(at++, claim.id().value());
      insert.setString(at++, claim.domain().value());
      insert.setString(at++, claim.tenant().value());
      insert.setString(at++, claim.token());
      insert.setObject(at, time(claim.claimedAt()));
      insert.executeUpdate();
    }
  }

  /** Makes the claim so, if its version is still that one. */
  public static boolean update(Connection connection, CustomDomain claim, long version)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      int at = bind(connection, update, claim);
      update.setLong(at++, version + 1);
      update.setString(at++, claim.id().value());
      update.setLong(at, version);
      return update.executeUpdate() == 1;
    }
  }

  /** Adds what happened. */
  public static void insert(Connection connection, DomainEvent event) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(EVENT)) {
      insert.setString(1, event.domain().id().value());
      insert.setString(2, event.getClass().getSimpleName());
      insert.setObject(3, time(event.at()));
      insert.setString(4, event.detail());
      insert.executeUpdate();
    }
  }

  private static int bind(Connection connection, PreparedStatement statement, CustomDomain claim)
      throws SQLException {
    Object[] wanted = claim.wanted().stream().map(DnsRecord::line).toArray();
    Array lines = connection.createArrayOf("text", wanted);
    DomainProof proof = claim.proof();
    int at = 1;
    statement.setString(at++, claim.status().name());
    statement.setObject(at++, time(claim.since()));
    statement.setObject(at++, time(claim.dueAt()));
    statement.setObject(at++, time(proof.checkedAt()));
    statement.setObject(at++, time(proof.seenAt()));
    statement.setObject(at++, time(proof.missingSince()));
    statement.setInt(at++, proof.misses());
    statement.setArray(at++, lines);
    statement.setString(at++, claim.trouble().orElse(null));
    statement.setObject(at++, time(claim.coolOffUntil()));
    return at;
  }

  /** A time as a parameter. */
  public static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime time(Optional<Instant> instant) {
    return instant.map(DomainRows::time).orElse(null);
  }

  /** The time in a column. */
  public static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
