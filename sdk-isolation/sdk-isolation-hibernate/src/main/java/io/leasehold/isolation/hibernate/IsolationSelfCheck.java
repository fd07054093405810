package io.leasehold.isolation.hibernate;

import io.leasehold.isolation.hibernate.internal.CatalogueCheck;
import io.leasehold.isolation.hibernate.internal.HibernateCheck;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks, when the application starts, whether PostgreSQL and Hibernate keep tenants apart: at the
 * live catalogue, as the application's own role, and at Hibernate's version, settings and entities.
 * It reads only. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * IsolationSelfCheck.of(appDataSource, "labs").entities(emf, Lab.class).run().require();
 * }</pre>
 */
public final class IsolationSelfCheck {

  private final DataSource app;
  private final Set<String> schemas;
  private final String tenantColumn;
  private final @Nullable EntityManagerFactory entities;
  private final Set<Class<?>> shared;

  private IsolationSelfCheck(
      DataSource app,
      Set<String> schemas,
      String tenantColumn,
      @Nullable EntityManagerFactory entities,
      Set<Class<?>> shared) {
    this.app = app;
    this.schemas = schemas;
    this.tenantColumn = tenantColumn;
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
  public static IsolationSelfCheck of(DataSource app, String... schemas) {
    Objects.requireNonNull(app, "app");
    if (schemas.length == 0) {
      throw new IllegalArgumentException("name at least one schema to check");
    }
    return new IsolationSelfCheck(app, Set.of(schemas), "tenant_id", null, Set.of());
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
  public IsolationSelfCheck tenantColumn(String column) {
    return new IsolationSelfCheck(
        app, schemas, Objects.requireNonNull(column, "column"), entities, shared);
  }

  /**
   * The same check, of a persistence unit too.
   *
   * @param unit the unit
   * @param sharedEntities the entities that all tenants share, and so have no {@code @TenantId}
   */
  public IsolationSelfCheck entities(EntityManagerFactory unit, Class<?>... sharedEntities) {
    return new IsolationSelfCheck(app, schemas, tenantColumn, unit, Set.of(sharedEntities));
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
        CatalogueCheck catalogue = new CatalogueCheck(connection, schemas, tenantColumn);
        findings.addAll(catalogue.findings());
        return new IsolationReport(catalogue.tables(), findings);
      } finally {
        connection.rollback();
        connection.setAutoCommit(autoCommit);
      }
    }
  }

  @Override
  public String toString() {
    return "IsolationSelfCheck of " + Arrays.toString(schemas.toArray());
  }
}
