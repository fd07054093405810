package io.leasehold.isolation.hibernate.internal;

import static io.leasehold.isolation.hibernate.IsolationHole.BYPASSES_ROW_SECURITY;
import static io.leasehold.isolation.hibernate.IsolationHole.CHILD_TABLE_WITHOUT_ROW_SECURITY;
import static io.leasehold.isolation.hibernate.IsolationHole.MATERIALIZED_VIEW;
import static io.leasehold.isolation.hibernate.IsolationHole.MAY_TRUNCATE;
import static io.leasehold.isolation.hibernate.IsolationHole.NOTHING_FOUND;
import static io.leasehold.isolation.hibernate.IsolationHole.NOT_FORCED;
import static io.leasehold.isolation.hibernate.IsolationHole.NO_CHECK;
import static io.leasehold.isolation.hibernate.IsolationHole.NO_POLICY;
import static io.leasehold.isolation.hibernate.IsolationHole.OWNS_TABLE;
import static io.leasehold.isolation.hibernate.IsolationHole.POLICY_DRIFT;
import static io.leasehold.isolation.hibernate.IsolationHole.POLICY_OUTDATED;
import static io.leasehold.isolation.hibernate.IsolationHole.POLICY_TOO_WIDE;
import static io.leasehold.isolation.hibernate.IsolationHole.POSTGRES_TOO_OLD;
import static io.leasehold.isolation.hibernate.IsolationHole.ROW_SECURITY_OFF;
import static io.leasehold.isolation.hibernate.IsolationHole.SUPERUSER;
import static io.leasehold.isolation.hibernate.IsolationHole.TENANT_PRESET;
import static io.leasehold.isolation.hibernate.IsolationHole.VIEW_WITH_OWNERS_RIGHTS;

import io.leasehold.isolation.hibernate.IsolationFinding;
import io.leasehold.isolation.hibernate.IsolationHole;
import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.isolation.hibernate.internal.Catalogue.Policy;
import io.leasehold.isolation.hibernate.internal.Catalogue.Role;
import io.leasehold.isolation.hibernate.internal.Catalogue.Table;
import io.leasehold.isolation.hibernate.internal.Catalogue.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the self-check sees of PostgreSQL, as the role of the connection. */
public final class CatalogueCheck {

  private final Connection connection;
  private final Catalogue catalogue;
  private final PolicyShape shape;
  private final CheckOptions options;
  private final String fingerprint;
  private final List<Table> tables;
  private final List<IsolationFinding> findings = new ArrayList<>();

  /**
   * Reads the catalogue.
   *
   * @param connection of the application's role
   * @param options what to look at
   */
  public CatalogueCheck(Connection connection, CheckOptions options) throws SQLException {
    this.connection = connection;
    this.catalogue = new Catalogue(connection, options);
    this.shape = new PolicyShape(options.tenantColumn(), options.tenant());
    this.options = options;
    if (!catalogue.presetTenant().isEmpty()) {
      add(TENANT_PRESET, "connection", "let nobody set it for a session, a role or a database");
    }
    catalogue.nameEverything();
    this.tables = catalogue.tables();
    this.fingerprint = Digests.sha256(catalogue.shape());
    look();
  }

  /** The tables with the tenant column. */
  public List<String> tables() {
    return tables.stream().map(Table::name).toList();
  }

  /** The holes. */
  public List<IsolationFinding> findings() {
    return List.copyOf(findings);
  }

  /** A digest of the row security of the tables. */
  public String fingerprint() {
    return fingerprint;
  }

  private void look() throws SQLException {
    Integer version = options.serverVersion();
    int running = version == null ? catalogue.serverVersion() : version;
    if (!PostgresRules.isSafe(running)) {
      add(POSTGRES_TOO_OLD, "PostgreSQL " + running, "use the newest minor version");
    }
    findings.addAll(PoolerProbe.findings(connection, options.pooler()));
    boolean superuser = false;
    for (Role role : catalogue.dangerousRoles()) {
      superuser |= role.superuser() && role.self();
      lookAt(role);
    }
    if (tables.isEmpty()) {
      add(
          NOTHING_FOUND,
          "schemas " + options.schemas(),
          "name the schemas and the tenant column in use");
    }
    for (Table table : tables) {
      // A superuser may do everything; saying it once is enough.
      lookAt(table, superuser);
    }
    for (View view : catalogue.views()) {
      lookAt(view);
    }
    if (!superuser) {
      lookFor(RightQueries.ALL);
    }
    lookFor(SchemaQueries.ALL);
    String released = options.fingerprint();
    if (released != null && !released.equals(fingerprint)) {
      add(POLICY_DRIFT, "fingerprint " + fingerprint, "compare the policies with the migration");
    }
    // Whoever is past row security sees rows; that has been said.
    if (!superuser) {
      findings.addAll(new CanaryProbe(connection, options).findings(tables));
    }
  }

  private void lookFor(List<HoleQuery> queries) throws SQLException {
    for (HoleQuery query : queries) {
      for (String subject : catalogue.holes(query)) {
        add(query.hole(), subject, query.wayOut());
      }
    }
  }

  private void lookAt(Role role) {
    String wayOut =
        role.self()
            ? "log in as a role without that right"
            : "revoke the membership in it from the role of the application";
    if (role.superuser()) {
      add(SUPERUSER, "role " + role.name(), wayOut);
    } else {
      add(BYPASSES_ROW_SECURITY, "role " + role.name(), wayOut);
    }
  }

  private void lookAt(Table table, boolean superuser) throws SQLException {
    if (table.owned() && !superuser) {
      add(OWNS_TABLE, table.name(), "let another role own it and grant rows to this one");
    }
    if (table.truncatable() && !table.owned()) {
      add(MAY_TRUNCATE, table.name(), "revoke truncate");
    }
    if (!table.enabled()) {
      add(
          table.child() ? CHILD_TABLE_WITHOUT_ROW_SECURITY : ROW_SECURITY_OFF,
          table.name(),
          "run the statements of RowSecurity for it");
      return;
    }
    if (!table.forced()) {
      add(NOT_FORCED, table.name(), "alter table ... force row level security");
    }
    List<Policy> policies = catalogue.permissivePolicies(table);
    if (policies.isEmpty()) {
      add(NO_POLICY, table.name(), "run the statements of RowSecurity for it");
    }
    for (Policy policy : policies) {
      lookAt(table, policy);
    }
  }

  private void lookAt(Table table, Policy policy) {
    String subject = "policy " + policy.name() + " on " + table.name();
    if (!shape.admits(policy.using()) || !shape.admits(policy.check())) {
      // Permissive policies are joined by "or", so one that is wider widens all.
      add(POLICY_TOO_WIDE, subject, "drop it, or make it restrictive");
    } else if (policy.check() == null && policy.writes()) {
      add(NO_CHECK, subject, "give it a WITH CHECK equal to its USING");
    } else if (RowSecurity.isOurs(policy.name()) && !policy.name().equals(expectedName())) {
      add(POLICY_OUTDATED, subject, "run the statements of RowSecurity for it");
    }
  }

  // The name tells the body, which is the same for every table.
  private String expectedName() {
    String column = options.tenantColumn();
    return RowSecurity.isPlainName(column)
        ? new RowSecurity("any", column, options.tenant()).policy()
        : "";
  }

  private void lookAt(View view) {
    if (view.materialized()) {
      add(MATERIALIZED_VIEW, view.name(), "revoke select from the role of the application");
    } else {
      add(VIEW_WITH_OWNERS_RIGHTS, view.name(), "alter view ... set (security_invoker = true)");
    }
  }

  private void add(IsolationHole hole, String subject, String wayOut) {
    findings.add(new IsolationFinding(hole, subject, wayOut));
  }
}
