package io.leasehold.isolation.hibernate.schema;

import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.isolation.hibernate.TenantExpression;
import io.leasehold.isolation.hibernate.internal.Digests;
import io.leasehold.isolation.hibernate.internal.UnitPlan;
import io.leasehold.isolation.hibernate.schema.TenantTable.Filler;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.service.UnknownServiceException;

/**
 * The row security of all tables of a persistence unit that have tenants' rows: those of entities,
 * in every kind of inheritance, and those that Hibernate fills without a tenant, which get a column
 * with a default. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * RowSecurityPlan plan = RowSecurityPlan.of(entityManagerFactory);
 * plan.apply(ownerConnection);                 // or RowSecurityMigration.of(plan), for Flyway
 * }</pre>
 *
 * <p>The application's own migrations make the tables; the plan comes after them.
 */
public final class RowSecurityPlan {

  // One at a time: two nodes that replace a policy at once would meet in the catalogue.
  private static final String LOCK =
      "select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('leasehold.row_security'))";

  private final List<TenantTable> tables;
  private final Set<String> shared;
  private final TenantExpression tenant;

  private RowSecurityPlan(List<TenantTable> tables, Set<String> shared, TenantExpression tenant) {
    this.tables = List.copyOf(tables);
    this.shared = Set.copyOf(shared);
    this.tenant = tenant;
  }

  /**
   * The plan of a unit that has started.
   *
   * @throws UnplannableTableException if a table is mapped so that there is none
   * @throws NoPlanException if the unit was started without isolation
   */
  public static RowSecurityPlan of(EntityManagerFactory unit) {
    try {
      return unit.unwrap(SessionFactoryImplementor.class)
          .getServiceRegistry()
          .requireService(UnitPlan.class)
          .plan()
          .orElseThrow(NoPlanException::new);
    } catch (UnknownServiceException e) {
      throw new NoPlanException();
    }
  }

  /**
   * The plan of a mapping, for who starts Hibernate without {@link EntityManagerFactory}.
   *
   * @throws UnplannableTableException if a table is mapped so that there is none
   */
  public static RowSecurityPlan of(Metadata mapping) {
    PlanReader reader = new PlanReader(mapping);
    return new RowSecurityPlan(reader.tables(), reader.shared(), TenantExpression.VARIABLE);
  }

  /** The same, where the tenant is said in another way. */
  public RowSecurityPlan tenant(TenantExpression expression) {
    return new RowSecurityPlan(tables, shared, Objects.requireNonNull(expression, "expression"));
  }

  /**
   * The same, with a table that Hibernate does not know and whose tenant column is written by who
   * inserts into it.
   *
   * @param table the name, with or without its schema
   * @param tenantColumn the column with the tenant's id
   * @throws IllegalArgumentException if a name is not a plain lower-case SQL name
   */
  public RowSecurityPlan and(String table, String tenantColumn) {
    int dot = table.indexOf('.');
    List<TenantTable> more = new ArrayList<>(tables);
    more.add(
        new TenantTable(
            dot < 0 ? null : table.substring(0, dot),
            table.substring(dot + 1),
            tenantColumn,
            Filler.HIBERNATE,
            null));
    return new RowSecurityPlan(more, shared, tenant);
  }

  /**
   * The same for a place where one tenant's tables are: those without a schema are in this one. The
   * shared tables are not in it.
   *
   * @throws IllegalArgumentException if the name is not a plain lower-case SQL name
   */
  public RowSecurityPlan inSchema(String schema) {
    return new RowSecurityPlan(
        tables.stream().map(table -> table.inSchema(schema)).toList(), shared, tenant);
  }

  /** The tables with tenants' rows, each after those that it refers to, where that is possible. */
  public List<TenantTable> tables() {
    return tables;
  }

  /** The tables that all tenants share, with their schema if they have one. */
  public Set<String> sharedTables() {
    return new TreeSet<>(shared);
  }

  /** How the tenant is said. */
  public TenantExpression tenant() {
    return tenant;
  }

  /** Tells this plan from others: 64 hexadecimal digits of all that it would do. */
  public String digest() {
    List<String> lines = new ArrayList<>(statements());
    tables.forEach(table -> lines.add(table.line()));
    return Digests.sha256(lines);
  }

  /** The statements for a table of this plan, in order, to be run by its owner; repeatable. */
  public List<String> statements(TenantTable table) {
    List<String> statements = new ArrayList<>();
    if (table.filler() == Filler.DATABASE) {
      statements.addAll(TenantFill.statements(table, tenant));
    }
    statements.addAll(security(table, tenant).statements());
    return statements;
  }

  /** The statements for all tables, in order, to be run by their owner; safe to repeat. */
  public List<String> statements() {
    return tables.stream().flatMap(table -> statements(table).stream()).toList();
  }

  /**
   * The statements as one script, with the digest of the plan in its first line: the file of a
   * migration for who does not run Java in them.
   */
  public String script() {
    return "-- Row security of "
        + tables.size()
        + " tables; plan "
        + digest()
        + "; generated, do not edit.\n"
        + String.join(";\n", statements())
        + ";\n";
  }

  /**
   * In what a database differs from this plan. Reads the catalogue only, so every role may ask.
   *
   * @param connection in auto-commit, or in a transaction, which is left open
   */
  public List<RowSecurityDrift> drift(Connection connection) throws SQLException {
    return InTransaction.call(
        connection, () -> new PlanCatalogue(connection, tenant).drift(tables));
  }

  /**
   * Makes the database as this plan has it. Touches, and so locks, only tables that differ; two
   * nodes may do it at once.
   *
   * @param connection of the tables' owner; in auto-commit it is done in a transaction of its own,
   *     otherwise in the caller's
   * @return the differences that were there
   * @throws SchemaNotReadyException if a table or a tenant column that Hibernate writes is not
   *     there; then nothing was done
   */
  public List<RowSecurityDrift> apply(Connection connection) throws SQLException {
    return InTransaction.call(connection, () -> repair(connection));
  }

  private List<RowSecurityDrift> repair(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(LOCK);
      List<RowSecurityDrift> found = new PlanCatalogue(connection, tenant).drift(tables);
      List<RowSecurityDrift> beyond =
          found.stream()
              .filter(one -> !one.isRepaired())
              .filter(one -> !(one instanceof RowSecurityDrift.NotPlanned))
              .toList();
      if (!beyond.isEmpty()) {
        throw new SchemaNotReadyException(
            beyond, "run the application's own migrations before the plan");
      }
      Set<String> differing =
          found.stream().map(RowSecurityDrift::table).collect(Collectors.toSet());
      for (TenantTable table : tables) {
        if (differing.contains(table.qualifiedName())) {
          for (String sql : statements(table)) {
            statement.execute(sql);
          }
        }
      }
      return found;
    }
  }

  /**
   * What would make the keys of the tables stay inside a tenant, in the order in which to do it.
   *
   * @param connection as for {@link #drift}
   */
  public List<KeyAdvice> advice(Connection connection) throws SQLException {
    return InTransaction.call(connection, () -> new KeyAdviser(connection).advise(tables));
  }

  static RowSecurity security(TenantTable table, TenantExpression tenant) {
    return new RowSecurity(table.qualifiedName(), table.tenantColumn(), tenant);
  }

  @Override
  public String toString() {
    return "RowSecurityPlan of " + tables.stream().map(TenantTable::qualifiedName).toList();
  }
}
