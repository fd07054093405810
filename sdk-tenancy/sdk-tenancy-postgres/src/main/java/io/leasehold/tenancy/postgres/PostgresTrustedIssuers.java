package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.postgres.internal.IssuerRows;
import io.leasehold.tenancy.postgres.internal.PlatformDatabase;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.TrustedIssuer;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The closed table of trusted issuers on PostgreSQL, in the schema of {@link TenancySchema}. It
 * asks the database each time. Thread-safe.
 */
public final class PostgresTrustedIssuers implements TrustedIssuers {

  private final PlatformDatabase database;

  /**
   * A table on the database.
   *
   * @param platform logs in as the platform's role
   */
  public PostgresTrustedIssuers(DataSource platform) {
    this.database = new PlatformDatabase(Objects.requireNonNull(platform, "platform"));
  }

  /**
   * The entry whose issuer equals the text, character by character.
   *
   * @throws TenantRegistryUnavailableException if the table cannot be read
   */
  @Override
  public Optional<TrustedIssuer> find(String issuer) {
    return database.query(IssuerRows.SELECT, IssuerRows::map, issuer).stream().findFirst();
  }

  /**
   * Adds the issuer, or makes the one with its name equal to it. For operators: whoever may call
   * this with a name of their choice decides whose keys sign for all tenants of that issuer, so a
   * tenant that brings an issuer must not name one that is there.
   *
   * @throws TenantRegistryUnavailableException if the database cannot do it
   */
  public void save(TrustedIssuer issuer) {
    try {
      database.inTransaction(connection -> IssuerRows.save(connection, issuer));
    } catch (SQLException e) {
      throw new TenantRegistryUnavailableException(e);
    }
  }
}
