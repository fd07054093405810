package io.leasehold.isolation.hibernate;

import io.leasehold.isolation.hibernate.internal.CatalogueCheck;
import io.leasehold.isolation.hibernate.internal.CheckOptions;
import io.leasehold.isolation.hibernate.internal.CheckOptions.Saying;
import io.leasehold.isolation.hibernate.internal.HibernateCheck;
import io.leasehold.isolation.hibernate.internal.SignedSetting;
import io.leasehold.isolation.hibernate.internal.TenantSetting;
import io.leasehold.tenancy.TenantId;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks, when the application starts, whether PostgreSQL and Hibernate keep tenants apart: at the
 * live catalogue, as the application's own role, and at Hibernate's version, settings and entities.
 * What it tries is rolled back. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * TenantIsolationCheck.of(appDataSource, "labs").entities(emf, Lab.class).run().require();
 * }</pre>
 */
public final class TenantIsolationCheck {

  private final DataSource app;
  private final CheckOptions options;
  private final @Nullable EntityManagerFactory entities;
  private final Set<Class<?>> shared;

  private TenantIsolationCheck(
      DataSource app,
      CheckOptions options,
      @Nullable EntityManagerFactory entities,
      Set<Class<?>> shared) {
    this.app = app;
    this.options = options;
    this.entities = entities;
    this.shared = shared;
  }

  /**
   * A check of the tables with a column {@code tenant_id}.
   *
   * @param app logs in as the application's role; may be a {@link TenantDataSource}; not one that
   *     takes part in a container's transaction
   * @param schemas where the tenants' tables are
   * @throws IllegalArgumentException if no schema is given
   */
  public static TenantIsolationCheck of(DataSource app, String... schemas) {
    Objects.requireNonNull(app, "app");
    if (schemas.length == 0) {
      throw new IllegalArgumentException("name at least one schema to check");
    }
    return new TenantIsolationCheck(app, CheckOptions.of(Set.of(schemas)), null, Set.of());
  }

  /**
   * Checks the tables and fails on a hole.
   *
   * @throws IsolationHolesException if there is one
   * @throws SQLException if the catalogue cannot be read
   */
  public static IsolationReport verify(DataSource app, String... schemas) throws SQLException {
    return of(app, schemas).run().require();
  }

  /** The same check for another tenant column. */
  public TenantIsolationCheck tenantColumn(String column) {
    Objects.requireNonNull(column, "column");
    return with(options.withTenantColumn(column));
  }

  /** The same check of policies by which the tenant is said in another way. */
  public TenantIsolationCheck tenant(TenantExpression expression) {
    return with(options.withSaying(new Saying(expression, TenantSetting.PLAIN)));
  }

  /**
   * The same check of the policies of {@link SignedTenants}, which proves the tenants that it
   * tries. With {@link #tenant} alone nothing can be proven, so a canary's rows would not be seen.
   *
   * @param key is installed in the database
   */
  public TenantIsolationCheck signed(TenantSigningKey key) {
    Objects.requireNonNull(key, "key");
    return with(options.withSaying(new Saying(SignedTenants.EXPRESSION, SignedSetting.of(key))));
  }

  /**
   * The same check, which knows that all tenants share these tables.
   *
   * @param tables with their schema, as {@code labs.region}
   */
  public TenantIsolationCheck sharedTables(String... tables) {
    return with(options.withSharedTables(Set.of(tables)));
  }

  /**
   * The same check, which reports this hole of this subject as accepted.
   *
   * @param hole not {@link IsolationHole#SUPERUSER} or {@link IsolationHole#BYPASSES_ROW_SECURITY}
   * @param subject as the finding names it
   * @param reason why it is no danger, for whoever reads the report
   * @throws IllegalArgumentException if the hole may not be accepted, or the reason is blank
   */
  public TenantIsolationCheck accept(IsolationHole hole, String subject, String reason) {
    if (hole == IsolationHole.SUPERUSER || hole == IsolationHole.BYPASSES_ROW_SECURITY) {
      throw new IllegalArgumentException("nothing is kept apart with " + hole);
    }
    Set<AcceptedHole> accepted = new LinkedHashSet<>(options.accepted());
    accepted.add(new AcceptedHole(hole, subject, reason));
    return with(options.withAccepted(Set.copyOf(accepted)));
  }

  /**
   * The same check, with a tenant that has rows of its own: it must see them, nobody else may, and
   * it must not be able to give them away. What is tried is rolled back.
   *
   * @param tenant a tenant that exists for this purpose only
   */
  public TenantIsolationCheck canary(TenantId tenant) {
    return with(options.withCanary(tenant.value()));
  }

  /**
   * The same check, which compares the row security with what was released.
   *
   * @param fingerprint of the report of the released schema
   */
  public TenantIsolationCheck fingerprint(String fingerprint) {
    Objects.requireNonNull(fingerprint, "fingerprint");
    return with(options.withFingerprint(fingerprint));
  }

  /** The same check, which expects a pooler, by transaction or by session, before PostgreSQL. */
  public TenantIsolationCheck behindPooler() {
    return with(options.withPooler());
  }

  /** The same check, which takes PostgreSQL for this version. */
  TenantIsolationCheck serverVersion(int version) {
    return with(options.withServerVersion(version));
  }

  private TenantIsolationCheck with(CheckOptions changed) {
    return new TenantIsolationCheck(app, changed, entities, shared);
  }

  /**
   * The same check, of a persistence unit too.
   *
   * @param unit the unit
   * @param sharedEntities the entities that all tenants share, and so have no {@code @TenantId}
   */
  public TenantIsolationCheck entities(EntityManagerFactory unit, Class<?>... sharedEntities) {
    return new TenantIsolationCheck(app, options, unit, Set.of(sharedEntities));
  }

  /**
   * Looks.
   *
   * @throws SQLException if the catalogue cannot be read; then nothing is known
   */
  public IsolationReport run() throws SQLException {
    List<IsolationFinding> findings = new ArrayList<>(HibernateCheck.version());
    if (entities != null) {
      findings.addAll(HibernateCheck.unit(entities, shared));
    }
    try (Connection connection = app.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try {
        CatalogueCheck catalogue = new CatalogueCheck(connection, withSharedTablesOfUnit());
        findings.addAll(catalogue.findings());
        if (entities != null) {
          findings.addAll(HibernateCheck.tables(entities, catalogue.tables()));
        }
        return report(catalogue, findings);
      } finally {
        connection.rollback();
        connection.setAutoCommit(autoCommit);
      }
    }
  }

  // What is marked @TenantShared need not be declared a second time, by its table.
  private CheckOptions withSharedTablesOfUnit() {
    if (entities == null) {
      return options;
    }
    Set<String> known = new LinkedHashSet<>(options.sharedTables());
    for (String table : HibernateCheck.sharedTables(entities)) {
      if (table.contains(".")) {
        known.add(table);
      } else {
        options.schemas().forEach(schema -> known.add(schema + "." + table));
      }
    }
    return options.withSharedTables(Set.copyOf(known));
  }

  private IsolationReport report(CatalogueCheck catalogue, List<IsolationFinding> findings) {
    List<AcceptedHole> accepted =
        options.accepted().stream()
            .filter(known -> findings.stream().anyMatch(known::covers))
            .sorted(Comparator.comparing(AcceptedHole::hole).thenComparing(AcceptedHole::subject))
            .toList();
    findings.removeIf(finding -> accepted.stream().anyMatch(known -> known.covers(finding)));
    return new IsolationReport(catalogue.tables(), findings, accepted, catalogue.fingerprint());
  }

  @Override
  public String toString() {
    return "TenantIsolationCheck of " + options.schemas();
  }
}
